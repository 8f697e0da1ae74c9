"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "001"
down_revision = None
branch_labels = None
depends_on = None

# Versions are added, never changed, never deleted; the database itself refuses.
VERSIONS = ("batch_version", "plan_version")
REFUSAL = "versions are never changed and never deleted"


def guard_versions() -> None:
    """Make the database refuse to change or delete a version."""
    for table in VERSIONS:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(
                f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql "
                f"AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
            )
            op.execute(
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
            )
        else:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )


def forget_guards() -> None:
    """Take the functions away; the triggers went with their tables."""
    if op.get_bind().dialect.name == "postgresql":
        for table in VERSIONS:
            op.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("display_name", sa.String(length=80), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("authority", sa.String(length=120), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("drafted_by", sa.String(length=80), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=80), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        sa.UniqueConstraint("reference", name=op.f("uq_announcement_reference")),
    )
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.create_index(
            "ix_announcement_newest", ["stage", "announced_on", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_announcement_number"), ["number"], unique=False)

    op.create_table(
        "audit_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=255), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_line")),
        sa.UniqueConstraint("digest", name=op.f("uq_audit_line_digest")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("audit_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_line_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_line_actor"), ["actor"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_line_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_line_subject"), ["subject"], unique=False)

    op.create_table(
        "case_draft",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_case_draft")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("case_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_draft_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "disposal_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("brought_by", sa.String(length=80), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_notice")),
        sa.UniqueConstraint("reference", name=op.f("uq_disposal_notice_reference")),
        sa.UniqueConstraint("sha256", name=op.f("uq_disposal_notice_sha256")),
    )
    with op.batch_alter_table("disposal_notice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_disposal_notice_department"), ["department"], unique=False
        )

    op.create_table(
        "enterprise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=400), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("business", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise")),
        sa.UniqueConstraint("credit_code", name=op.f("uq_enterprise_credit_code")),
        sa.UniqueConstraint("reference", name=op.f("uq_enterprise_reference")),
    )
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.create_index("ix_enterprise_changed", ["changed_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enterprise_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_enterprise_name_key"), ["name_key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_enterprise_region_code"), ["region_code"], unique=False
        )

    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=500), nullable=False),
        sa.Column("done_count", sa.Integer(), nullable=False),
        sa.Column("total_count", sa.Integer(), nullable=False),
        sa.Column("queued_by", sa.String(length=80), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_kind"), ["kind"], unique=False)
        batch_op.create_index("ix_job_next", ["state", "due_at", "id"], unique=False)

    op.create_table(
        "learned_column",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("known_as", sa.String(length=300), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("learned_by", sa.String(length=80), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_column")),
        sa.UniqueConstraint("source", "known_as", name=op.f("uq_learned_column_source_known_as")),
    )
    op.create_table(
        "public_generation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_generation")),
    )
    op.create_table(
        "rating_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("read_count", sa.Integer(), nullable=False),
        sa.Column("accepted_count", sa.Integer(), nullable=False),
        sa.Column("duplicate_count", sa.Integer(), nullable=False),
        sa.Column("rejected_count", sa.Integer(), nullable=False),
        sa.Column("imported_by", sa.String(length=80), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_import")),
    )
    with op.batch_alter_table("rating_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rating_import_digest"), ["digest"], unique=False)

    op.create_table(
        "reward_budget_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("granted_fen", sa.BigInteger(), nullable=False),
        sa.Column("reserved_fen", sa.BigInteger(), nullable=False),
        sa.Column("paid_fen", sa.BigInteger(), nullable=False),
        sa.Column("released_fen", sa.BigInteger(), nullable=False),
        sa.Column("recovered_fen", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "granted_fen >= 0 AND reserved_fen >= 0 AND paid_fen >= 0 AND recovered_fen >= 0",
            name=op.f("ck_reward_budget_year_positive"),
        ),
        sa.CheckConstraint(
            "reserved_fen + paid_fen + recovered_fen <= granted_fen",
            name=op.f("ck_reward_budget_year_spent"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_budget_year")),
        sa.UniqueConstraint("year", name=op.f("uq_reward_budget_year_year")),
    )
    op.create_table(
        "sampling_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=True),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("planned_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampling_plan")),
        sa.UniqueConstraint("number", name=op.f("uq_sampling_plan_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_sampling_plan_reference")),
    )
    with op.batch_alter_table("sampling_plan", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sampling_plan_year", ["year", "department", "number"], unique=False
        )

    op.create_table(
        "sampling_search_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampling_search_mark")),
        info={"is_unseen": True},
    )
    op.create_table(
        "sampling_segment",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("gone", sa.LargeBinary(), nullable=False),
        sa.Column("gone_count", sa.Integer(), nullable=False),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sampling_segment")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("sampling_segment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sampling_segment_retired_at"), ["retired_at"], unique=False
        )

    op.create_table(
        "sampling_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.Column("address_digest", sa.String(length=64), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("question_digest", sa.String(length=64), nullable=False),
        sa.Column("frequency", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampling_subscription")),
        sa.UniqueConstraint(
            "address_digest",
            "question_digest",
            name=op.f("uq_sampling_subscription_address_digest_question_digest"),
        ),
        sa.UniqueConstraint("reference", name=op.f("uq_sampling_subscription_reference")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("sampling_subscription", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sampling_subscription_address_digest"), ["address_digest"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sampling_subscription_asked_at"), ["asked_at"], unique=False
        )

    op.create_table(
        "search_generation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("lineage", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_generation")),
    )
    op.create_table(
        "throttle_count",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle_count")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("throttle_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_throttle_count_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("column", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("venue", sa.String(length=120), nullable=False),
        sa.Column("seats_count", sa.Integer(), nullable=True),
        sa.Column("has_claims", sa.Boolean(), nullable=False),
        sa.Column("review_months", sa.Integer(), nullable=True),
        sa.Column("byline", sa.String(length=80), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_by_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_article_author_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("slug", "language", name=op.f("uq_article_slug_language")),
    )
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_article_column"), ["column"], unique=False)
        batch_op.create_index(
            "ix_article_stage_published_at", ["stage", "published_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_article_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=30), nullable=False),
        sa.Column("submit_digest", sa.String(length=64), nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column("receipt_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("track", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("rule_version", sa.String(length=20), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("respondent", sa.String(length=200), nullable=False),
        sa.Column("respondent_address", sa.String(length=300), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("batch", sa.String(length=60), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("may_publish", sa.Boolean(), nullable=False),
        sa.Column("may_delegate", sa.Boolean(), nullable=False),
        sa.Column("national_12315_no", sa.String(length=60), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("supplement_due_on", sa.Date(), nullable=True),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(length=60), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("review_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_case_enterprise_id_enterprise")
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["account.id"], name=op.f("fk_case_handler_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_reference")),
        sa.UniqueConstraint("submit_digest", name=op.f("uq_case_submit_digest")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_batch"), ["batch"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_category"), ["category"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_concluded_at"), ["concluded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_enterprise_id"), ["enterprise_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_handler_id"), ["handler_id"], unique=False)
        batch_op.create_index("ix_case_queue", ["department", "next_due_on", "id"], unique=False)
        batch_op.create_index("ix_case_received", ["received_at", "track"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_stage"), ["stage"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_track"), ["track"], unique=False)

    op.create_table(
        "enterprise_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_enterprise_flag_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_flag")),
    )
    with op.batch_alter_table("enterprise_flag", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enterprise_flag_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_enterprise_flag_kind"), ["kind"], unique=False)

    op.create_table(
        "former_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=400), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_former_name_enterprise_id_enterprise"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
    )
    with op.batch_alter_table("former_name", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_former_name_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_former_name_name_key"), ["name_key"], unique=False)

    op.create_table(
        "licence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("scope", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("doubt", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_licence_enterprise_id_enterprise")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence")),
    )
    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_licence_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_licence_number"), ["number"], unique=False)

    op.create_table(
        "member_application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_contact", sa.LargeBinary(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_member_application_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["account.id"],
            name=op.f("fk_member_application_decided_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_application")),
        sa.UniqueConstraint("reference", name=op.f("uq_member_application_reference")),
    )
    with op.batch_alter_table("member_application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_application_stage"), ["stage"], unique=False)

    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_passkey_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
    )
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passkey_account_id"), ["account_id"], unique=False)

    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("recorded_by", sa.String(length=80), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["sampling_plan.id"], name=op.f("fk_plan_version_plan_id_sampling_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("plan_id", "version", name=op.f("uq_plan_version_plan_id_version")),
    )
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("scheme_version", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("score_hundredths", sa.Integer(), nullable=True),
        sa.Column("factor_rows", sa.JSON(), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("adjustment", sa.String(length=300), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("objection_until", sa.Date(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("suspension_reason", sa.String(length=300), nullable=False),
        sa.Column("proposed_by", sa.String(length=80), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.String(length=80), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.String(length=80), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_rating_enterprise_id_enterprise")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["rating_import.id"], name=op.f("fk_rating_import_id_rating_import")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("reference", name=op.f("uq_rating_reference")),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rating_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_rating_import_id"), ["import_id"], unique=False)
        batch_op.create_index("ix_rating_level", ["scheme", "level", "stage"], unique=False)
        batch_op.create_index(batch_op.f("ix_rating_stage"), ["stage"], unique=False)
        batch_op.create_index(
            "uq_rating_in_force",
            ["enterprise_id", "scheme"],
            unique=True,
            sqlite_where=sa.text("stage = 'in-force'"),
            postgresql_where=sa.text("stage = 'in-force'"),
        )

    op.create_table(
        "sample_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("domain", sa.String(length=40), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("accepted_count", sa.Integer(), nullable=False),
        sa.Column("rejected_count", sa.Integer(), nullable=False),
        sa.Column("duplicate_count", sa.Integer(), nullable=False),
        sa.Column("amended_count", sa.Integer(), nullable=False),
        sa.Column("batch_count", sa.Integer(), nullable=False),
        sa.Column("by_result", sa.JSON(), nullable=False),
        sa.Column("stored_count", sa.Integer(), nullable=False),
        sa.Column("importer", sa.String(length=40), nullable=False),
        sa.Column("failure", sa.String(length=300), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("imported_by", sa.String(length=80), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("return_reason", sa.String(length=500), nullable=False),
        sa.Column("announcement_title", sa.String(length=300), nullable=False),
        sa.Column("announcement_number", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_sample_import_job_id_job")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_import")),
        sa.UniqueConstraint("reference", name=op.f("uq_sample_import_reference")),
    )
    with op.batch_alter_table("sample_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sample_import_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_sample_import_stage"), ["stage"], unique=False)

    op.create_table(
        "sampling_segment_part",
        sa.Column("segment", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["segment"],
            ["sampling_segment.key"],
            name=op.f("fk_sampling_segment_part_segment_sampling_segment"),
        ),
        sa.PrimaryKeyConstraint("segment", "name", name=op.f("pk_sampling_segment_part")),
        info={"is_unseen": True},
    )
    op.create_table(
        "sampling_subscription_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["sampling_subscription.id"],
            name=op.f("fk_sampling_subscription_letter_subscription_id_sampling_subscription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampling_subscription_letter")),
        sa.UniqueConstraint(
            "subscription_id",
            "period_on",
            name=op.f("uq_sampling_subscription_letter_subscription_id_period_on"),
        ),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("sampling_subscription_letter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sampling_subscription_letter_subscription_id"),
            ["subscription_id"],
            unique=False,
        )

    op.create_table(
        "sign_in",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id_account")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sign_in")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_account_id"), ["account_id"], unique=False)

    op.create_table(
        "article_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_correction_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["account.id"],
            name=op.f("fk_article_correction_decided_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"],
            ["account.id"],
            name=op.f("fk_article_correction_proposed_by_id_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_correction")),
    )
    with op.batch_alter_table("article_correction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_article_correction_article_id"), ["article_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_article_correction_proposed_by_id"), ["proposed_by_id"], unique=False
        )

    op.create_table(
        "article_image",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("alt", sa.String(length=200), nullable=False),
        sa.Column("licence", sa.String(length=40), nullable=False),
        sa.Column("credit", sa.String(length=120), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_image_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["account.id"], name=op.f("fk_article_image_uploaded_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_image")),
        sa.UniqueConstraint(
            "article_id", "digest", name=op.f("uq_article_image_article_id_digest")
        ),
    )
    with op.batch_alter_table("article_image", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_article_image_article_id"), ["article_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_article_image_digest"), ["digest"], unique=False)

    op.create_table(
        "article_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_item_article_id_article")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_item")),
    )
    with op.batch_alter_table("article_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_article_item_article_id"), ["article_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_article_item_name"), ["name"], unique=False)

    op.create_table(
        "article_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_review_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["account.id"], name=op.f("fk_article_review_reviewer_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_review")),
    )
    with op.batch_alter_table("article_review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_article_review_article_id"), ["article_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_article_review_reviewer_id"), ["reviewer_id"], unique=False
        )

    op.create_table(
        "article_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_version_article_id_article")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_version")),
        sa.UniqueConstraint(
            "article_id", "number", name=op.f("uq_article_version_article_id_number")
        ),
    )
    with op.batch_alter_table("article_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_article_version_article_id"), ["article_id"], unique=False
        )

    op.create_table(
        "case_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ground", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_event_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_event_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("draft_digest", sa.String(length=64), nullable=True),
        sa.Column("author", sa.String(length=40), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("cleaned", sa.String(length=64), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_evidence_case_id_case")
        ),
        sa.ForeignKeyConstraint(
            ["draft_digest"],
            ["case_draft.digest"],
            name=op.f("fk_case_evidence_draft_digest_case_draft"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_evidence")),
        sa.UniqueConstraint("key", name=op.f("uq_case_evidence_key")),
    )
    with op.batch_alter_table("case_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_evidence_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_case_evidence_draft_digest"), ["draft_digest"], unique=False
        )

    op.create_table(
        "case_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_message_case_id_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_message")),
    )
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_message_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_person_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_person")),
        sa.UniqueConstraint("case_id", name=op.f("uq_case_person_case_id")),
    )
    op.create_table(
        "case_transfer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("from_department", sa.String(length=60), nullable=False),
        sa.Column("to_department", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_taken", sa.Boolean(), nullable=True),
        sa.Column("returned_because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_transfer_case_id_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_transfer")),
    )
    with op.batch_alter_table("case_transfer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_transfer_case_id"), ["case_id"], unique=False)

    op.create_table(
        "column_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=300), nullable=False),
        sa.Column("column", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("known_as", sa.String(length=300), nullable=False),
        sa.Column("samples", sa.JSON(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("lacks_product", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["sample_import.id"],
            name=op.f("fk_column_question_import_id_sample_import"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_question")),
        sa.UniqueConstraint(
            "import_id", "position", name=op.f("uq_column_question_import_id_position")
        ),
    )
    with op.batch_alter_table("column_question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_column_question_import_id"), ["import_id"], unique=False
        )

    op.create_table(
        "publication_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=True),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("failure", sa.String(length=300), nullable=False),
        sa.Column("ordered_by", sa.String(length=80), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=80), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_publication_order_announcement_id_announcement"),
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["sample_import.id"],
            name=op.f("fk_publication_order_import_id_sample_import"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_order")),
    )
    with op.batch_alter_table("publication_order", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_publication_order_import_id"), ["import_id"], unique=False
        )

    op.create_table(
        "reward_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_due_on", sa.Date(), nullable=True),
        sa.Column("scheme_id", sa.String(length=60), nullable=False),
        sa.Column("scheme_version", sa.String(length=40), nullable=False),
        sa.Column("scheme_digest", sa.String(length=64), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("base_fen", sa.BigInteger(), nullable=True),
        sa.Column("uplift_percent", sa.Integer(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("handler", sa.String(length=60), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=True),
        sa.Column("refused_ground", sa.String(length=60), nullable=True),
        sa.Column("refused_because", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim_until", sa.Date(), nullable=True),
        sa.Column("extension_days", sa.Integer(), nullable=False),
        sa.Column("objection_until", sa.Date(), nullable=True),
        sa.Column("objected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("objection", sa.Text(), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_reward_case_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_case")),
        sa.UniqueConstraint("case_id", "family", name=op.f("uq_reward_case_case_id_family")),
        sa.UniqueConstraint("reference", name=op.f("uq_reward_case_reference")),
    )
    with op.batch_alter_table("reward_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reward_case_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_reward_case_claim_until"), ["claim_until"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reward_case_notice_due_on"), ["notice_due_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reward_case_paid_at"), ["paid_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_reward_case_stage"), ["stage"], unique=False)

    op.create_table(
        "sample_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("identity", sa.String(length=100), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=True),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("task", sa.String(length=300), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("subcategory", sa.String(length=80), nullable=False),
        sa.Column("product", sa.String(length=200), nullable=False),
        sa.Column("spec", sa.String(length=200), nullable=False),
        sa.Column("trademark", sa.String(length=200), nullable=False),
        sa.Column("product_date_text", sa.String(length=200), nullable=False),
        sa.Column("product_date_on", sa.Date(), nullable=True),
        sa.Column("product_date_kind", sa.String(length=40), nullable=True),
        sa.Column("batch_number", sa.String(length=200), nullable=False),
        sa.Column("maker_name", sa.String(length=300), nullable=False),
        sa.Column("maker_address", sa.String(length=300), nullable=False),
        sa.Column("maker_code", sa.String(length=18), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=True),
        sa.Column("seller_name", sa.String(length=300), nullable=False),
        sa.Column("seller_address", sa.String(length=300), nullable=False),
        sa.Column("seller_code", sa.String(length=18), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=True),
        sa.Column("region_code", sa.String(length=12), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=True),
        sa.Column("stage_text", sa.String(length=300), nullable=False),
        sa.Column("sampler", sa.String(length=300), nullable=False),
        sa.Column("laboratory", sa.String(length=300), nullable=False),
        sa.Column("publisher", sa.String(length=300), nullable=False),
        sa.Column("announcement_number", sa.String(length=120), nullable=False),
        sa.Column("announcement_title", sa.String(length=300), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=True),
        sa.Column("sampled_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("largest_ratio", sa.Double(), nullable=True),
        sa.Column("remark", sa.String(length=2000), nullable=False),
        sa.Column("measures", sa.String(length=2000), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("batch_stage", sa.String(length=40), nullable=False),
        sa.Column("hold_reason", sa.String(length=40), nullable=True),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=True),
        sa.Column("shown_year", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_sample_batch_announcement_id_announcement"),
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["sample_import.id"],
            name=op.f("fk_sample_batch_import_id_sample_import"),
        ),
        sa.ForeignKeyConstraint(
            ["maker_id"], ["enterprise.id"], name=op.f("fk_sample_batch_maker_id_enterprise")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["enterprise.id"], name=op.f("fk_sample_batch_seller_id_enterprise")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_batch")),
        sa.UniqueConstraint("identity", name=op.f("uq_sample_batch_identity")),
        sa.UniqueConstraint("reference", name=op.f("uq_sample_batch_reference")),
    )
    with op.batch_alter_table("sample_batch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sample_batch_announcement_id"), ["announcement_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sample_batch_batch_stage"), ["batch_stage"], unique=False
        )
        batch_op.create_index(
            "ix_sample_batch_figures",
            ["is_listed", "shown_year", "kind", "result", "category", "stage", "region_code"],
            unique=False,
            sqlite_where=sa.text("is_listed IS 1"),
            postgresql_where=sa.text("is_listed IS true"),
        )
        batch_op.create_index(batch_op.f("ix_sample_batch_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sample_batch_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_sample_batch_maker_id"), ["maker_id"], unique=False)
        batch_op.create_index(
            "ix_sample_batch_newest", ["is_listed", "shown_on", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_sample_batch_number"), ["number"], unique=False)
        batch_op.create_index("ix_sample_batch_product", ["product", "shown_on"], unique=False)
        batch_op.create_index(
            "ix_sample_batch_ratio", ["is_listed", "largest_ratio", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_sample_batch_result"), ["result"], unique=False)
        batch_op.create_index(batch_op.f("ix_sample_batch_seller_id"), ["seller_id"], unique=False)

    op.create_table(
        "sample_file_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["sample_import.id"],
            name=op.f("fk_sample_file_note_import_id_sample_import"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_file_note")),
        sa.UniqueConstraint(
            "import_id", "position", name=op.f("uq_sample_file_note_import_id_position")
        ),
    )
    op.create_table(
        "sample_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("header_line", sa.Integer(), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("above", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["sample_import.id"],
            name=op.f("fk_sample_sheet_import_id_sample_import"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_sheet")),
    )
    with op.batch_alter_table("sample_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sample_sheet_import_id"), ["import_id"], unique=False)

    op.create_table(
        "tracking_visit",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_tracking_visit_case_id_case")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_tracking_visit")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("tracking_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracking_visit_case_id"), ["case_id"], unique=False)

    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["sample_batch.id"], name=op.f("fk_amendment_batch_id_sample_batch")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["sample_import.id"], name=op.f("fk_amendment_import_id_sample_import")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["sample_sheet.id"], name=op.f("fk_amendment_sheet_id_sample_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sa.UniqueConstraint("import_id", "batch_id", name=op.f("uq_amendment_import_id_batch_id")),
    )
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_amendment_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_amendment_stage"), ["stage"], unique=False)

    op.create_table(
        "batch_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("recorded_by", sa.String(length=80), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["sample_batch.id"], name=op.f("fk_batch_version_batch_id_sample_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_version")),
    )
    with op.batch_alter_table("batch_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_version_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "disposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("extended_until", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["sample_batch.id"], name=op.f("fk_disposal_batch_id_sample_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal")),
        sa.UniqueConstraint("batch_id", name=op.f("uq_disposal_batch_id")),
    )
    with op.batch_alter_table("disposal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_disposal_board", ["department", "stage", "started_on"], unique=False
        )
        batch_op.create_index("ix_disposal_stage", ["stage", "started_on"], unique=False)

    op.create_table(
        "notice_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["sample_batch.id"], name=op.f("fk_notice_entry_batch_id_sample_batch")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["disposal_notice.id"],
            name=op.f("fk_notice_entry_notice_id_disposal_notice"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_entry")),
    )
    with op.batch_alter_table("notice_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_entry_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index("ix_notice_entry_place", ["notice_id", "position"], unique=True)

    op.create_table(
        "reward_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reward_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("approver", sa.String(length=60), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reward_id"], ["reward_case.id"], name=op.f("fk_reward_approval_reward_id_reward_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_approval")),
        sa.UniqueConstraint(
            "reward_id", "round", "part", name=op.f("uq_reward_approval_reward_id_round_part")
        ),
    )
    with op.batch_alter_table("reward_approval", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reward_approval_reward_id"), ["reward_id"], unique=False
        )

    op.create_table(
        "reward_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reward_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("identity_code", sa.String(length=20), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("sealed_code", sa.LargeBinary(), nullable=True),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by", sa.String(length=60), nullable=True),
        sa.Column("collector", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["reward_id"], ["reward_case.id"], name=op.f("fk_reward_claim_reward_id_reward_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_claim")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_reward_claim_code_digest")),
        sa.UniqueConstraint("identity_code", name=op.f("uq_reward_claim_identity_code")),
        sa.UniqueConstraint("reward_id", "round", name=op.f("uq_reward_claim_reward_id_round")),
    )
    with op.batch_alter_table("reward_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reward_claim_reward_id"), ["reward_id"], unique=False)

    op.create_table(
        "reward_ledger_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("budget_year_id", sa.Integer(), nullable=False),
        sa.Column("movement", sa.String(length=40), nullable=False),
        sa.Column("from_account", sa.String(length=40), nullable=False),
        sa.Column("to_account", sa.String(length=40), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("reward_id", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(length=80), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_reward_ledger_entry_amount")),
        sa.CheckConstraint(
            "from_account <> to_account", name=op.f("ck_reward_ledger_entry_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["budget_year_id"],
            ["reward_budget_year.id"],
            name=op.f("fk_reward_ledger_entry_budget_year_id_reward_budget_year"),
        ),
        sa.ForeignKeyConstraint(
            ["reward_id"],
            ["reward_case.id"],
            name=op.f("fk_reward_ledger_entry_reward_id_reward_case"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_ledger_entry")),
        sa.UniqueConstraint(
            "reward_id",
            "round",
            "movement",
            name=op.f("uq_reward_ledger_entry_reward_id_round_movement"),
        ),
    )
    with op.batch_alter_table("reward_ledger_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reward_ledger_entry_budget_year_id"), ["budget_year_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reward_ledger_entry_reward_id"), ["reward_id"], unique=False
        )

    op.create_table(
        "reward_payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("reward_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.String(length=60), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_by", sa.String(length=60), nullable=True),
        sa.Column("bank_reference", sa.String(length=60), nullable=True),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reward_id"], ["reward_case.id"], name=op.f("fk_reward_payment_reward_id_reward_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_payment")),
        sa.UniqueConstraint("bank_reference", name=op.f("uq_reward_payment_bank_reference")),
        sa.UniqueConstraint("reference", name=op.f("uq_reward_payment_reference")),
        sa.UniqueConstraint(
            "reward_id", "attempt", name=op.f("uq_reward_payment_reward_id_attempt")
        ),
    )
    with op.batch_alter_table("reward_payment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reward_payment_reward_id"), ["reward_id"], unique=False
        )

    op.create_table(
        "sample_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("first_line", sa.Integer(), nullable=False),
        sa.Column("last_line", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["sample_sheet.id"], name=op.f("fk_sample_block_sheet_id_sample_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_block")),
    )
    with op.batch_alter_table("sample_block", schema=None) as batch_op:
        batch_op.create_index("ix_sample_block_lines", ["sheet_id", "first_line"], unique=False)

    op.create_table(
        "sample_rejection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["sample_import.id"],
            name=op.f("fk_sample_rejection_import_id_sample_import"),
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["sample_sheet.id"],
            name=op.f("fk_sample_rejection_sheet_id_sample_sheet"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_rejection")),
    )
    with op.batch_alter_table("sample_rejection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sample_rejection_import_id"), ["import_id"], unique=False
        )

    op.create_table(
        "sample_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["sample_batch.id"], name=op.f("fk_sample_row_batch_id_sample_batch")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["sample_import.id"], name=op.f("fk_sample_row_import_id_sample_import")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["sample_sheet.id"], name=op.f("fk_sample_row_sheet_id_sample_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_row")),
        sa.UniqueConstraint("digest", name=op.f("uq_sample_row_digest")),
    )
    with op.batch_alter_table("sample_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sample_row_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sample_row_import_id"), ["import_id"], unique=False)

    op.create_table(
        "test_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=1000), nullable=False),
        sa.Column("value_text", sa.String(length=2000), nullable=False),
        sa.Column("limit_text", sa.String(length=2000), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("limit_low", sa.Double(), nullable=True),
        sa.Column("limit_high", sa.Double(), nullable=True),
        sa.Column("limit_kind", sa.String(length=20), nullable=False),
        sa.Column("ratio", sa.Double(), nullable=True),
        sa.Column("is_failed", sa.Boolean(), nullable=False),
        sa.Column("cause", sa.String(length=300), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["sample_batch.id"], name=op.f("fk_test_item_batch_id_sample_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_item")),
    )
    with op.batch_alter_table("test_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_test_item_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "disposal_dispute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("disposal_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(length=60), nullable=False),
        sa.Column("laboratory", sa.String(length=300), nullable=False),
        sa.Column("laboratory_on", sa.Date(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["disposal_id"], ["disposal.id"], name=op.f("fk_disposal_dispute_disposal_id_disposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_dispute")),
        sa.UniqueConstraint("disposal_id", name=op.f("uq_disposal_dispute_disposal_id")),
    )
    op.create_table(
        "disposal_extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("disposal_id", sa.Integer(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("recorded_by", sa.String(length=80), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["disposal_id"],
            ["disposal.id"],
            name=op.f("fk_disposal_extension_disposal_id_disposal"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_extension")),
    )
    with op.batch_alter_table("disposal_extension", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_disposal_extension_disposal_id"), ["disposal_id"], unique=False
        )

    op.create_table(
        "disposal_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("disposal_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.String(length=80), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["disposal_id"], ["disposal.id"], name=op.f("fk_disposal_step_disposal_id_disposal")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["disposal_notice.id"],
            name=op.f("fk_disposal_step_notice_id_disposal_notice"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_step")),
    )
    with op.batch_alter_table("disposal_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_disposal_step_disposal_id"), ["disposal_id"], unique=False
        )

    op.create_table(
        "reward_payee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["reward_claim.id"], name=op.f("fk_reward_payee_claim_id_reward_claim")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_payee")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_reward_payee_claim_id")),
    )
    guard_versions()


def downgrade() -> None:
    """Go back."""
    op.drop_table("reward_payee")
    with op.batch_alter_table("disposal_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disposal_step_disposal_id"))

    op.drop_table("disposal_step")
    with op.batch_alter_table("disposal_extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disposal_extension_disposal_id"))

    op.drop_table("disposal_extension")
    op.drop_table("disposal_dispute")
    with op.batch_alter_table("test_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_test_item_batch_id"))

    op.drop_table("test_item")
    with op.batch_alter_table("sample_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sample_row_import_id"))
        batch_op.drop_index(batch_op.f("ix_sample_row_batch_id"))

    op.drop_table("sample_row")
    with op.batch_alter_table("sample_rejection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sample_rejection_import_id"))

    op.drop_table("sample_rejection")
    with op.batch_alter_table("sample_block", schema=None) as batch_op:
        batch_op.drop_index("ix_sample_block_lines")

    op.drop_table("sample_block")
    with op.batch_alter_table("reward_payment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reward_payment_reward_id"))

    op.drop_table("reward_payment")
    with op.batch_alter_table("reward_ledger_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reward_ledger_entry_reward_id"))
        batch_op.drop_index(batch_op.f("ix_reward_ledger_entry_budget_year_id"))

    op.drop_table("reward_ledger_entry")
    with op.batch_alter_table("reward_claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reward_claim_reward_id"))

    op.drop_table("reward_claim")
    with op.batch_alter_table("reward_approval", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reward_approval_reward_id"))

    op.drop_table("reward_approval")
    with op.batch_alter_table("notice_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_notice_entry_place")
        batch_op.drop_index(batch_op.f("ix_notice_entry_batch_id"))

    op.drop_table("notice_entry")
    with op.batch_alter_table("disposal", schema=None) as batch_op:
        batch_op.drop_index("ix_disposal_stage")
        batch_op.drop_index("ix_disposal_board")

    op.drop_table("disposal")
    with op.batch_alter_table("batch_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_version_batch_id"))

    op.drop_table("batch_version")
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amendment_stage"))
        batch_op.drop_index(batch_op.f("ix_amendment_batch_id"))

    op.drop_table("amendment")
    with op.batch_alter_table("tracking_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracking_visit_case_id"))

    op.drop_table("tracking_visit")
    with op.batch_alter_table("sample_sheet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sample_sheet_import_id"))

    op.drop_table("sample_sheet")
    op.drop_table("sample_file_note")
    with op.batch_alter_table("sample_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sample_batch_seller_id"))
        batch_op.drop_index(batch_op.f("ix_sample_batch_result"))
        batch_op.drop_index("ix_sample_batch_ratio")
        batch_op.drop_index("ix_sample_batch_product")
        batch_op.drop_index(batch_op.f("ix_sample_batch_number"))
        batch_op.drop_index("ix_sample_batch_newest")
        batch_op.drop_index(batch_op.f("ix_sample_batch_maker_id"))
        batch_op.drop_index(batch_op.f("ix_sample_batch_kind"))
        batch_op.drop_index(batch_op.f("ix_sample_batch_import_id"))
        batch_op.drop_index(
            "ix_sample_batch_figures",
            sqlite_where=sa.text("is_listed IS 1"),
            postgresql_where=sa.text("is_listed IS true"),
        )
        batch_op.drop_index(batch_op.f("ix_sample_batch_batch_stage"))
        batch_op.drop_index(batch_op.f("ix_sample_batch_announcement_id"))

    op.drop_table("sample_batch")
    with op.batch_alter_table("reward_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reward_case_stage"))
        batch_op.drop_index(batch_op.f("ix_reward_case_paid_at"))
        batch_op.drop_index(batch_op.f("ix_reward_case_notice_due_on"))
        batch_op.drop_index(batch_op.f("ix_reward_case_claim_until"))
        batch_op.drop_index(batch_op.f("ix_reward_case_case_id"))

    op.drop_table("reward_case")
    with op.batch_alter_table("publication_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_order_import_id"))

    op.drop_table("publication_order")
    with op.batch_alter_table("column_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_column_question_import_id"))

    op.drop_table("column_question")
    with op.batch_alter_table("case_transfer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_transfer_case_id"))

    op.drop_table("case_transfer")
    op.drop_table("case_person")
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_message_case_id"))

    op.drop_table("case_message")
    with op.batch_alter_table("case_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_evidence_draft_digest"))
        batch_op.drop_index(batch_op.f("ix_case_evidence_case_id"))

    op.drop_table("case_evidence")
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_event_case_id"))

    op.drop_table("case_event")
    with op.batch_alter_table("article_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_version_article_id"))

    op.drop_table("article_version")
    with op.batch_alter_table("article_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_review_reviewer_id"))
        batch_op.drop_index(batch_op.f("ix_article_review_article_id"))

    op.drop_table("article_review")
    with op.batch_alter_table("article_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_item_name"))
        batch_op.drop_index(batch_op.f("ix_article_item_article_id"))

    op.drop_table("article_item")
    with op.batch_alter_table("article_image", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_image_digest"))
        batch_op.drop_index(batch_op.f("ix_article_image_article_id"))

    op.drop_table("article_image")
    with op.batch_alter_table("article_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_correction_proposed_by_id"))
        batch_op.drop_index(batch_op.f("ix_article_correction_article_id"))

    op.drop_table("article_correction")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_account_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("sampling_subscription_letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sampling_subscription_letter_subscription_id"))

    op.drop_table("sampling_subscription_letter")
    op.drop_table("sampling_segment_part")
    with op.batch_alter_table("sample_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sample_import_stage"))
        batch_op.drop_index(batch_op.f("ix_sample_import_sha256"))

    op.drop_table("sample_import")
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_rating_in_force",
            sqlite_where=sa.text("stage = 'in-force'"),
            postgresql_where=sa.text("stage = 'in-force'"),
        )
        batch_op.drop_index(batch_op.f("ix_rating_stage"))
        batch_op.drop_index("ix_rating_level")
        batch_op.drop_index(batch_op.f("ix_rating_import_id"))
        batch_op.drop_index(batch_op.f("ix_rating_enterprise_id"))

    op.drop_table("rating")
    op.drop_table("plan_version")
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passkey_account_id"))

    op.drop_table("passkey")
    with op.batch_alter_table("member_application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_application_stage"))

    op.drop_table("member_application")
    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_licence_number"))
        batch_op.drop_index(batch_op.f("ix_licence_enterprise_id"))

    op.drop_table("licence")
    with op.batch_alter_table("former_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_former_name_name_key"))
        batch_op.drop_index(batch_op.f("ix_former_name_enterprise_id"))

    op.drop_table("former_name")
    with op.batch_alter_table("enterprise_flag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_flag_kind"))
        batch_op.drop_index(batch_op.f("ix_enterprise_flag_enterprise_id"))

    op.drop_table("enterprise_flag")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_track"))
        batch_op.drop_index(batch_op.f("ix_case_stage"))
        batch_op.drop_index("ix_case_received")
        batch_op.drop_index("ix_case_queue")
        batch_op.drop_index(batch_op.f("ix_case_handler_id"))
        batch_op.drop_index(batch_op.f("ix_case_enterprise_id"))
        batch_op.drop_index(batch_op.f("ix_case_concluded_at"))
        batch_op.drop_index(batch_op.f("ix_case_category"))
        batch_op.drop_index(batch_op.f("ix_case_batch"))

    op.drop_table("case")
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_starts_at"))
        batch_op.drop_index("ix_article_stage_published_at")
        batch_op.drop_index(batch_op.f("ix_article_column"))
        batch_op.drop_index(batch_op.f("ix_article_author_id"))

    op.drop_table("article")
    with op.batch_alter_table("throttle_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_throttle_count_ends_at"))

    op.drop_table("throttle_count")
    op.drop_table("search_generation")
    with op.batch_alter_table("sampling_subscription", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sampling_subscription_asked_at"))
        batch_op.drop_index(batch_op.f("ix_sampling_subscription_address_digest"))

    op.drop_table("sampling_subscription")
    with op.batch_alter_table("sampling_segment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sampling_segment_retired_at"))

    op.drop_table("sampling_segment")
    op.drop_table("sampling_search_mark")
    with op.batch_alter_table("sampling_plan", schema=None) as batch_op:
        batch_op.drop_index("ix_sampling_plan_year")

    op.drop_table("sampling_plan")
    op.drop_table("reward_budget_year")
    with op.batch_alter_table("rating_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rating_import_digest"))

    op.drop_table("rating_import")
    op.drop_table("public_generation")
    op.drop_table("learned_column")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_next")
        batch_op.drop_index(batch_op.f("ix_job_kind"))

    op.drop_table("job")
    op.drop_table("installation")
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_region_code"))
        batch_op.drop_index(batch_op.f("ix_enterprise_name_key"))
        batch_op.drop_index(batch_op.f("ix_enterprise_kind"))
        batch_op.drop_index("ix_enterprise_changed")

    op.drop_table("enterprise")
    with op.batch_alter_table("disposal_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disposal_notice_department"))

    op.drop_table("disposal_notice")
    with op.batch_alter_table("case_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_draft_expires_at"))

    op.drop_table("case_draft")
    with op.batch_alter_table("audit_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_line_subject"))
        batch_op.drop_index(batch_op.f("ix_audit_line_at"))
        batch_op.drop_index(batch_op.f("ix_audit_line_actor"))
        batch_op.drop_index(batch_op.f("ix_audit_line_action"))

    op.drop_table("audit_line")
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_announcement_number"))
        batch_op.drop_index("ix_announcement_newest")

    op.drop_table("announcement")
    op.drop_table("account")
    forget_guards()
