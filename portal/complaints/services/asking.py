"""Asking: the citizen, with a day until when; the enterprise, which never learns why or of whom."""

import re
import secrets
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from portal.accounts.models import Account
from portal.complaints import receipt
from portal.complaints.access import check_handler
from portal.complaints.models import Case, EnterpriseQuestion, Message
from portal.complaints.rules import CLOSED, Author
from portal.complaints.words import REFUSALS
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused

SIGNS_IN_REFERENCE = 8
LONG_NUMBER = re.compile(r"(?<!\d)\d{11}(?!\d)|(?<!\d)\d{17}[\dx]")
# So many signs in a row that the citizen wrote as well are the citizen's own words.
OWN_WORDS = 12
NOT_A_SIGN = re.compile(r"[\W_]+")


def _worded(text: str, field: str = "text") -> str:
    if not text.strip():
        raise Refused(REFUSALS["text_missing"], field=field)
    return text.strip()


def _check_day(until: date | None) -> date:
    if until is None or until <= clock.today():
        raise Refused(REFUSALS["ask_day"], field="until")
    return until


def ask_citizen(case: Case, *, text: str, until: date | None, by: Account) -> Message:
    """Ask the citizen something, to be answered by a day; no clock stands still for it."""
    check_handler(case, by)
    day = _check_day(until)
    message = Message(
        author=Author.HANDLER, text=_worded(text), written_at=clock.now(), answer_due_on=day
    )
    case.messages.append(message)
    after = {"until": day.isoformat()}
    audit.record("case.citizen-asked", subject=case.subject, by=by.actor, after=after)
    return message


@cache
def _telling() -> tuple[str, ...]:
    told = yaml.safe_load(Path(__file__).parent.with_name("asking.yaml").read_text("utf-8"))
    return tuple(told["telling"])


def _plain(text: str) -> str:
    # Blanks, dots and wide letters hide nothing from whoever reads it.
    return NOT_A_SIGN.sub("", unicodedata.normalize("NFKC", text)).lower()


def _repeated(case: Case, asked: str) -> str | None:
    told = _plain(f"{case.told}{case.request}")
    # What the firm is called, and its goods, may be said: that is what is asked about.
    known = (case.respondent, case.respondent_address, case.product, case.batch or "")
    for name in filter(None, map(_plain, known)):
        told = told.replace(name, "\n")
    parts = (asked[at : at + OWN_WORDS] for at in range(len(asked) - OWN_WORDS + 1))
    return next((part for part in parts if part in told), None)


def _telling_number(text: str) -> str | None:
    joined = re.sub(r"(?<=\d)[\s-]+(?=\d)", "", unicodedata.normalize("NFKC", text).lower())
    found = LONG_NUMBER.search(text.lower()) or LONG_NUMBER.search(joined)
    return found.group() if found else None


def _check_silent(case: Case, text: str) -> None:
    asked, number = _plain(text), _telling_number(text)
    word = next((one for one in _telling() if _plain(one) in asked), None) or number
    if word is None and _plain(case.reference) in asked:
        word = case.reference
    if word is not None:
        raise Refused(REFUSALS["tells_source"] % {"word": word}, field="text")
    if (own := _repeated(case, asked)) is not None:
        raise Refused(REFUSALS["own_words"] % {"words": own}, field="text")


def ask_enterprise(case: Case, *, text: str, until: date | None, by: Account) -> EnterpriseQuestion:
    """Ask the enterprise a case is about; it sees the words, the bureau and the day alone.

    Words that would tell that somebody complained, long numbers, the case's own and whole phrases
    of the citizen's are refused.
    """
    check_handler(case, by)
    if case.stage in CLOSED:
        raise Refused(REFUSALS["closed"], field="text")
    if case.enterprise_id is None:
        raise Refused(REFUSALS["enterprise_missing"], field="text")
    words, day = _worded(text), _check_day(until)
    _check_silent(case, words)
    signs = "".join(secrets.choice(receipt.LETTERS) for _ in range(SIGNS_IN_REFERENCE))
    question = EnterpriseQuestion(
        reference=f"Q-{signs}",
        case=case,
        enterprise_id=case.enterprise_id,
        department=case.department,
        text=words,
        due_on=day,
        asked_at=clock.now(),
        answer="",
    )
    db.session.add(question)
    db.session.flush()
    after = {"question": question.reference, "until": day.isoformat()}
    audit.record("case.enterprise-asked", subject=case.subject, by=by.actor, after=after)
    return question


def answer_question(question: EnterpriseQuestion, *, text: str, by: Actor) -> None:
    """Take an enterprise's answer; it is given once."""
    hold(question, "answered_at", "withdrawn_at")
    if question.answered_at is not None or question.withdrawn_at is not None:
        raise Refused(REFUSALS["question_answered"])
    question.answer, question.answered_at = _worded(text), clock.now()
    audit.record("question.answered", subject=f"question:{question.reference}", by=by)


def withdraw_question(question: EnterpriseQuestion, *, by: Account) -> None:
    """Take a question back that has no answer yet."""
    check_handler(question.case, by)
    hold(question, "answered_at", "withdrawn_at")
    if question.answered_at is not None or question.withdrawn_at is not None:
        raise Refused(REFUSALS["question_answered"])
    question.withdrawn_at = clock.now()
    audit.record("question.withdrawn", subject=f"question:{question.reference}", by=by.actor)
