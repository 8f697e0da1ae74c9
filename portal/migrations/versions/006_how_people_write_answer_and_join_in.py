"""how people write, answer and join in."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

from portal.migrations.keeping import keep_for_ever, keep_no_longer

revision = "006"
down_revision = "005"
branch_labels = None
depends_on = None


# Rows are added, never changed, never deleted; the database itself refuses.
KEPT = {
    "article_review": "What was said of an article is on record and is never changed.",
    "article_version": "What an article said is on record and is never changed.",
    "rumour_version": "what was published of a rumour stays",
    "rumour_step": "what was done with a rumour stays on record",
    "concern_version": "what was published of a concern stays",
    "concern_step": "what was done with a concern stays on record",
    "member_term": "terms and hours are added, never changed and never deleted",
    "service_hours": "terms and hours are added, never changed and never deleted",
    "hours_decision": "terms and hours are added, never changed and never deleted",
    "observation_step": "steps are added, never changed and never deleted",
}


def name_the_steps_of_opinions() -> None:
    """Say of opinions given before there were steps which step each was, and on which text.

    Two people approved an article before it came out: the first approval counts as the first
    review, the second as the final one. What was said of a published text was a renewal.
    """
    there = op.get_bind()
    version = sa.table(
        "article_version",
        *(sa.column(name) for name in ("article_id", "number", "kind")),
        sa.column("facts", sa.JSON()),
    )
    review = sa.table(
        "article_review",
        *(sa.column(name) for name in ("id", "article_id", "version", "verdict", "step", "digest")),
    )
    versions = {
        (row.article_id, row.number): (row.kind, digest_of(row.facts))
        for row in there.execute(sa.select(version))
    }
    approved: set[tuple[int, int]] = set()
    for row in there.execute(sa.select(review).order_by(review.c.id)).all():
        read = (row.article_id, row.version)
        kind, digest = versions.get(read, ("submitted", ""))
        step = "final-review" if read in approved else "first-review"
        if kind != "submitted":
            step = "renewal"
        elif row.verdict == "approved":
            approved.add(read)
        values = {"step": step, "digest": digest}
        there.execute(sa.update(review).where(review.c.id == row.id).values(values))
    op.execute("UPDATE article SET stage = 'in-review' WHERE stage = 'first-approved'")


def digest_of(facts: object) -> str:
    """Return the SHA-256 of what a version said, as opinions name it."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "base_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(length=40), nullable=False),
        sa.Column("open_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.String(length=40), nullable=False),
        sa.Column("quota_count", sa.Integer(), nullable=False),
        sa.Column("taken_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "taken_count >= 0 AND taken_count <= quota_count", name=op.f("ck_base_day_quota")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_base_day")),
        sa.UniqueConstraint(
            "base", "open_on", "hours", name=op.f("uq_base_day_base_open_on_hours")
        ),
    )
    with op.batch_alter_table("base_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_base_day_open_on"), ["open_on"], unique=False)

    op.create_table(
        "campaign_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("theme", sa.String(length=120), nullable=False),
        sa.Column("theme_en", sa.String(length=240), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_campaign_edition_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_edition")),
        sa.UniqueConstraint("code", "year", name=op.f("uq_campaign_edition_code_year")),
    )
    op.create_table(
        "concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_count", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("code", name=op.f("uq_concern_code")),
    )
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_stage"), ["stage"], unique=False)

    op.create_table(
        "event_seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("helpers_wanted", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_reason", sa.String(length=400), nullable=False),
        sa.Column("changed_count", sa.Integer(), nullable=False),
        sa.Column("seats_count", sa.Integer(), nullable=False),
        sa.Column("taken_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "taken_count >= 0 AND taken_count <= seats_count", name=op.f("ck_event_seats_seats")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_seats")),
        sa.UniqueConstraint("slug", name=op.f("uq_event_seats_slug")),
    )
    op.create_table(
        "quiz_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_paper")),
        sa.UniqueConstraint("edition", "token", name=op.f("uq_quiz_paper_edition_token")),
    )
    op.create_table(
        "rumour",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_count", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rumour")),
        sa.UniqueConstraint("code", name=op.f("uq_rumour_code")),
    )
    with op.batch_alter_table("rumour", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rumour_stage"), ["stage"], unique=False)

    op.create_table(
        "search_synonym_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.String(length=60), nullable=False),
        sa.Column("removal_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_synonym_group")),
        sa.UniqueConstraint("reference", name=op.f("uq_search_synonym_group_reference")),
    )
    with op.batch_alter_table("search_synonym_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_search_synonym_group_removed_at"), ["removed_at"], unique=False
        )

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=False),
        sa.Column("wished_on", sa.Date(), nullable=False),
        sa.Column("may_publish", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("sealed_contact", sa.LargeBinary(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("came_count", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("article", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("reference", name=op.f("uq_visit_reference")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index("ix_visit_stage", ["stage", "id"], unique=False)

    op.create_table(
        "vote_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("title_en", sa.String(length=160), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("choices_count", sa.Integer(), nullable=False),
        sa.Column("proposals_count", sa.Integer(), nullable=False),
        sa.Column("needs_code", sa.Boolean(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_reason", sa.String(length=400), nullable=False),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_vote_round_times")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_round")),
        sa.UniqueConstraint("reference", name=op.f("uq_vote_round_reference")),
    )
    with op.batch_alter_table("vote_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_round_closes_at"), ["closes_at"], unique=False)

    op.create_table(
        "walk_in_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("venue", sa.String(length=120), nullable=False),
        sa.Column("venue_en", sa.String(length=200), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_reason", sa.String(length=400), nullable=False),
        sa.Column("seats_count", sa.Integer(), nullable=False),
        sa.Column("taken_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_walk_in_slot_times")),
        sa.CheckConstraint(
            "taken_count >= 0 AND taken_count <= seats_count", name=op.f("ck_walk_in_slot_seats")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk_in_slot")),
        sa.UniqueConstraint("reference", name=op.f("uq_walk_in_slot_reference")),
    )
    with op.batch_alter_table("walk_in_slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_walk_in_slot_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "article_kept_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("tab", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_article_kept_answers_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_kept_answers")),
        sa.UniqueConstraint(
            "account_id", "place", "tab", name=op.f("uq_article_kept_answers_account_id_place_tab")
        ),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("article_kept_answers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_article_kept_answers_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "base_booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=False),
        sa.Column("sealed_contact", sa.LargeBinary(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["base_day.id"], name=op.f("fk_base_booking_day_id_base_day")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_base_booking")),
        sa.UniqueConstraint("reference", name=op.f("uq_base_booking_reference")),
    )
    with op.batch_alter_table("base_booking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_base_booking_day_id"), ["day_id"], unique=False)

    op.create_table(
        "brand_asset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("brand", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("alt", sa.String(length=200), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("licence", sa.String(length=40), nullable=False),
        sa.Column("credit", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["account.id"], name=op.f("fk_brand_asset_uploaded_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brand_asset")),
    )
    with op.batch_alter_table("brand_asset", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_brand_asset_brand"), ["brand"], unique=False)
        batch_op.create_index(batch_op.f("ix_brand_asset_digest"), ["digest"], unique=False)

    op.create_table(
        "campaign_article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["campaign_edition.id"],
            name=op.f("fk_campaign_article_edition_id_campaign_edition"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_article")),
        sa.UniqueConstraint("edition_id", "slug", name=op.f("uq_campaign_article_edition_id_slug")),
    )
    with op.batch_alter_table("campaign_article", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_article_slug"), ["slug"], unique=False)

    op.create_table(
        "channel_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["account.id"], name=op.f("fk_channel_entry_noted_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_entry")),
        sa.UniqueConstraint("reference", name=op.f("uq_channel_entry_reference")),
    )
    with op.batch_alter_table("channel_entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_channel_entry_channel_told_on", ["channel", "told_on"], unique=False
        )

    op.create_table(
        "concern_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_question_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_question")),
        sa.UniqueConstraint("reference", name=op.f("uq_concern_question_reference")),
    )
    with op.batch_alter_table("concern_question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_concern_question_concern_id"), ["concern_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_concern_question_sent_at"), ["sent_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_question_stage"), ["stage"], unique=False)

    op.create_table(
        "concern_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opinion", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_concern_step_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_step_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_step")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("concern_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_concern_step_concern_id"), ["concern_id"], unique=False
        )

    op.create_table(
        "concern_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_version_concern_id_concern")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_version")),
        sa.UniqueConstraint(
            "concern_id", "number", name=op.f("uq_concern_version_concern_id_number")
        ),
    )
    op.create_table(
        "event_sign_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("once_digest", sa.String(length=64), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_contact", sa.LargeBinary(), nullable=False),
        sa.Column("member_reference", sa.String(length=20), nullable=False),
        sa.Column("signed_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes_count", sa.Integer(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("people_count > 0", name=op.f("ck_event_sign_up_people")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event_seats.id"], name=op.f("fk_event_sign_up_event_id_event_seats")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_sign_up")),
        sa.UniqueConstraint("once_digest", name=op.f("uq_event_sign_up_once_digest")),
        sa.UniqueConstraint("reference", name=op.f("uq_event_sign_up_reference")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("event_sign_up", schema=None) as batch_op:
        batch_op.create_index(
            "ix_event_sign_up_event_id_stage", ["event_id", "stage"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_event_sign_up_member_reference"), ["member_reference"], unique=False
        )

    op.create_table(
        "lesson_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=False),
        sa.Column("age_to", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_lesson_pack_made_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["account.id"], name=op.f("fk_lesson_pack_published_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_pack")),
        sa.UniqueConstraint("slug", name=op.f("uq_lesson_pack_slug")),
    )
    with op.batch_alter_table("lesson_pack", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_pack_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_lesson_pack_published_at"), ["published_at"], unique=False
        )

    op.create_table(
        "quiz_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["quiz_paper.id"], name=op.f("fk_quiz_mark_paper_id_quiz_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_mark")),
    )
    with op.batch_alter_table("quiz_mark", schema=None) as batch_op:
        batch_op.create_index(
            "ix_quiz_mark_edition_question", ["edition", "question", "is_right"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_quiz_mark_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "round_ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("voter_digest", sa.String(length=64), nullable=False),
        sa.Column("cast_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["vote_round.id"], name=op.f("fk_round_ballot_round_id_vote_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_ballot")),
        sa.UniqueConstraint(
            "round_id", "voter_digest", name=op.f("uq_round_ballot_round_id_voter_digest")
        ),
    )
    op.create_table(
        "round_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["vote_round.id"], name=op.f("fk_round_code_round_id_vote_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_code")),
        sa.UniqueConstraint("round_id", "digest", name=op.f("uq_round_code_round_id_digest")),
        info={"is_unseen": True},
    )
    op.create_table(
        "round_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("proposer_digest", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("once_digest", sa.String(length=64), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("plan_number", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["vote_round.id"], name=op.f("fk_round_proposal_round_id_vote_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_proposal")),
        sa.UniqueConstraint("once_digest", name=op.f("uq_round_proposal_once_digest")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_round_proposal_round_id_number")),
        sa.UniqueConstraint(
            "round_id",
            "proposer_digest",
            "ordinal",
            name=op.f("uq_round_proposal_round_id_proposer_digest_ordinal"),
        ),
    )
    op.create_table(
        "rumour_lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("heard_where", sa.String(length=80), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=True),
        sa.Column("picture_type", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rumour_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["rumour_id"], ["rumour.id"], name=op.f("fk_rumour_lead_rumour_id_rumour")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rumour_lead")),
        sa.UniqueConstraint("reference", name=op.f("uq_rumour_lead_reference")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("rumour_lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rumour_lead_rumour_id"), ["rumour_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rumour_lead_stage"), ["stage"], unique=False)

    op.create_table(
        "rumour_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rumour_id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opinion", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_rumour_step_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["rumour_id"], ["rumour.id"], name=op.f("fk_rumour_step_rumour_id_rumour")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rumour_step")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("rumour_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rumour_step_rumour_id"), ["rumour_id"], unique=False)

    op.create_table(
        "rumour_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rumour_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("product", sa.String(length=80), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["rumour_id"], ["rumour.id"], name=op.f("fk_rumour_version_rumour_id_rumour")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rumour_version")),
        sa.UniqueConstraint("rumour_id", "number", name=op.f("uq_rumour_version_rumour_id_number")),
    )
    op.create_table(
        "walk_in_booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("once_digest", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("product", sa.String(length=120), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_contact", sa.LargeBinary(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sample_number", sa.String(length=20), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("method", sa.String(length=200), nullable=False),
        sa.Column("readings", sa.JSON(), nullable=False),
        sa.Column("finding", sa.String(length=40), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_back", sa.String(length=400), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["account.id"], name=op.f("fk_walk_in_booking_entered_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["released_by_id"],
            ["account.id"],
            name=op.f("fk_walk_in_booking_released_by_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["walk_in_slot.id"], name=op.f("fk_walk_in_booking_slot_id_walk_in_slot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk_in_booking")),
        sa.UniqueConstraint("once_digest", name=op.f("uq_walk_in_booking_once_digest")),
        sa.UniqueConstraint("reference", name=op.f("uq_walk_in_booking_reference")),
        sa.UniqueConstraint("sample_number", name=op.f("uq_walk_in_booking_sample_number")),
    )
    with op.batch_alter_table("walk_in_booking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_walk_in_booking_slot_id"), ["slot_id"], unique=False)
        batch_op.create_index(
            "ix_walk_in_booking_stage_released_at", ["stage", "released_at"], unique=False
        )

    op.create_table(
        "article_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_note_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["account.id"], name=op.f("fk_article_note_noted_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"], ["account.id"], name=op.f("fk_article_note_resolved_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_note")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("article_note", schema=None) as batch_op:
        batch_op.create_index(
            "ix_article_note_article_id_version", ["article_id", "version"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_article_note_noted_by_id"), ["noted_by_id"], unique=False
        )

    op.create_table(
        "article_reads",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_reads_article_id_article")
        ),
        sa.PrimaryKeyConstraint("article_id", "read_on", name=op.f("pk_article_reads")),
        info={"is_unseen": True},
    )
    op.create_table(
        "article_sound",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.Column("licence", sa.String(length=40), nullable=False),
        sa.Column("credit", sa.String(length=120), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_sound_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["account.id"], name=op.f("fk_article_sound_uploaded_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_sound")),
        sa.UniqueConstraint(
            "article_id", "digest", name=op.f("uq_article_sound_article_id_digest")
        ),
    )
    with op.batch_alter_table("article_sound", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_article_sound_article_id"), ["article_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_article_sound_digest"), ["digest"], unique=False)

    op.create_table(
        "lesson_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["pack_id"], ["lesson_pack.id"], name=op.f("fk_lesson_part_pack_id_lesson_pack")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_part")),
        sa.UniqueConstraint("pack_id", "position", name=op.f("uq_lesson_part_pack_id_position")),
    )
    with op.batch_alter_table("lesson_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_part_pack_id"), ["pack_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lesson_part_slug"), ["slug"], unique=False)

    op.create_table(
        "lesson_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("licence", sa.String(length=40), nullable=False),
        sa.Column("credit", sa.String(length=120), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pack_id"], ["lesson_pack.id"], name=op.f("fk_lesson_sheet_pack_id_lesson_pack")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["account.id"], name=op.f("fk_lesson_sheet_uploaded_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_sheet")),
        sa.UniqueConstraint("pack_id", "digest", name=op.f("uq_lesson_sheet_pack_id_digest")),
    )
    with op.batch_alter_table("lesson_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_sheet_digest"), ["digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_lesson_sheet_pack_id"), ["pack_id"], unique=False)

    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("public_name", sa.String(length=60), nullable=False),
        sa.Column("listed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("thanked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hours_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_member_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["member_application.id"],
            name=op.f("fk_member_application_id_member_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("application_id", name=op.f("uq_member_application_id")),
        sa.UniqueConstraint("card", name=op.f("uq_member_card")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_kind"), ["kind"], unique=False)

    op.create_table(
        "round_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["round_ballot.id"], name=op.f("fk_round_choice_ballot_id_round_ballot")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["round_proposal.id"],
            name=op.f("fk_round_choice_proposal_id_round_proposal"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_choice")),
        sa.UniqueConstraint(
            "ballot_id", "proposal_id", name=op.f("uq_round_choice_ballot_id_proposal_id")
        ),
    )
    with op.batch_alter_table("round_choice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_round_choice_proposal_id"), ["proposal_id"], unique=False
        )

    op.create_table(
        "round_follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("batch_reference", sa.String(length=20), nullable=False),
        sa.Column("tied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tied_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["round_proposal.id"],
            name=op.f("fk_round_follow_up_proposal_id_round_proposal"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_follow_up")),
        sa.UniqueConstraint(
            "proposal_id",
            "batch_reference",
            name=op.f("uq_round_follow_up_proposal_id_batch_reference"),
        ),
    )
    op.create_table(
        "member_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_term_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_term")),
        sa.UniqueConstraint(
            "member_id", "begins_on", name=op.f("uq_member_term_member_id_begins_on")
        ),
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("submit_digest", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("respondent", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public_text", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprise.id"],
            name=op.f("fk_observation_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_observation_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint("reference", name=op.f("uq_observation_reference")),
        sa.UniqueConstraint("submit_digest", name=op.f("uq_observation_submit_digest")),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_observation_enterprise_id"), ["enterprise_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_observation_member_id"), ["member_id"], unique=False)
        batch_op.create_index("ix_observation_stage", ["stage", "id"], unique=False)

    op.create_table(
        "service_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("activity", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("minutes_count", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.String(length=80), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_service_hours_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_hours")),
        sa.UniqueConstraint("member_id", "source", name=op.f("uq_service_hours_member_id_source")),
        info={"is_unseen": True},
    )
    op.create_table(
        "hours_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hours_id", sa.Integer(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hours_id"],
            ["service_hours.id"],
            name=op.f("fk_hours_decision_hours_id_service_hours"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_decision")),
        sa.UniqueConstraint("hours_id", name=op.f("uq_hours_decision_hours_id")),
    )
    op.create_table(
        "observation_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("stored_as", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_observation_photo_observation_id_observation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_photo")),
        info={"is_unseen": True},
    )
    with op.batch_alter_table("observation_photo", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_observation_photo_observation_id"), ["observation_id"], unique=False
        )

    op.create_table(
        "observation_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_observation_step_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_observation_step_observation_id_observation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_step")),
    )
    with op.batch_alter_table("observation_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_observation_step_observation_id"), ["observation_id"], unique=False
        )

    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("details", sa.JSON(), server_default=sa.text("'{}'"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("series", sa.String(length=40), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("part", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("exposure", sa.JSON(none_as_null=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_article_series"), ["series"], unique=False)

    with op.batch_alter_table("article_review", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("step", sa.String(length=40), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("digest", sa.String(length=64), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("may_name", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("member_application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("region", sa.String(length=12), nullable=True))
        batch_op.add_column(
            sa.Column("may_list", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("person_digest", sa.String(length=64), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_member_application_person_digest"), ["person_digest"], unique=False
        )
    name_the_steps_of_opinions()
    keep_for_ever(KEPT)


def downgrade() -> None:
    """Go back."""
    keep_no_longer(KEPT)
    with op.batch_alter_table("member_application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_application_person_digest"))
        batch_op.drop_column("person_digest")
        batch_op.drop_column("may_list")
        batch_op.drop_column("region")

    with op.batch_alter_table("article_review", schema=None) as batch_op:
        batch_op.drop_column("may_name")
        batch_op.drop_column("digest")
        batch_op.drop_column("step")

    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_series"))
        batch_op.drop_column("exposure")
        batch_op.drop_column("part")
        batch_op.drop_column("series")
        batch_op.drop_column("details")

    with op.batch_alter_table("observation_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observation_step_observation_id"))

    op.drop_table("observation_step")
    with op.batch_alter_table("observation_photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observation_photo_observation_id"))

    op.drop_table("observation_photo")
    op.drop_table("hours_decision")
    op.drop_table("service_hours")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index("ix_observation_stage")
        batch_op.drop_index(batch_op.f("ix_observation_member_id"))
        batch_op.drop_index(batch_op.f("ix_observation_enterprise_id"))

    op.drop_table("observation")
    op.drop_table("member_term")
    op.drop_table("round_follow_up")
    with op.batch_alter_table("round_choice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_choice_proposal_id"))

    op.drop_table("round_choice")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_kind"))
        batch_op.drop_index(batch_op.f("ix_member_account_id"))

    op.drop_table("member")
    with op.batch_alter_table("lesson_sheet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_sheet_pack_id"))
        batch_op.drop_index(batch_op.f("ix_lesson_sheet_digest"))

    op.drop_table("lesson_sheet")
    with op.batch_alter_table("lesson_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_part_slug"))
        batch_op.drop_index(batch_op.f("ix_lesson_part_pack_id"))

    op.drop_table("lesson_part")
    with op.batch_alter_table("article_sound", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_sound_digest"))
        batch_op.drop_index(batch_op.f("ix_article_sound_article_id"))

    op.drop_table("article_sound")
    op.drop_table("article_reads")
    with op.batch_alter_table("article_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_note_noted_by_id"))
        batch_op.drop_index("ix_article_note_article_id_version")

    op.drop_table("article_note")
    with op.batch_alter_table("walk_in_booking", schema=None) as batch_op:
        batch_op.drop_index("ix_walk_in_booking_stage_released_at")
        batch_op.drop_index(batch_op.f("ix_walk_in_booking_slot_id"))

    op.drop_table("walk_in_booking")
    op.drop_table("rumour_version")
    with op.batch_alter_table("rumour_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rumour_step_rumour_id"))

    op.drop_table("rumour_step")
    with op.batch_alter_table("rumour_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rumour_lead_stage"))
        batch_op.drop_index(batch_op.f("ix_rumour_lead_rumour_id"))

    op.drop_table("rumour_lead")
    op.drop_table("round_proposal")
    op.drop_table("round_code")
    op.drop_table("round_ballot")
    with op.batch_alter_table("quiz_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quiz_mark_paper_id"))
        batch_op.drop_index("ix_quiz_mark_edition_question")

    op.drop_table("quiz_mark")
    with op.batch_alter_table("lesson_pack", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_pack_published_at"))
        batch_op.drop_index(batch_op.f("ix_lesson_pack_made_by_id"))

    op.drop_table("lesson_pack")
    with op.batch_alter_table("event_sign_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_sign_up_member_reference"))
        batch_op.drop_index("ix_event_sign_up_event_id_stage")

    op.drop_table("event_sign_up")
    op.drop_table("concern_version")
    with op.batch_alter_table("concern_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_step_concern_id"))

    op.drop_table("concern_step")
    with op.batch_alter_table("concern_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_question_stage"))
        batch_op.drop_index(batch_op.f("ix_concern_question_sent_at"))
        batch_op.drop_index(batch_op.f("ix_concern_question_concern_id"))

    op.drop_table("concern_question")
    with op.batch_alter_table("channel_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_channel_entry_channel_told_on")

    op.drop_table("channel_entry")
    with op.batch_alter_table("campaign_article", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_article_slug"))

    op.drop_table("campaign_article")
    with op.batch_alter_table("brand_asset", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_brand_asset_digest"))
        batch_op.drop_index(batch_op.f("ix_brand_asset_brand"))

    op.drop_table("brand_asset")
    with op.batch_alter_table("base_booking", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_base_booking_day_id"))

    op.drop_table("base_booking")
    with op.batch_alter_table("article_kept_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_kept_answers_account_id"))

    op.drop_table("article_kept_answers")
    with op.batch_alter_table("walk_in_slot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_walk_in_slot_starts_at"))

    op.drop_table("walk_in_slot")
    with op.batch_alter_table("vote_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_round_closes_at"))

    op.drop_table("vote_round")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index("ix_visit_stage")

    op.drop_table("visit")
    with op.batch_alter_table("search_synonym_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_synonym_group_removed_at"))

    op.drop_table("search_synonym_group")
    with op.batch_alter_table("rumour", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rumour_stage"))

    op.drop_table("rumour")
    op.drop_table("quiz_paper")
    op.drop_table("event_seats")
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_stage"))

    op.drop_table("concern")
    op.drop_table("campaign_edition")
    with op.batch_alter_table("base_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_base_day_open_on"))

    op.drop_table("base_day")
