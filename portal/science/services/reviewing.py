"""The steps between an author and the readers, each decided by somebody who may (E2, S5).

Whoever passes the last step publishes, now or at a set time; whoever finds something sends the
article back to its author from any step.
"""

from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.errors import OutOfDate, Refused
from portal.kernel.signals import published
from portal.science import queries
from portal.science.models import Article
from portal.science.rules import Path, Stage, Step, Verdict
from portal.science.services.opinions import record_opinion
from portal.science.services.publishing import check_exposure, make_public
from portal.science.services.writing import check_complete, subject_of, touch
from portal.science.words import WORDS


@dataclass(frozen=True)
class Judgement:
    """What somebody says of the version they read, at the step they were shown.

    ``publish_at`` counts at the last step only; ``may_name`` says that the public page may name
    them.
    """

    step: str
    version: int
    verdict: Verdict
    opinion: str
    publish_at: datetime | None = None
    may_name: bool = False


def reason_against(path: Path, step: Step, person: Account) -> str:
    """Say why somebody may not decide a step; "" where they may.

    The author may not, nor whoever decided what must be apart from it, nor who lacks the role.
    """
    barred = path.bar(step, person.id)
    if barred is None:
        told = {"step": queries.name_of_step(step)}
        return "" if person.may(step.permission) else str(WORDS["step_not_yours"] % told)
    _why, other = barred
    if other is None:
        return str(WORDS["own_work"])
    return str(WORDS["same_reviewer"] % {"step": queries.name_of_step(other)})


def decide(article: Article, said: Judgement, *, by: Account) -> None:
    """Take the step an article waits at: pass it on, publish it, or send it back.

    Raises OutOfDate where the article or its step is not what this person read, Refused where this
    person may not decide it or says nothing.
    """
    queries.lock_article(article)
    if article.stage is not Stage.IN_REVIEW:
        raise OutOfDate(WORDS["step_over"])
    if article.version != said.version:
        raise OutOfDate(WORDS["newer_version"])
    path = queries.path_of_article(article)
    step = path.current
    if step is None or step.code != said.step:
        raise OutOfDate(WORDS["step_taken"])
    if reason := reason_against(path, step, by):
        raise Refused(reason)
    if said.verdict is Verdict.RETURNED:
        _record(article, step, said, by)
        _move(article, Stage.RETURNED, "returned", step, by)
        return
    check_complete(article.facts)
    if step.publishes:
        _publish(article, step, said, by)
        return
    _record(article, step, said, by)
    _move(article, Stage.IN_REVIEW, "passed", step, by)


def _publish(article: Article, step: Step, said: Judgement, by: Account) -> None:
    at = said.publish_at or clock.now()
    if said.publish_at is not None and said.publish_at < clock.now():
        raise Refused(WORDS["publish_past"], field="publish_at")
    if said.publish_at is not None and article.negative_case is not None:
        # Its decision has to stand on the very day, and nobody would look at it then.
        raise Refused(WORDS["exposure_at_once"], field="publish_at")
    check_exposure(article)
    _record(article, step, said, by)
    make_public(article, at=at, by=by.username)
    _move(article, Stage.PUBLISHED, "published", step, by)
    published.send(Article, record=article)


def _record(article: Article, step: Step, said: Judgement, by: Account) -> None:
    record_opinion(
        article,
        step=step.code,
        verdict=said.verdict,
        opinion=said.opinion,
        may_name=said.may_name,
        by=by,
    )


def _move(article: Article, stage: Stage, action: str, step: Step, by: Account) -> None:
    before = {"stage": article.stage}
    article.stage = stage
    touch(article)
    audit.record(
        f"science.{action}",
        subject=subject_of(article),
        by=by.actor,
        before=before,
        after={"stage": stage, "version": article.version, "step": step.code},
    )
