"""registers, grades, penalties, owners."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None


def _year_of_batch() -> sa.ColumnElement[int]:
    days = (sa.column(name, sa.Date) for name in ("sampled_on", "announced_on", "shown_on"))
    return sa.extract("year", sa.func.coalesce(*days))


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "learned_table_column",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("known_as", sa.String(length=300), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("learned_by", sa.String(length=80), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_table_column")),
        sa.UniqueConstraint(
            "kind", "source", "known_as", name=op.f("uq_learned_table_column_kind_source_known_as")
        ),
        info={"is_unseen": True},
    )
    op.create_table(
        "table_mark",
        sa.Column("name", sa.String(length=63), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_table_mark")),
        info={"is_unseen": True},
    )
    op.create_table(
        "duty_filing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("filed_by", sa.String(length=80), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_duty_filing_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_filing")),
        sa.UniqueConstraint(
            "enterprise_id",
            "kind",
            "period",
            "edition",
            name=op.f("uq_duty_filing_enterprise_id_kind_period_edition"),
        ),
        sa.UniqueConstraint("reference", name=op.f("uq_duty_filing_reference")),
    )
    with op.batch_alter_table("duty_filing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_duty_filing_enterprise_id"), ["enterprise_id"], unique=False
        )

    op.create_table(
        "enterprise_certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("scope", sa.String(length=300), nullable=False),
        sa.Column("issued_by", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_enterprise_certificate_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_certificate")),
    )
    with op.batch_alter_table("enterprise_certificate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enterprise_certificate_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_enterprise_certificate_kind"), ["kind"], unique=False)

    op.create_table(
        "enterprise_identifier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("identifier", sa.String(length=80), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_enterprise_identifier_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_identifier")),
        sa.UniqueConstraint(
            "source", "identifier", name=op.f("uq_enterprise_identifier_source_identifier")
        ),
    )
    with op.batch_alter_table("enterprise_identifier", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enterprise_identifier_enterprise_id"), ["enterprise_id"], unique=False
        )

    op.create_table(
        "enterprise_merger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by", sa.String(length=80), nullable=False),
        sa.Column("split_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("split_by", sa.String(length=80), nullable=True),
        sa.Column("split_reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["gone_id"], ["enterprise.id"], name=op.f("fk_enterprise_merger_gone_id_enterprise")
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["enterprise.id"], name=op.f("fk_enterprise_merger_kept_id_enterprise")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_merger")),
    )
    with op.batch_alter_table("enterprise_merger", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enterprise_merger_gone_id"), ["gone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enterprise_merger_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "inspection_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=False),
        sa.Column("scope", sa.String(length=200), nullable=False),
        sa.Column("item_count", sa.Integer(), nullable=False),
        sa.Column("failed_count", sa.Integer(), nullable=False),
        sa.Column("critical_count", sa.Integer(), nullable=False),
        sa.Column("score_hundredths", sa.Integer(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("inspector_count", sa.Integer(), nullable=False),
        sa.Column("licence_number", sa.String(length=80), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_reason", sa.String(length=300), nullable=False),
        sa.Column("entered_by", sa.String(length=80), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_inspection_record_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_record")),
        sa.UniqueConstraint("document", name=op.f("uq_inspection_record_document")),
        sa.UniqueConstraint("reference", name=op.f("uq_inspection_record_reference")),
    )
    with op.batch_alter_table("inspection_record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inspection_record_concluded_on"), ["concluded_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_inspection_record_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index("ix_inspection_record_newest", ["inspected_on", "id"], unique=False)

    op.create_table(
        "name_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("said_key", sa.String(length=400), nullable=False),
        sa.Column("credit_code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("seen_in", sa.String(length=200), nullable=False),
        sa.Column("seen_count", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_name_question_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_question")),
        sa.UniqueConstraint("reference", name=op.f("uq_name_question_reference")),
        sa.UniqueConstraint(
            "said_key", "credit_code", name=op.f("uq_name_question_said_key_credit_code")
        ),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("name_question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_name_question_decided_at"), ["decided_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_name_question_enterprise_id"), ["enterprise_id"], unique=False
        )

    op.create_table(
        "owner_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("sealed_code", sa.LargeBinary(), nullable=True),
        sa.Column("issued_by", sa.String(length=80), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_owner_letter_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner_letter")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_owner_letter_code_digest")),
        sa.UniqueConstraint("reference", name=op.f("uq_owner_letter_reference")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("owner_letter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_owner_letter_enterprise_id"), ["enterprise_id"], unique=False
        )

    op.create_table(
        "owner_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_reference", sa.String(length=40), nullable=False),
        sa.Column("subject_title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("was_revised", sa.Boolean(), nullable=False),
        sa.Column("submitted_by", sa.String(length=80), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("moderated_by", sa.String(length=80), nullable=True),
        sa.Column("moderated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_owner_reply_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner_reply")),
        sa.UniqueConstraint("reference", name=op.f("uq_owner_reply_reference")),
    )
    with op.batch_alter_table("owner_reply", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_owner_reply_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_owner_reply_stage"), ["stage"], unique=False)

    op.create_table(
        "penalty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("number_key", sa.String(length=160), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("respondent_kind", sa.String(length=40), nullable=False),
        sa.Column("respondent", sa.String(length=200), nullable=False),
        sa.Column("respondent_key", sa.String(length=400), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("procedure", sa.String(length=40), nullable=False),
        sa.Column("conduct", sa.String(length=300), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("kind_mask", sa.Integer(), nullable=False),
        sa.Column("fine_fen", sa.BigInteger(), nullable=False),
        sa.Column("confiscated_fen", sa.BigInteger(), nullable=False),
        sa.Column("ban_until", sa.Date(), nullable=True),
        sa.Column("is_ban_lifelong", sa.Boolean(), nullable=False),
        sa.Column("small_fine_basis", sa.String(length=200), nullable=False),
        sa.Column("severity", sa.String(length=40), nullable=True),
        sa.Column("shown_months", sa.Integer(), nullable=True),
        sa.Column("shown_since", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("recorded_by", sa.String(length=80), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.String(length=80), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("return_reason", sa.String(length=300), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal", sa.String(length=40), nullable=True),
        sa.Column("withdrawal_reason", sa.String(length=300), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_penalty_enterprise_id_enterprise")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penalty")),
        sa.UniqueConstraint(
            "number_key", "respondent_key", name=op.f("uq_penalty_number_key_respondent_key")
        ),
        sa.UniqueConstraint("reference", name=op.f("uq_penalty_reference")),
    )
    with op.batch_alter_table("penalty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_penalty_decided_on"), ["decided_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_penalty_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index("ix_penalty_public", ["stage", "published_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_penalty_stage"), ["stage"], unique=False)

    op.create_table(
        "register_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("before", sa.String(length=300), nullable=False),
        sa.Column("after", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_register_change_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_change")),
    )
    with op.batch_alter_table("register_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_register_change_enterprise_id"), ["enterprise_id"], unique=False
        )

    op.create_table(
        "spelled_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("head", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_spelled_name_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spelled_name")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("spelled_name", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_spelled_name_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_spelled_name_head"), ["head"], unique=False)
        batch_op.create_index(batch_op.f("ix_spelled_name_key"), ["key"], unique=False)

    op.create_table(
        "table_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("looked_count", sa.Integer(), nullable=False),
        sa.Column("total_count", sa.Integer(), nullable=False),
        sa.Column("written_count", sa.Integer(), nullable=False),
        sa.Column("same_count", sa.Integer(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("failure", sa.String(length=300), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("imported_by", sa.String(length=80), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_table_import_job_id_job")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_import")),
        sa.UniqueConstraint("reference", name=op.f("uq_table_import_reference")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("table_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_table_import_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_table_import_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_table_import_stage"), ["stage"], unique=False)

    op.create_table(
        "dishonest_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("respondent_kind", sa.String(length=40), nullable=False),
        sa.Column("respondent", sa.String(length=200), nullable=False),
        sa.Column("penalty_id", sa.Integer(), nullable=True),
        sa.Column("penalty_number", sa.String(length=80), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("heavy_kinds", sa.JSON(), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("proposed_by", sa.String(length=80), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("defence_until", sa.Date(), nullable=True),
        sa.Column("defence", sa.Text(), nullable=False),
        sa.Column("hearing_on", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=80), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drop_reason", sa.String(length=300), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("removal", sa.String(length=40), nullable=True),
        sa.Column("removal_reason", sa.String(length=300), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_dishonest_entry_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["penalty_id"], ["penalty.id"], name=op.f("fk_dishonest_entry_penalty_id_penalty")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dishonest_entry")),
        sa.UniqueConstraint("reference", name=op.f("uq_dishonest_entry_reference")),
    )
    with op.batch_alter_table("dishonest_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dishonest_entry_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_dishonest_entry_listed_on"), ["listed_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_dishonest_entry_penalty_id"), ["penalty_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_dishonest_entry_stage"), ["stage"], unique=False)

    op.create_table(
        "filing_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["filing_id"], ["duty_filing.id"], name=op.f("fk_filing_file_filing_id_duty_filing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing_file")),
        sa.UniqueConstraint("key", name=op.f("uq_filing_file_key")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("filing_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_filing_file_filing_id"), ["filing_id"], unique=False)

    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_reference", sa.String(length=40), nullable=False),
        sa.Column("subject_title", sa.String(length=200), nullable=False),
        sa.Column("rating_id", sa.Integer(), nullable=True),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("wants_hearing", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("lodged_by", sa.String(length=80), nullable=False),
        sa.Column("lodged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("extension_reason", sa.String(length=300), nullable=False),
        sa.Column("taken_by", sa.String(length=80), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal_ground", sa.String(length=40), nullable=False),
        sa.Column("verified_by", sa.String(length=80), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_objection_enterprise_id_enterprise")
        ),
        sa.ForeignKeyConstraint(
            ["rating_id"], ["rating.id"], name=op.f("fk_objection_rating_id_rating")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["rating.id"], name=op.f("fk_objection_successor_id_rating")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sa.UniqueConstraint("reference", name=op.f("uq_objection_reference")),
    )
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_objection_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_objection_rating_id"), ["rating_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_stage"), ["stage"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_objection_successor_id"), ["successor_id"], unique=False
        )
        batch_op.create_index(
            "uq_objection_pending",
            ["subject_kind", "subject_reference"],
            unique=True,
            sqlite_where=sa.text("stage IN ('lodged', 'accepted', 'verified')"),
            postgresql_where=sa.text("stage IN ('lodged', 'accepted', 'verified')"),
        )

    op.create_table(
        "owner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_owner_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_owner_enterprise_id_enterprise")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["owner_letter.id"], name=op.f("fk_owner_letter_id_owner_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner")),
        sa.UniqueConstraint("account_id", name=op.f("uq_owner_account_id")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("owner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_owner_enterprise_id"), ["enterprise_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_owner_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "table_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("is_written", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("column", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["table_import.id"], name=op.f("fk_table_line_import_id_table_import")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_line")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("table_line", schema=None) as batch_op:
        batch_op.create_index("ix_table_line_import", ["import_id", "outcome", "id"], unique=False)

    op.create_table(
        "table_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=300), nullable=False),
        sa.Column("column", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("known_as", sa.String(length=300), nullable=False),
        sa.Column("samples", sa.JSON(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("lacks", sa.JSON(), nullable=False),
        sa.Column("answer", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["table_import.id"],
            name=op.f("fk_table_question_import_id_table_import"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_question")),
        sa.UniqueConstraint(
            "import_id", "position", name=op.f("uq_table_question_import_id_position")
        ),
        info={"is_unseen": True},
    )
    op.create_table(
        "objection_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["objection_id"],
            ["objection.id"],
            name=op.f("fk_objection_file_objection_id_objection"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_file")),
        sa.UniqueConstraint("key", name=op.f("uq_objection_file_key")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("objection_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_objection_file_objection_id"), ["objection_id"], unique=False
        )

    op.create_table(
        "objection_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=80), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["objection_id"],
            ["objection.id"],
            name=op.f("fk_objection_note_objection_id_objection"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_note")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("objection_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_objection_note_objection_id"), ["objection_id"], unique=False
        )

    op.create_table(
        "repair_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("penalty_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("supplement_request", sa.Text(), nullable=False),
        sa.Column("supplement", sa.Text(), nullable=False),
        sa.Column("finding_rows", sa.JSON(), nullable=False),
        sa.Column("verified_by", sa.String(length=80), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_number", sa.String(length=80), nullable=False),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["dishonest_entry.id"],
            name=op.f("fk_repair_case_entry_id_dishonest_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["penalty_id"], ["penalty.id"], name=op.f("fk_repair_case_penalty_id_penalty")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_case")),
        sa.UniqueConstraint("reference", name=op.f("uq_repair_case_reference")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("repair_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_repair_case_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_repair_case_penalty_id"), ["penalty_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_repair_case_stage"), ["stage"], unique=False)

    op.create_table(
        "repair_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("repair_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["repair_id"], ["repair_case.id"], name=op.f("fk_repair_file_repair_id_repair_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_file")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("repair_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_repair_file_repair_id"), ["repair_id"], unique=False)

    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_enterprise_merged_into_id"), ["merged_into_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_enterprise_merged_into_id_enterprise"),
            "enterprise",
            ["merged_into_id"],
            ["id"],
        )

    with op.batch_alter_table("former_name", schema=None) as batch_op:
        batch_op.alter_column("until_on", existing_type=sa.DATE(), nullable=True)

    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.add_column(sa.Column("assessed_on", sa.Date(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_rating_enterprise_id"))
        batch_op.create_index(
            "ix_rating_enterprise_stage", ["enterprise_id", "stage"], unique=False
        )

    with op.batch_alter_table("sample_batch", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f("ix_sample_batch_figures"), sqlite_where=sa.text("is_listed IS 1")
        )
    op.create_index(
        "ix_sample_batch_disclosure",
        "sample_batch",
        [_year_of_batch(), "batch_stage", "hold_reason", "reported_on", "shown_on"],
    )

    with op.batch_alter_table("sample_import", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("source_name", sa.String(length=60), nullable=False, server_default="")
        )


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_sample_batch_disclosure", table_name="sample_batch")
    with op.batch_alter_table("sample_import", schema=None) as batch_op:
        batch_op.drop_column("source_name")

    with op.batch_alter_table("sample_batch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sample_batch_figures"),
            ["is_listed", "shown_year", "kind", "result", "category", "stage", "region_code"],
            unique=False,
            sqlite_where=sa.text("is_listed IS 1"),
        )

    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index("ix_rating_enterprise_stage")
        batch_op.create_index(
            batch_op.f("ix_rating_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.drop_column("assessed_on")

    with op.batch_alter_table("former_name", schema=None) as batch_op:
        batch_op.alter_column("until_on", existing_type=sa.DATE(), nullable=False)

    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_enterprise_merged_into_id_enterprise"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_enterprise_merged_into_id"))
        batch_op.drop_column("merged_into_id")

    with op.batch_alter_table("repair_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_repair_file_repair_id"))

    op.drop_table("repair_file")
    with op.batch_alter_table("repair_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_repair_case_stage"))
        batch_op.drop_index(batch_op.f("ix_repair_case_penalty_id"))
        batch_op.drop_index(batch_op.f("ix_repair_case_entry_id"))

    op.drop_table("repair_case")
    with op.batch_alter_table("objection_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_objection_note_objection_id"))

    op.drop_table("objection_note")
    with op.batch_alter_table("objection_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_objection_file_objection_id"))

    op.drop_table("objection_file")
    op.drop_table("table_question")
    with op.batch_alter_table("table_line", schema=None) as batch_op:
        batch_op.drop_index("ix_table_line_import")

    op.drop_table("table_line")
    with op.batch_alter_table("owner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_owner_letter_id"))
        batch_op.drop_index(batch_op.f("ix_owner_enterprise_id"))

    op.drop_table("owner")
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_objection_pending",
            sqlite_where=sa.text("stage IN ('lodged', 'accepted', 'verified')"),
            postgresql_where=sa.text("stage IN ('lodged', 'accepted', 'verified')"),
        )
        batch_op.drop_index(batch_op.f("ix_objection_successor_id"))
        batch_op.drop_index(batch_op.f("ix_objection_stage"))
        batch_op.drop_index(batch_op.f("ix_objection_rating_id"))
        batch_op.drop_index(batch_op.f("ix_objection_enterprise_id"))

    op.drop_table("objection")
    with op.batch_alter_table("filing_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_filing_file_filing_id"))

    op.drop_table("filing_file")
    with op.batch_alter_table("dishonest_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dishonest_entry_stage"))
        batch_op.drop_index(batch_op.f("ix_dishonest_entry_penalty_id"))
        batch_op.drop_index(batch_op.f("ix_dishonest_entry_listed_on"))
        batch_op.drop_index(batch_op.f("ix_dishonest_entry_enterprise_id"))

    op.drop_table("dishonest_entry")
    with op.batch_alter_table("table_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_table_import_stage"))
        batch_op.drop_index(batch_op.f("ix_table_import_sha256"))
        batch_op.drop_index(batch_op.f("ix_table_import_kind"))

    op.drop_table("table_import")
    with op.batch_alter_table("spelled_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spelled_name_key"))
        batch_op.drop_index(batch_op.f("ix_spelled_name_head"))
        batch_op.drop_index(batch_op.f("ix_spelled_name_enterprise_id"))

    op.drop_table("spelled_name")
    with op.batch_alter_table("register_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_change_enterprise_id"))

    op.drop_table("register_change")
    with op.batch_alter_table("penalty", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_penalty_stage"))
        batch_op.drop_index("ix_penalty_public")
        batch_op.drop_index(batch_op.f("ix_penalty_enterprise_id"))
        batch_op.drop_index(batch_op.f("ix_penalty_decided_on"))

    op.drop_table("penalty")
    with op.batch_alter_table("owner_reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_owner_reply_stage"))
        batch_op.drop_index(batch_op.f("ix_owner_reply_enterprise_id"))

    op.drop_table("owner_reply")
    with op.batch_alter_table("owner_letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_owner_letter_enterprise_id"))

    op.drop_table("owner_letter")
    with op.batch_alter_table("name_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_name_question_enterprise_id"))
        batch_op.drop_index(batch_op.f("ix_name_question_decided_at"))

    op.drop_table("name_question")
    with op.batch_alter_table("inspection_record", schema=None) as batch_op:
        batch_op.drop_index("ix_inspection_record_newest")
        batch_op.drop_index(batch_op.f("ix_inspection_record_enterprise_id"))
        batch_op.drop_index(batch_op.f("ix_inspection_record_concluded_on"))

    op.drop_table("inspection_record")
    with op.batch_alter_table("enterprise_merger", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_merger_kept_id"))
        batch_op.drop_index(batch_op.f("ix_enterprise_merger_gone_id"))

    op.drop_table("enterprise_merger")
    with op.batch_alter_table("enterprise_identifier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_identifier_enterprise_id"))

    op.drop_table("enterprise_identifier")
    with op.batch_alter_table("enterprise_certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_certificate_kind"))
        batch_op.drop_index(batch_op.f("ix_enterprise_certificate_enterprise_id"))

    op.drop_table("enterprise_certificate")
    with op.batch_alter_table("duty_filing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_filing_enterprise_id"))

    op.drop_table("duty_filing")
    op.drop_table("table_mark")
    op.drop_table("learned_table_column")
