"""What becomes public and what ceases to be: days that follow, renewal, withdrawal."""

from datetime import date, datetime

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.errors import Refused
from portal.kernel.signals import published, withdrawn
from portal.science import queries
from portal.science.models import RENEWAL, Article
from portal.science.rules import LIFECYCLE, Lack, Stage, Verdict, VersionKind, add_months, lacks_of
from portal.science.services.opinions import record_opinion
from portal.science.services.writing import snapshot, subject_of, touch
from portal.science.words import WORDS

LACKS = {
    Lack.DECISION: "exposure_decision",
    Lack.REVIEWER: "exposure_reviewer",
    Lack.REPLY: "exposure_reply",
}


def make_public(article: Article, *, at: datetime, by: str) -> None:
    """Set the days that follow from publication, and keep what became public as a version."""
    article.published_at = at
    if article.review_months:
        article.review_by_on = add_months(clock.in_china(at).date(), article.review_months)
    snapshot(article, kind=VersionKind.PUBLISHED, note="", by=by)


def check_exposure(article: Article) -> None:
    """Refuse to make a negative case public without its three conditions (capabilities.md E4)."""
    exposure = article.negative_case
    if exposure is None:
        return
    lacks = lacks_of(
        exposure,
        is_final=queries.is_final(exposure),
        reviewers=queries.path_of_article(article).reviewers,
        on=clock.today(),
    )
    if lacks:
        raise Refused(WORDS[LACKS[lacks[0]]])


def check_basis(article: Article) -> None:
    """Refuse to go on telling a negative case whose decision no longer stands."""
    exposure = article.negative_case
    if exposure is not None and not queries.is_final(exposure):
        raise Refused(WORDS["exposure_decision"])


def withdraw(article: Article, *, reason: str, by: Account) -> None:
    """Take an article off the site at once; its address keeps the reason (capabilities.md S2)."""
    queries.lock_article(article)
    LIFECYCLE.check(article.stage, Stage.WITHDRAWN)
    if not reason:
        raise Refused(WORDS["reason_missing"], field="reason")
    before = {"stage": article.stage}
    article.withdrawn_at, article.withdrawn_reason = clock.now(), reason
    article.stage = Stage.WITHDRAWN
    touch(article)
    audit.record(
        "science.withdrawn",
        subject=subject_of(article),
        by=by.actor,
        before=before,
        after={"stage": article.stage, "version": article.version},
    )
    withdrawn.send(Article, record=article)


def renew(article: Article, *, review_by_on: date, opinion: str, by: Account) -> None:
    """Say, at its review day, that an article still holds, and until when.

    Raises Refused at the field, and to whoever wrote it or corrected it (capabilities.md E2).
    """
    queries.lock_article(article)
    LIFECYCLE.check(article.stage, Stage.WITHDRAWN)
    if by.id in article.hands:
        raise Refused(WORDS["own_work"])
    if review_by_on <= clock.today():
        raise Refused(WORDS["review_past"], field="review_by_on")
    check_basis(article)
    record_opinion(article, step=RENEWAL, verdict=Verdict.APPROVED, opinion=opinion, by=by)
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
