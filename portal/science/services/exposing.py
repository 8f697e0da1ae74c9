"""What a negative case rests on: written by its author, checked again when it becomes public."""

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.errors import Refused
from portal.science import queries
from portal.science.models import Article
from portal.science.rules import EDITABLE, Exposure
from portal.science.services.writing import check_author, subject_of, touch
from portal.science.words import WORDS


def set_exposure(article: Article, exposure: Exposure | None, *, by: Account) -> None:
    """Say that an article makes a negative case public and on what it rests; None: it does not.

    Raises Refused at the field that is wrong.
    """
    check_author(article, by)
    if article.stage not in EDITABLE:
        raise Refused(WORDS["locked"])
    if exposure is not None:
        check_exposure_facts(exposure)
    before = {"decision": _number(article.negative_case)}
    article.exposure = exposure.as_json() if exposure else None
    touch(article)
    audit.record(
        "science.exposure-set" if exposure else "science.exposure-dropped",
        subject=subject_of(article),
        by=by.actor,
        before=before,
        after={"decision": _number(exposure)},
    )


def _number(exposure: Exposure | None) -> str | None:
    return f"{exposure.decision_kind}:{exposure.decision_number}" if exposure else None


def check_exposure_facts(exposure: Exposure) -> None:
    """Refuse a decision that is not known or not final, and days that cannot be."""
    decision = queries.decision_of(exposure)
    if decision is None:
        raise Refused(WORDS["decision_unknown"], field="decision_number")
    if not decision.is_final:
        raise Refused(WORDS["decision_open"], field="decision_number")
    today = clock.today()
    if exposure.asked_on > today:
        raise Refused(WORDS["asked_future"], field="asked_on")
    if exposure.answer_by_on <= exposure.asked_on:
        raise Refused(WORDS["answer_order"], field="answer_by_on")
    if bool(exposure.reply) != (exposure.replied_on is not None):
        raise Refused(WORDS["reply_dated"], field="replied_on")
    if exposure.replied_on is not None and exposure.replied_on > today:
        raise Refused(WORDS["asked_future"], field="replied_on")
