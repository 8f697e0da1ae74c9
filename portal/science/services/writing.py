"""Drafts: begun, saved and sent for review by their author."""

from dataclasses import asdict

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, OutOfDate, Refused
from portal.science import queries
from portal.science.models import Article, ArticleItem, ArticleVersion
from portal.science.rules import (
    EDITABLE,
    LIFECYCLE,
    ArticleFacts,
    Language,
    Stage,
    VersionKind,
    columns,
    slug_from,
)
from portal.science.services.asking import (
    check_asked,
    check_details,
    check_part,
    check_pictures,
)
from portal.science.words import WORDS


def subject_of(article: Article) -> str:
    """Return how the audit log names an article."""
    return f"article:{article.slug}.{article.language}"


def apply_facts(article: Article, facts: ArticleFacts) -> None:
    """Write the facts into the article."""
    article.column, article.title, article.summary = facts.column, facts.title, facts.summary
    article.body, article.audience = facts.body, facts.audience
    article.topics = list(facts.topics)
    article.sources = [asdict(source) for source in facts.sources]
    article.has_claims, article.review_months = facts.has_claims, facts.review_months
    article.byline = facts.byline
    article.details = facts.details.as_json()
    article.series, article.part = facts.series, facts.part
    event = facts.event
    article.starts_at, article.ends_at = (event.starts_at, event.ends_at) if event else (None, None)
    article.venue, article.seats_count = (event.venue, event.seats) if event else ("", None)
    if article.items != list(facts.items):
        article.item_rows = [ArticleItem(name=name) for name in facts.items]


def touch(article: Article) -> None:
    """Note that the article has changed, for whoever has it open."""
    article.changed_at = clock.now()
    article.revision = (article.revision or 0) + 1


def snapshot(article: Article, *, kind: VersionKind, note: str, by: str) -> ArticleVersion:
    """Keep what the article says now as its next version."""
    article.version += 1
    version = ArticleVersion(
        article=article,
        number=article.version,
        kind=kind,
        facts=article.facts.as_json(),
        note=note,
        made_by=by,
        made_at=clock.now(),
    )
    db.session.add(version)
    return version


def check_draft(facts: ArticleFacts) -> None:
    """Refuse what not even a draft may be: no column, no title, an event that ends too early."""
    if facts.column not in columns():
        raise Refused(WORDS["column_unknown"], field="column")
    if not facts.title:
        raise Refused(WORDS["title_missing"], field="title")
    if facts.event and facts.event.ends_at < facts.event.starts_at:
        raise Refused(WORDS["event_order"], field="ends_at")
    check_details(facts)


def check_complete(facts: ArticleFacts) -> None:
    """Refuse what may be kept but not reviewed (capabilities.md E3)."""
    check_draft(facts)
    if not facts.summary:
        raise Refused(WORDS["summary_missing"], field="summary")
    if not facts.body:
        raise Refused(WORDS["body_missing"], field="body")
    if facts.lacks_event:
        raise Refused(WORDS["event_missing"], field="starts_at")
    if facts.lacks_sources:
        raise Refused(WORDS["sources_missing"], field="sources")


def _free_slug(title: str) -> str:
    base = slug = slug_from(title)
    number = 1
    while queries.slug_exists(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug


def new_article(
    facts: ArticleFacts, *, slug: str, language: Language, author: Account | None
) -> Article:
    """Return an article that is in the session and says these facts."""
    now = clock.now()
    article = Article(
        slug=slug,
        language=language,
        author_id=author.id if author else None,
        stage=Stage.DRAFT,
        version=0,
        revision=1,
        withdrawn_reason="",
        created_at=now,
        changed_at=now,
        item_rows=[],
    )
    apply_facts(article, facts)
    db.session.add(article)
    return article


def start_draft(
    *, facts: ArticleFacts, language: Language, by: Account, translates: Article | None = None
) -> Article:
    """Begin an article, or the other language of one that exists; raises Refused."""
    check_draft(facts)
    slug = translates.slug if translates else _free_slug(facts.title)
    if translates and queries.find_article(slug, language) is not None:
        raise Refused(WORDS["translation_exists"])
    if translates and translates.column != facts.column:
        raise Refused(WORDS["translation_column"], field="column")
    check_part(facts, None, language)
    article = new_article(facts, slug=slug, language=language, author=by)
    audit.record(
        "science.drafted",
        subject=subject_of(article),
        by=by.actor,
        after={"column": facts.column},
    )
    return article


def check_author(article: Article, person: Account) -> None:
    """Refuse to let anybody but the author write."""
    if article.author_id != person.id:
        raise NotAllowed(WORDS["not_yours"])


def save_draft(article: Article, *, facts: ArticleFacts, revision: int, by: Account) -> None:
    """Keep what the author wrote; ``revision`` is the one the author had open.

    Raises OutOfDate where the article changed meanwhile, Refused where it is under review.
    """
    check_author(article, by)
    if article.stage not in EDITABLE:
        raise Refused(WORDS["locked"])
    if article.revision != revision:
        raise OutOfDate(WORDS["changed"])
    check_draft(facts)
    other = queries.find_article(article.slug, article.language.other)
    if other is not None and other.column != facts.column:
        raise Refused(WORDS["translation_column"], field="column")
    check_part(facts, article, article.language)
    apply_facts(article, facts)
    touch(article)
    audit.record(
        "science.saved",
        subject=subject_of(article),
        by=by.actor,
        after={"revision": article.revision},
    )


def submit(article: Article, *, by: Account) -> None:
    """Send a draft for review; what the reviewers read is kept as a version."""
    check_author(article, by)
    LIFECYCLE.check(article.stage, Stage.IN_REVIEW)
    check_complete(article.facts)
    check_asked(article)
    check_pictures(article, article.body)
    before = {"stage": article.stage}
    article.stage = Stage.IN_REVIEW
    snapshot(article, kind=VersionKind.SUBMITTED, note="", by=by.username)
    touch(article)
    audit.record(
        "science.submitted",
        subject=subject_of(article),
        by=by.actor,
        before=before,
        after={"stage": article.stage, "version": article.version},
    )
