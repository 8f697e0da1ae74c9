"""What waits for its day: it appears at another time, or goes back to its author."""

from datetime import datetime

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.errors import Refused
from portal.kernel.signals import published, withdrawn
from portal.science import queries
from portal.science.models import Article
from portal.science.rules import Stage, Standing, Verdict, add_months
from portal.science.services.opinions import record_opinion
from portal.science.services.writing import subject_of, touch
from portal.science.words import WORDS


def reschedule(article: Article, *, publish_at: datetime | None, by: Account) -> None:
    """Let a scheduled article appear at another time; None is now.

    Raises Refused where it is public already, the time is past, or this person wrote it.
    """
    _check_waits(article, by)
    if publish_at is not None and publish_at < clock.now():
        raise Refused(WORDS["publish_past"], field="publish_at")
    before = {"published_at": article.published_at and article.published_at.isoformat()}
    at = publish_at or clock.now()
    article.published_at = at
    if article.review_months:
        article.review_by_on = add_months(clock.in_china(at).date(), article.review_months)
    touch(article)
    audit.record(
        "science.rescheduled",
        subject=subject_of(article),
        by=by.actor,
        before=before,
        after={"published_at": at.isoformat()},
    )
    published.send(Article, record=article)


def take_back(article: Article, *, opinion: str, by: Account) -> None:
    """Give a scheduled article back to its author before anybody could read it.

    The last step has to be passed again; the others stand as long as the text does. Raises Refused
    where it is public already, a correction of it waits, nothing is said, or this person wrote it.
    """
    _check_waits(article, by)
    if queries.find_correction(article) is not None:
        raise Refused(WORDS["correction_waiting"])
    last = queries.path_of_article(article).steps[-1]
    record_opinion(article, step=last.code, verdict=Verdict.RETURNED, opinion=opinion, by=by)
    before = {"stage": article.stage}
    article.stage = Stage.RETURNED
    article.published_at = article.review_by_on = None
    touch(article)
    audit.record(
        "science.taken-back",
        subject=subject_of(article),
        by=by.actor,
        before=before,
        after={"stage": article.stage, "version": article.version, "step": last.code},
    )
    withdrawn.send(Article, record=article)


def _check_waits(article: Article, by: Account) -> None:
    queries.lock_article(article)
    if article.standing is not Standing.SCHEDULED:
        raise Refused(WORDS["day_came"])
    if by.id in article.hands:
        raise Refused(WORDS["own_work"])
