"""Cases: how they came, are worked on, joined and kept; incidents; mergers by two people."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "case_channel_test",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_channel_test")),
        info={"is_unseen": True},
    )
    op.create_table(
        "case_draft_code",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_case_draft_code")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_draft_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_draft_code_expires_at"), ["expires_at"], unique=False
        )

    op.create_table(
        "case_late_digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late_count", sa.Integer(), nullable=False),
        sa.Column("today_count", sa.Integer(), nullable=False),
        sa.Column("unassigned_count", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_late_digest")),
        sa.UniqueConstraint(
            "department", "made_on", name=op.f("uq_case_late_digest_department_made_on")
        ),
        info={"is_unseen": True},
    )
    op.create_table(
        "case_spent_pass",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_case_spent_pass")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_spent_pass", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_spent_pass_expires_at"), ["expires_at"], unique=False
        )

    op.create_table(
        "daily_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_daily_salt")),
        info={"is_unseen": True},
    )
    op.create_table(
        "retention_certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kept", sa.String(length=40), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("ended_before_on", sa.Date(), nullable=False),
        sa.Column("cases_count", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("rows_digest", sa.String(length=64), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_certificate")),
        sa.UniqueConstraint("number", name=op.f("uq_retention_certificate_number")),
        info={"is_unseen": True},
    )
    op.create_table(
        "case_handler_leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_case_handler_leave_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["account.id"], name=op.f("fk_case_handler_leave_deputy_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_handler_leave")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_handler_leave", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_handler_leave_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "case_queue_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_case_queue_view_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_queue_view")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_case_queue_view_account_id_name")),
        info={"is_unseen": True},
    )
    op.create_table(
        "case_reply_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_case_reply_template_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_reply_template")),
        sa.UniqueConstraint(
            "account_id", "title", name=op.f("uq_case_reply_template_account_id_title")
        ),
        info={"is_unseen": True},
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("recorded_by", sa.String(length=80), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_incident_enterprise_id_enterprise")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("reference", name=op.f("uq_incident_reference")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_incident_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_incident_stage"), ["stage"], unique=False)

    op.create_table(
        "case_batch_row",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("import_reference", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_batch_row_case_id_case")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_batch_row")),
        sa.UniqueConstraint("source", "number", name=op.f("uq_case_batch_row_source_number")),
        info={"is_unseen": True},
    )
    op.create_table(
        "case_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("wording", sa.String(length=20), nullable=False),
        sa.Column("layout", sa.String(length=20), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_document_case_id_case")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["account.id"], name=op.f("fk_case_document_issued_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_document")),
        sa.UniqueConstraint("key", name=op.f("uq_case_document_key")),
        sa.UniqueConstraint(
            "place", "year", "kind", "serial", name=op.f("uq_case_document_place_year_kind_serial")
        ),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_document_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_double",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("is_copy", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["case.id"], name=op.f("fk_case_double_first_id_case")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["case.id"], name=op.f("fk_case_double_second_id_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_double")),
        sa.UniqueConstraint(
            "first_id", "second_id", name=op.f("uq_case_double_first_id_second_id")
        ),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_double", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_double_second_id"), ["second_id"], unique=False)

    op.create_table(
        "case_enterprise_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_enterprise_question_case_id_case")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_case_enterprise_question_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_enterprise_question")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_enterprise_question_reference")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_enterprise_question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_enterprise_question_case_id"), ["case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_case_enterprise_question_enterprise_id"), ["enterprise_id"], unique=False
        )

    op.create_table(
        "case_handed_over",
        sa.Column("leave_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_handed_over_case_id_case")
        ),
        sa.ForeignKeyConstraint(
            ["leave_id"],
            ["case_handler_leave.id"],
            name=op.f("fk_case_handed_over_leave_id_case_handler_leave"),
        ),
        sa.PrimaryKeyConstraint("leave_id", "case_id", name=op.f("pk_case_handed_over")),
        info={"is_unseen": True},
    )
    op.create_table(
        "case_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_by", sa.String(length=80), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("release_reason", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_hold_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_hold")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_hold_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_join",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("joined_by", sa.String(length=80), nullable=False),
        sa.Column("split_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("split_by", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["case.id"], name=op.f("fk_case_join_lead_id_case")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["case.id"], name=op.f("fk_case_join_member_id_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_join")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_join", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_join_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index("ix_case_join_member", ["member_id", "split_at"], unique=False)

    op.create_table(
        "case_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=160), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_link_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_link")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_link_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_mark",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_mark_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", "mark", name=op.f("pk_case_mark")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_mark", schema=None) as batch_op:
        batch_op.create_index("ix_case_mark_mark", ["mark", "case_id"], unique=False)

    op.create_table(
        "case_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("came", sa.JSON(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_meeting_case_id_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_meeting")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_meeting_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_case_note_author_id_account")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_note_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_note")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_note_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_rating",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_rating_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_rating")),
        info={"is_unseen": True},
    )
    op.create_table(
        "case_receipt",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_receipt_case_id_case")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_receipt")),
        info={"is_unseen": True},
    )
    op.create_table(
        "enterprise_merger_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("proposed_by", sa.String(length=80), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.String(length=300), nullable=False),
        sa.Column("merger_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["gone_id"],
            ["enterprise.id"],
            name=op.f("fk_enterprise_merger_proposal_gone_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"],
            ["enterprise.id"],
            name=op.f("fk_enterprise_merger_proposal_kept_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["merger_id"],
            ["enterprise_merger.id"],
            name=op.f("fk_enterprise_merger_proposal_merger_id_enterprise_merger"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_merger_proposal")),
        sa.UniqueConstraint("reference", name=op.f("uq_enterprise_merger_proposal_reference")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("enterprise_merger_proposal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enterprise_merger_proposal_gone_id"), ["gone_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_enterprise_merger_proposal_kept_id"), ["kept_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_enterprise_merger_proposal_stage"), ["stage"], unique=False
        )

    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("product", sa.String(length=120), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("door", sa.String(length=40), server_default="usual", nullable=False)
        )
        batch_op.add_column(
            sa.Column("is_urgent", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("platform", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("seal", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("ill_count", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("companion_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("words_removed_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_case_companion_id"), ["companion_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_case_companion_id_case"), "case", ["companion_id"], ["id"]
        )

    with op.batch_alter_table("case_evidence", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("key_id", sa.String(length=40), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("copy_type", sa.String(length=60), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_case_evidence_key_id"), ["key_id"], unique=False)

    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer_due_on", sa.Date(), nullable=True))

    with op.batch_alter_table("case_person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("key_id", sa.String(length=40), server_default="", nullable=False)
        )
        batch_op.create_index(batch_op.f("ix_case_person_key_id"), ["key_id"], unique=False)

    with op.batch_alter_table("inspection_record", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changed_by", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("published_by", sa.String(length=80), nullable=True))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("inspection_record", schema=None) as batch_op:
        batch_op.drop_column("published_by")
        batch_op.drop_column("changed_by")

    with op.batch_alter_table("case_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_person_key_id"))
        batch_op.drop_column("key_id")

    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_column("answer_due_on")

    with op.batch_alter_table("case_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_evidence_key_id"))
        batch_op.drop_column("removed_at")
        batch_op.drop_column("copy_type")
        batch_op.drop_column("key_id")

    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_case_companion_id_case"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_case_companion_id"))
        batch_op.drop_column("words_removed_at")
        batch_op.drop_column("companion_id")
        batch_op.drop_column("ill_count")
        batch_op.drop_column("seal")
        batch_op.drop_column("platform")
        batch_op.drop_column("is_urgent")
        batch_op.drop_column("door")
        batch_op.drop_column("product")

    with op.batch_alter_table("enterprise_merger_proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_merger_proposal_stage"))
        batch_op.drop_index(batch_op.f("ix_enterprise_merger_proposal_kept_id"))
        batch_op.drop_index(batch_op.f("ix_enterprise_merger_proposal_gone_id"))

    op.drop_table("enterprise_merger_proposal")
    op.drop_table("case_receipt")
    op.drop_table("case_rating")
    with op.batch_alter_table("case_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_note_case_id"))

    op.drop_table("case_note")
    with op.batch_alter_table("case_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_meeting_case_id"))

    op.drop_table("case_meeting")
    with op.batch_alter_table("case_mark", schema=None) as batch_op:
        batch_op.drop_index("ix_case_mark_mark")

    op.drop_table("case_mark")
    with op.batch_alter_table("case_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_link_case_id"))

    op.drop_table("case_link")
    with op.batch_alter_table("case_join", schema=None) as batch_op:
        batch_op.drop_index("ix_case_join_member")
        batch_op.drop_index(batch_op.f("ix_case_join_lead_id"))

    op.drop_table("case_join")
    with op.batch_alter_table("case_hold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_hold_case_id"))

    op.drop_table("case_hold")
    op.drop_table("case_handed_over")
    with op.batch_alter_table("case_enterprise_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_enterprise_question_enterprise_id"))
        batch_op.drop_index(batch_op.f("ix_case_enterprise_question_case_id"))

    op.drop_table("case_enterprise_question")
    with op.batch_alter_table("case_double", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_double_second_id"))

    op.drop_table("case_double")
    with op.batch_alter_table("case_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_document_case_id"))

    op.drop_table("case_document")
    op.drop_table("case_batch_row")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_stage"))
        batch_op.drop_index(batch_op.f("ix_incident_enterprise_id"))

    op.drop_table("incident")
    op.drop_table("case_reply_template")
    op.drop_table("case_queue_view")
    with op.batch_alter_table("case_handler_leave", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_handler_leave_account_id"))

    op.drop_table("case_handler_leave")
    op.drop_table("retention_certificate")
    op.drop_table("daily_salt")
    with op.batch_alter_table("case_spent_pass", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_spent_pass_expires_at"))

    op.drop_table("case_spent_pass")
    op.drop_table("case_late_digest")
    with op.batch_alter_table("case_draft_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_draft_code_expires_at"))

    op.drop_table("case_draft_code")
    op.drop_table("case_channel_test")
