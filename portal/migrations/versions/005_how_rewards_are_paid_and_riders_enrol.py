"""how rewards are paid and riders enrol."""

import sqlalchemy as sa
from alembic import op

from portal.migrations.keeping import keep_for_ever, keep_no_longer

revision = "005"
down_revision = "004"
branch_labels = None
depends_on = None

# Entries are added, never changed, never deleted; the database itself refuses.
KEPT = {
    "reward_ledger_entry": "entries of the ledger are never changed and never deleted",
    "reward_reconciliation": "reconciliations are never changed and never deleted",
}


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "case_figures_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_figures_sheet")),
        sa.UniqueConstraint("year", "until_on", name=op.f("uq_case_figures_sheet_year_until_on")),
    )
    op.create_table(
        "reward_payment_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=60), nullable=True),
        sa.Column("result_digest", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_payment_batch")),
        sa.UniqueConstraint("reference", name=op.f("uq_reward_payment_batch_reference")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("reward_payment_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reward_payment_batch_stage"), ["stage"], unique=False)

    op.create_table(
        "reward_reconciliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("difference_count", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_reconciliation")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("reward_reconciliation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reward_reconciliation_month"), ["month"], unique=False)

    op.create_table(
        "rider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("pin_digest", sa.String(length=64), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rider")),
        sa.UniqueConstraint("number", name=op.f("uq_rider_number")),
        info={"is_unseen": True},
    )
    op.create_table(
        "rider_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("submit_digest", sa.String(length=64), nullable=False),
        sa.Column("station", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rider_batch")),
        sa.UniqueConstraint("reference", name=op.f("uq_rider_batch_reference")),
        sa.UniqueConstraint("submit_digest", name=op.f("uq_rider_batch_submit_digest")),
        info={"is_unseen": True},
    )
    op.create_table(
        "reward_staff_interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.Column("relative_digest", sa.String(length=64), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_reward_staff_interest_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_staff_interest")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("reward_staff_interest", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reward_staff_interest_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reward_staff_interest_person"), ["person"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reward_staff_interest_relative_digest"),
            ["relative_digest"],
            unique=False,
        )

    op.create_table(
        "rider_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("rider_id", sa.Integer(), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["rider_batch.id"], name=op.f("fk_rider_code_batch_id_rider_batch")
        ),
        sa.ForeignKeyConstraint(
            ["rider_id"], ["rider.id"], name=op.f("fk_rider_code_rider_id_rider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rider_code")),
        sa.UniqueConstraint("batch_id", "serial", name=op.f("uq_rider_code_batch_id_serial")),
        sa.UniqueConstraint("digest", name=op.f("uq_rider_code_digest")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("rider_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rider_code_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rider_code_rider_id"), ["rider_id"], unique=False)

    op.create_table(
        "rider_phone",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("rider_id", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rider_id"], ["rider.id"], name=op.f("fk_rider_phone_rider_id_rider")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_rider_phone")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("rider_phone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rider_phone_rider_id"), ["rider_id"], unique=False)

    op.create_table(
        "case_bulk_deed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_bulk_deed_case_id_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_bulk_deed")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_bulk_deed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_bulk_deed_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_deed_reason",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_deed_reason_case_id_case")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_case_deed_reason")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_deed_reason", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_deed_reason_case_id"), ["case_id"], unique=False)

    op.create_table(
        "rider_tip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("order_digest", sa.String(length=64), nullable=False),
        sa.Column("is_further_order", sa.Boolean(), nullable=False),
        sa.Column("fixed_fen", sa.Integer(), nullable=True),
        sa.Column("granted_fen", sa.Integer(), nullable=True),
        sa.Column("limited_by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_rider_tip_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rider_tip")),
        sa.UniqueConstraint("case_id", name=op.f("uq_rider_tip_case_id")),
        sa.UniqueConstraint("key", name=op.f("uq_rider_tip_key")),
        sa.UniqueConstraint("order_digest", name=op.f("uq_rider_tip_order_digest")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("rider_tip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rider_tip_tag"), ["tag"], unique=False)

    op.create_table(
        "seal_finding",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("found", sa.String(length=40), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_seal_finding_case_id_case")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_seal_finding")),
    )
    with op.batch_alter_table("seal_finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seal_finding_found_at"), ["found_at"], unique=False)

    op.create_table(
        "reward_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reward_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("said", sa.String(length=40), nullable=False),
        sa.Column("article", sa.String(length=60), nullable=True),
        sa.Column("given_by", sa.String(length=60), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reward_id"], ["reward_case.id"], name=op.f("fk_reward_answer_reward_id_reward_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_answer")),
    )
    with op.batch_alter_table("reward_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reward_answer_reward_id"), ["reward_id"], unique=False)

    with op.batch_alter_table("case_draft", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("key_id", sa.String(length=40), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("reward_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("matched_fen", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("matched_part", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("investigator", sa.String(length=60), nullable=True))

    with op.batch_alter_table("reward_claim", schema=None) as batch_op:
        batch_op.add_column(sa.Column("papers", sa.JSON(), nullable=True))
        batch_op.add_column(
            sa.Column("reporter_count", sa.Integer(), server_default="1", nullable=False)
        )
        batch_op.add_column(
            sa.Column("has_namesake", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("reward_ledger_entry", schema=None) as batch_op:
        batch_op.create_index(
            "uq_reward_ledger_entry_paid",
            ["reward_id"],
            unique=True,
            sqlite_where=sa.text("movement = 'pay'"),
            postgresql_where=sa.text("movement = 'pay'"),
        )

    with op.batch_alter_table("reward_payment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("batch_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("batch_line", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("line_code", sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f("ix_reward_payment_batch_id"), ["batch_id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_reward_payment_batch_id_batch_line"), ["batch_id", "batch_line"]
        )
        batch_op.create_index(
            "uq_reward_payment_not_failed",
            ["reward_id"],
            unique=True,
            sqlite_where=sa.text("result <> 'failed'"),
            postgresql_where=sa.text("result <> 'failed'"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_reward_payment_batch_id_reward_payment_batch"),
            "reward_payment_batch",
            ["batch_id"],
            ["id"],
        )
    keep_for_ever(KEPT)


def downgrade() -> None:
    """Go back."""
    keep_no_longer(KEPT)
    with op.batch_alter_table("reward_payment", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_reward_payment_batch_id_reward_payment_batch"), type_="foreignkey"
        )
        batch_op.drop_index(
            "uq_reward_payment_not_failed",
            sqlite_where=sa.text("result <> 'failed'"),
            postgresql_where=sa.text("result <> 'failed'"),
        )
        batch_op.drop_constraint(
            batch_op.f("uq_reward_payment_batch_id_batch_line"), type_="unique"
        )
        batch_op.drop_index(batch_op.f("ix_reward_payment_batch_id"))
        batch_op.drop_column("line_code")
        batch_op.drop_column("batch_line")
        batch_op.drop_column("batch_id")

    with op.batch_alter_table("reward_ledger_entry", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_reward_ledger_entry_paid",
            sqlite_where=sa.text("movement = 'pay'"),
            postgresql_where=sa.text("movement = 'pay'"),
        )

    with op.batch_alter_table("reward_claim", schema=None) as batch_op:
        batch_op.drop_column("has_namesake")
        batch_op.drop_column("reporter_count")
        batch_op.drop_column("papers")

    with op.batch_alter_table("reward_case", schema=None) as batch_op:
        batch_op.drop_column("investigator")
        batch_op.drop_column("matched_part")
        batch_op.drop_column("matched_fen")

    with op.batch_alter_table("case_draft", schema=None) as batch_op:
        batch_op.drop_column("handed_over_at")
        batch_op.drop_column("key_id")

    with op.batch_alter_table("reward_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reward_answer_reward_id"))

    op.drop_table("reward_answer")
    with op.batch_alter_table("seal_finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seal_finding_found_at"))

    op.drop_table("seal_finding")
    with op.batch_alter_table("rider_tip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rider_tip_tag"))

    op.drop_table("rider_tip")
    with op.batch_alter_table("case_deed_reason", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_deed_reason_case_id"))

    op.drop_table("case_deed_reason")
    with op.batch_alter_table("case_bulk_deed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_bulk_deed_case_id"))

    op.drop_table("case_bulk_deed")
    with op.batch_alter_table("rider_phone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rider_phone_rider_id"))

    op.drop_table("rider_phone")
    with op.batch_alter_table("rider_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rider_code_rider_id"))
        batch_op.drop_index(batch_op.f("ix_rider_code_batch_id"))

    op.drop_table("rider_code")
    with op.batch_alter_table("reward_staff_interest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reward_staff_interest_relative_digest"))
        batch_op.drop_index(batch_op.f("ix_reward_staff_interest_person"))
        batch_op.drop_index(batch_op.f("ix_reward_staff_interest_enterprise_id"))

    op.drop_table("reward_staff_interest")
    op.drop_table("rider_batch")
    op.drop_table("rider")
    with op.batch_alter_table("reward_reconciliation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reward_reconciliation_month"))

    op.drop_table("reward_reconciliation")
    with op.batch_alter_table("reward_payment_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reward_payment_batch_stage"))

    op.drop_table("reward_payment_batch")
    op.drop_table("case_figures_sheet")
