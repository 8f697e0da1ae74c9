"""What can be done with questions and concerns. Callers commit."""

import secrets

from portal.accounts.models import Account
from portal.concerns import queries
from portal.concerns.models import Concern, ConcernQuestion, ConcernStep, ConcernVersion
from portal.concerns.rules import (
    EDITABLE,
    LIFE,
    OWES_A_WORD,
    QUESTION_LIFE,
    QUESTIONS,
    RECEIPT,
    STEPS,
    Content,
    Deed,
    QuestionStage,
    Stage,
    may_publish,
    next_deeds,
)
from portal.concerns.words import WORDS
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, OutOfDate, Refused
from portal.kernel.permissions import Permission
from portal.kernel.receipts import SIGNS, new_receipt
from portal.kernel.throttle import count_try
from portal.places.profile import current_place

CODE_LENGTH = 6
QUESTION_LENGTH = 120


def send_question(*, text: str, topic: str, network: str) -> ConcernQuestion:
    """Keep a question; its receipt number leads to what became of it.

    ``network`` is the visitor's bucket; raises Busy where it has sent too many.
    """
    count_try("concerns.send", network, limit=QUESTIONS)
    return keep_question(text=text, topic=topic)


def keep_question(*, text: str, topic: str) -> ConcernQuestion:
    """Keep a question; callers have seen to it that nobody sends too many."""
    question = ConcernQuestion(
        reference=new_receipt(RECEIPT),
        text=text,
        topic=topic,
        stage=QuestionStage.WAITING,
        reason="",
        sent_at=clock.now(),
    )
    db.session.add(question)
    audit.record("concerns.sent", subject=question.subject, by=CITIZEN)
    return question


def _move(
    question: ConcernQuestion, stage: QuestionStage, by: Account, concern: Concern | None
) -> None:
    QUESTION_LIFE.check(question.stage, stage)
    before = {"stage": question.stage}
    left, question.stage, question.concern = question.concern, stage, concern
    db.session.flush()
    for one in (left, concern):
        if one is not None:
            one.asked_count = queries.count_questions(one)
    if concern is not None:
        concern.asked_on = min(concern.asked_on, clock.in_china(question.sent_at).date())
    audit.record(
        f"concerns.question-{stage}",
        subject=question.subject,
        by=by.actor,
        before=before,
        after={"stage": stage, "concern": concern.code if concern else None},
    )


def join_question(question: ConcernQuestion, concern: Concern, *, by: Account) -> None:
    """Say that a question asks this; the sender reads the answer by the receipt."""
    if concern.stage is Stage.WITHDRAWN:
        raise Refused(WORDS["no_such_concern"], field="concern")
    _move(question, QuestionStage.JOINED, by, concern)


def release_question(question: ConcernQuestion, *, by: Account) -> None:
    """Take a question back out, or look again at one that was set aside."""
    _move(question, QuestionStage.WAITING, by, None)
    question.reason = ""


def set_aside(question: ConcernQuestion, *, reason: str, by: Account) -> None:
    """Not answer a question here; the sender reads why, and where to go."""
    if not reason:
        raise Refused(WORDS["word_missing"], field="reason")
    _move(question, QuestionStage.SET_ASIDE, by, None)
    question.reason = reason


def open_concern(content: Content, *, by: Account, code: str = "") -> Concern:
    """Take up what people ask, in the desk's own words."""
    concern = Concern(
        code=code or "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH)),
        stage=Stage.OPEN,
        draft=content.written(),
        version=0,
        asked_count=0,
        asked_on=clock.today(),
        reason="",
    )
    db.session.add(concern)
    db.session.flush()
    _note(concern, Deed.OPENED, by, "")
    audit.record("concerns.opened", subject=concern.subject, by=by.actor)
    return concern


def open_from(question: ConcernQuestion, *, by: Account) -> Concern:
    """Take up a question, and join it to what is taken up."""
    content = Content(question=question.text[:QUESTION_LENGTH], topic=question.topic)
    concern = open_concern(content, by=by)
    join_question(question, concern, by=by)
    return concern


def check_scope(concern: Concern, by: Account) -> None:
    """Raise NotAllowed where somebody of another department would open a concern."""
    sees_all = by.may(Permission.ARTICLE_REVIEW)
    if not sees_all and (concern.department is None or concern.department != by.department):
        raise NotAllowed(WORDS["not_yours"])


def save(concern: Concern, content: Content, *, by: Account) -> None:
    """Keep what is written; whoever writes cannot pass it later."""
    check_scope(concern, by)
    if concern.stage not in EDITABLE:
        raise Refused(WORDS["not_editable"])
    if content.written() == concern.draft:
        return
    concern.draft = content.written()
    _note(concern, Deed.EDITED, by, "")
    audit.record("concerns.edited", subject=concern.subject, by=by.actor)


def advance(
    concern: Concern,
    deed: Deed,
    *,
    by: Account,
    opinion: str = "",
    department: str = "",
    seen: str = "",
) -> None:
    """Take a concern one step on, or back.

    ``seen`` is how many steps had been taken when it was read; raises OutOfDate where there are
    more by now. Raises NotAllowed, and Refused: a step that cannot be taken now, no department, no
    answer, a review by whoever wrote it, a return without a reason.
    """
    check_scope(concern, by)
    if seen and seen != str(len(queries.list_steps(concern))):
        raise OutOfDate(WORDS["newer"])
    if deed not in next_deeds(concern.stage, is_public=concern.version > 0):
        raise Refused(WORDS["wrong_step"])
    if not by.may(STEPS[deed].permission):
        raise NotAllowed(WORDS["not_allowed"])
    stage = STEPS[deed].leads
    LIFE.check(concern.stage, stage)
    _check(concern, deed, by, opinion, department)
    before, concern.stage = concern.stage, stage
    if deed is Deed.ASSIGNED:
        concern.department = department
    elif deed is Deed.PUBLISHED:
        _publish(concern, opinion)
    elif deed in {Deed.CLOSED, Deed.WITHDRAWN}:
        concern.reason = opinion
    _note(concern, deed, by, opinion)
    audit.record(
        f"concerns.{deed}",
        subject=concern.subject,
        by=by.actor,
        before={"stage": before},
        after={"stage": stage, "version": concern.version, "department": concern.department},
    )


def _check(concern: Concern, deed: Deed, by: Account, opinion: str, department: str) -> None:
    if deed is Deed.ASSIGNED and current_place().departments.find(department) is None:
        raise Refused(WORDS["department_missing"], field="department")
    if deed is Deed.ANSWERED and not concern.content.answer:
        raise Refused(WORDS["answer_missing"])
    if deed is Deed.PUBLISHED and not may_publish(by.id, queries.hands_of(concern)):
        raise Refused(WORDS["own_review"])
    is_update = deed is Deed.PUBLISHED and concern.version > 0
    if (deed in OWES_A_WORD or is_update) and not opinion:
        raise Refused(WORDS["word_missing"], field="opinion")


def _publish(concern: Concern, note: str) -> None:
    now = clock.now()
    concern.version += 1
    concern.published_at = concern.published_at or now
    concern.told_at = now
    version = ConcernVersion(
        concern=concern,
        number=concern.version,
        body=concern.draft,
        topic=concern.content.topic,
        department=concern.department or "",
        note=note if concern.version > 1 else "",
        published_at=now,
    )
    db.session.add(version)


def _note(concern: Concern, deed: Deed, by: Account, opinion: str) -> None:
    step = ConcernStep(
        concern_id=concern.id, deed=deed, by_id=by.id, at=clock.now(), opinion=opinion
    )
    db.session.add(step)
    db.session.flush()
