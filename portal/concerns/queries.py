"""Reads of concerns: what readers see, what the desk works on, what search indexes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from portal.concerns.models import Concern, ConcernQuestion, ConcernStep, ConcernVersion
from portal.concerns.rules import (
    HANDS,
    RECEIPT,
    Answered,
    Deed,
    MonthFigures,
    QuestionStage,
    Stage,
    figures_of,
    is_code,
)
from portal.concerns.words import WORDS
from portal.kernel import clock, likeness
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused, Withdrawn
from portal.kernel.months import last_months
from portal.kernel.receipts import is_receipt
from portal.places.profile import current_place

LONGEST_LIST = 2000
MONTHS_SHOWN = 12


def _shown() -> ColumnElement[bool]:
    return (
        (Concern.version > 0)
        & (Concern.stage != Stage.WITHDRAWN)
        & (ConcernVersion.number == Concern.version)
    )


def _published() -> Select[ConcernVersion]:
    joined = select(ConcernVersion).join(ConcernVersion.concern).where(_shown())
    return joined.options(contains_eager(ConcernVersion.concern))


def list_published(topic: str = "", *, limit: int = LONGEST_LIST) -> Sequence[ConcernVersion]:
    """Return what is answered in public, the newest told first."""
    asked = _published()
    if topic:
        asked = asked.where(ConcernVersion.topic == topic)
    order = (ConcernVersion.published_at.desc(), ConcernVersion.id.desc())
    return db.session.scalars(asked.order_by(*order).limit(limit)).all()


def find_answer(concern: Concern) -> ConcernVersion | None:
    """Return what readers see of a concern, or None where nothing is public."""
    wanted = _published().where(ConcernVersion.concern_id == concern.id)
    return db.session.scalars(wanted).one_or_none()


def get_published(code: str) -> ConcernVersion:
    """Return a published answer. Raises Withdrawn with the reason, NotFound."""
    concern = _find(code)
    if concern is None or not concern.version:
        raise NotFound(code)
    found = find_answer(concern)
    if found is None:
        raise Withdrawn(concern.reason)
    return found


def list_versions(concern: Concern) -> Sequence[ConcernVersion]:
    """Return every version that was public, the newest first."""
    wanted = select(ConcernVersion).filter_by(concern_id=concern.id)
    return db.session.scalars(wanted.order_by(ConcernVersion.number.desc())).all()


def published_like(text: str, *, most: int = likeness.SUGGESTED) -> Sequence[ConcernVersion]:
    """Return published answers that may be what somebody asks, the likest first."""
    known = {one.concern.code: one for one in list_published()}
    texts = ((code, one.content.question) for code, one in known.items())
    return [known[code] for code in likeness.most_alike(text, texts, most=most)]


def asked_shown(concern: Concern) -> int | None:
    """Return how many asked; None where they are too few to be told."""
    smallest = smallest_cell()
    return concern.asked_count if smallest and concern.asked_count >= smallest else None


def smallest_cell() -> int | None:
    """Return below which number a count is not told; None where the place has not set it."""
    return current_place().parameters.whole("privacy.small_cell", clock.today())


def days_to_answer() -> int | None:
    """Return in how many working days the place promises an answer; None: not set."""
    return current_place().parameters.whole("concerns.answer_days", clock.today())


def month_figures() -> list[MonthFigures]:
    """Return the figures of this month and the eleven before it, the newest first."""
    months = last_months(clock.today(), MONTHS_SHOWN)
    year, month = months[-1]
    since = datetime.combine(
        clock.today().replace(year=year, month=month, day=1), time.min, tzinfo=clock.CHINA
    )
    sent = db.session.scalars(
        select(ConcernQuestion.sent_at).where(ConcernQuestion.sent_at >= since)
    ).all()
    told = db.session.execute(
        select(Concern.asked_on, Concern.published_at).where(Concern.published_at >= since)
    ).all()
    answered = [Answered(row[0], clock.in_china(row[1]).date()) for row in told if row[1]]
    days = (clock.in_china(moment).date() for moment in sent)
    return figures_of(days, answered, current_place().calendar, months)


def current_versions(
    session: Session | None = None, *, among: Iterable[int] | None = None
) -> Mapping[int, int]:
    """Return the version of every answer that may be found, by the concern's id (for search)."""
    asked = select(Concern.id, Concern.version)
    asked = asked.where(Concern.version > 0, Concern.stage != Stage.WITHDRAWN)
    if among is not None:
        asked = asked.where(Concern.id.in_(list(among)))
    return {row.id: row.version for row in (session or db.session).execute(asked)}


def list_current(ids: Iterable[int], session: Session | None = None) -> Sequence[ConcernVersion]:
    """Return those of these answers that may be found, as readers see them (for search)."""
    wanted = _published().where(ConcernVersion.concern_id.in_(list(ids)))
    return (session or db.session).scalars(wanted).all()


def _find(code: str, *, for_change: bool = False) -> Concern | None:
    if not is_code(code):
        return None
    wanted = select(Concern).filter_by(code=code)
    return db.session.scalar(wanted.with_for_update() if for_change else wanted)


def get_concern(code: str, *, for_change: bool = False) -> Concern:
    """Return a concern for the desk; raises NotFound."""
    found = _find(code, for_change=for_change)
    if found is None:
        raise NotFound(code)
    return found


def named(code: str) -> Concern:
    """Return the concern that somebody names at the field of a form; raises Refused."""
    found = _find(code)
    if found is None:
        raise Refused(WORDS["no_such_concern"], field="concern")
    return found


def get_question(reference: str, *, for_change: bool = False) -> ConcernQuestion:
    """Return the question with this receipt number; raises NotFound."""
    found = None
    if is_receipt(RECEIPT, reference):
        wanted = select(ConcernQuestion).filter_by(reference=reference)
        found = db.session.scalar(wanted.with_for_update() if for_change else wanted)
    if found is None:
        raise NotFound(reference)
    return found


def groups_waiting() -> Sequence[Sequence[ConcernQuestion]]:
    """Return the waiting questions, like ones together; the largest group first."""
    wanted = select(ConcernQuestion).filter_by(stage=QuestionStage.WAITING)
    rows = db.session.scalars(wanted.order_by(ConcernQuestion.sent_at, ConcernQuestion.id)).all()
    known = {one.reference: one for one in rows[:LONGEST_LIST]}
    groups = likeness.groups_of((key, one.text) for key, one in known.items())
    told = [[known[key] for key in keys] for keys in groups]
    return sorted(told, key=lambda some: (-len(some), some[0].sent_at, some[0].reference))


def list_questions(concern: Concern) -> Sequence[ConcernQuestion]:
    """Return the questions that belong to a concern, oldest first."""
    wanted = select(ConcernQuestion).filter_by(concern_id=concern.id)
    return db.session.scalars(wanted.order_by(ConcernQuestion.sent_at, ConcernQuestion.id)).all()


def count_questions(concern: Concern) -> int:
    """Return how many questions belong to a concern."""
    counted = select(func.count(ConcernQuestion.id)).filter_by(concern_id=concern.id)
    return db.session.scalar(counted) or 0


def concerns_like(text: str) -> Sequence[Concern]:
    """Return concerns a question may belong to, the likest first."""
    wanted = select(Concern).where(Concern.stage != Stage.WITHDRAWN).order_by(Concern.id.desc())
    known = {one.code: one for one in db.session.scalars(wanted.limit(LONGEST_LIST)).all()}
    texts = ((code, one.content.question) for code, one in known.items())
    return [known[code] for code in likeness.most_alike(text, texts)]


def list_by_stage(department: str | None = None) -> Mapping[Stage, Sequence[Concern]]:
    """Return the concerns the desk works on, by stage; only a department's where named."""
    asked = select(Concern).order_by(Concern.asked_on, Concern.id).limit(LONGEST_LIST)
    if department is not None:
        asked = asked.where(Concern.department == department)
    rows = db.session.scalars(asked).all()
    return {stage: [one for one in rows if one.stage is stage] for stage in Stage}


def count_waiting(department: str | None = None) -> int:
    """Return how much waits: new questions and answers to pass; a department's own where named."""
    if department is not None:
        own = select(func.count(Concern.id)).filter_by(stage=Stage.ASSIGNED, department=department)
        return db.session.scalar(own) or 0
    new = select(func.count(ConcernQuestion.id)).filter_by(stage=QuestionStage.WAITING)
    answered = select(func.count(Concern.id)).filter_by(stage=Stage.ANSWERED)
    return (db.session.scalar(new) or 0) + (db.session.scalar(answered) or 0)


def list_steps(concern: Concern) -> Sequence[ConcernStep]:
    """Return who did what with a concern, the newest first."""
    wanted = select(ConcernStep).filter_by(concern_id=concern.id)
    wanted = wanted.options(selectinload(ConcernStep.by))
    return db.session.scalars(wanted.order_by(ConcernStep.id.desc())).all()


def hands_of(concern: Concern) -> frozenset[int]:
    """Return who had a hand in the answer since it was last published."""
    hands: set[int] = set()
    for step in list_steps(concern):
        if step.deed is Deed.PUBLISHED:
            break
        if step.deed in HANDS:
            hands.add(step.by_id)
    return frozenset(hands)
