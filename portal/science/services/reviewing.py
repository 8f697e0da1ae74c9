"""Two people review, neither of them the author (capabilities.md E2, S5); then it is public."""

from datetime import date, datetime

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import OutOfDate, Refused
from portal.kernel.signals import published, withdrawn
from portal.science.models import Article, Review
from portal.science.rules import LIFECYCLE, Stage, Verdict, VersionKind, add_months
from portal.science.services.writing import check_complete, snapshot, subject_of, touch
from portal.science.words import WORDS


def check_reviewer(article: Article, person: Account, version: int) -> None:
    """Refuse the author, whoever passed this version before, and a version read too long ago."""
    if article.author_id == person.id:
        raise Refused(WORDS["own_work"])
    if article.version != version:
        raise OutOfDate(WORDS["newer_version"])
    if any(
        past.reviewer_id == person.id
        and past.version == version
        and past.verdict is Verdict.APPROVED
        for past in article.reviews
    ):
        raise Refused(WORDS["same_reviewer"])


def _record_review(article: Article, *, verdict: Verdict, opinion: str, by: Account) -> None:
    if not opinion:
        raise Refused(WORDS["opinion_missing"], field="opinion")
    db.session.add(
        Review(
            article=article,
            version=article.version,
            reviewer_id=by.id,
            verdict=verdict,
            opinion=opinion,
            reviewed_at=clock.now(),
        )
    )


def _move(article: Article, stage: Stage, action: str, by: Account) -> None:
    before = {"stage": article.stage}
    article.stage = stage
    touch(article)
    audit.record(
        f"science.{action}",
        subject=subject_of(article),
        by=by.actor,
        before=before,
        after={"stage": stage, "version": article.version},
    )


def review(article: Article, *, verdict: Verdict, opinion: str, version: int, by: Account) -> None:
    """Pass a version as its first reviewer, or send it back to its author with an opinion.

    Whoever would give the second approval sends back in the same way.
    """
    wanted = Stage.FIRST_APPROVED if verdict is Verdict.APPROVED else Stage.RETURNED
    LIFECYCLE.check(article.stage, wanted)
    check_reviewer(article, by, version)
    _record_review(article, verdict=verdict, opinion=opinion, by=by)
    _move(article, wanted, "first-approved" if verdict is Verdict.APPROVED else "returned", by)


def publish(
    article: Article, *, opinion: str, version: int, by: Account, publish_at: datetime | None = None
) -> None:
    """Approve as the second reviewer and publish: now, or at ``publish_at``."""
    LIFECYCLE.check(article.stage, Stage.PUBLISHED)
    check_reviewer(article, by, version)
    check_complete(article.facts)
    if publish_at is not None and publish_at < clock.now():
        raise Refused(WORDS["publish_past"], field="publish_at")
    _record_review(article, verdict=Verdict.APPROVED, opinion=opinion, by=by)
    make_public(article, at=publish_at or clock.now(), by=by.username)
    _move(article, Stage.PUBLISHED, "published", by)
    published.send(Article, record=article)


def make_public(article: Article, *, at: datetime, by: str) -> None:
    """Set the days that follow from publication, and keep what became public as a version."""
    article.published_at = at
    if article.review_months:
        article.review_by_on = add_months(clock.in_china(at).date(), article.review_months)
    snapshot(article, kind=VersionKind.PUBLISHED, note="", by=by)


def withdraw(article: Article, *, reason: str, by: Account) -> None:
    """Take an article off the site at once; its address keeps the reason (capabilities.md S2)."""
    LIFECYCLE.check(article.stage, Stage.WITHDRAWN)
    if not reason:
        raise Refused(WORDS["reason_missing"], field="reason")
    article.withdrawn_at = clock.now()
    article.withdrawn_reason = reason
    _move(article, Stage.WITHDRAWN, "withdrawn", by)
    withdrawn.send(Article, record=article)


def renew(article: Article, *, review_by_on: date, opinion: str, by: Account) -> None:
    """Say, at its review day, that an article still holds, and until when."""
    LIFECYCLE.check(article.stage, Stage.WITHDRAWN)
    if article.author_id == by.id:
        raise Refused(WORDS["own_work"])
    if review_by_on <= clock.today():
        raise Refused(WORDS["review_past"], field="review_by_on")
    _record_review(article, verdict=Verdict.APPROVED, opinion=opinion, by=by)
    before = {"review_by_on": article.review_by_on and article.review_by_on.isoformat()}
    article.review_by_on = review_by_on
    touch(article)
    audit.record(
        "science.renewed",
        subject=subject_of(article),
        by=by.actor,
        before=before,
        after={"review_by_on": review_by_on.isoformat()},
    )
    published.send(Article, record=article)
