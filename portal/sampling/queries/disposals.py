"""Disposals on the desk and before the public: by what is due, by where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.sampling.models import Disposal, SampleBatch
from portal.sampling.queries.due import due_before
from portal.sampling.rules.disposals import ENDED, DisposalStage

ON_BOARD = 200
NEWEST = 20
PAGE = 20
SUNDAY = 6
LARGEST_KEY = 2**62
# Nothing that runs today ends later; behind it only what has no limit is left.
TEN_YEARS = timedelta(days=3653)


class Urgency(StrEnum):
    """How an open disposal's time stands."""

    OVERDUE = "overdue"
    THIS_WEEK = "this-week"
    LATER = "later"
    NO_LIMIT = "no-limit"


@dataclass(frozen=True)
class DisposalFilter:
    """What is asked of disposals. ``is_open`` is None for open and ended alike."""

    department: str = ""
    stage: DisposalStage | None = None
    is_open: bool | None = None
    is_overdue: bool = False
    # The year the failure became public; asked of public lists only.
    year: int | None = None


def get_disposal(reference: str, *, department: str | None) -> Disposal:
    """Return the disposal of the batch with this reference.

    Raises NotFound, and NotAllowed where it is another department's than ``department``.
    """
    found = db.session.scalar(
        select(Disposal)
        .join(SampleBatch)
        .where(SampleBatch.reference == reference.strip().upper())
        .options(
            joinedload(Disposal.batch).selectinload(SampleBatch.items),
            selectinload(Disposal.steps),
            selectinload(Disposal.extensions),
            joinedload(Disposal.dispute),
        )
    )
    if found is None:
        raise NotFound(reference)
    if found.department != department:
        raise NotAllowed(reference)
    return found


def week_ends_before(today: date) -> date:
    """Return the Monday after today."""
    return today + timedelta(days=SUNDAY - today.weekday() + 1)


def _edges(today: date) -> tuple[ColumnElement[bool], ColumnElement[bool], ColumnElement[bool]]:
    return (
        due_before(today),
        due_before(week_ends_before(today)),
        due_before(today + TEN_YEARS),
    )


def _of(urgency: Urgency, today: date) -> ColumnElement[bool]:
    late, soon, ever = _edges(today)
    return {
        Urgency.OVERDUE: late,
        Urgency.THIS_WEEK: and_(soon, ~late),
        Urgency.LATER: and_(ever, ~soon),
        Urgency.NO_LIMIT: ~ever,
    }[urgency]


def _wanted(asked: DisposalFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked.department:
        conditions.append(Disposal.department == asked.department)
    if asked.stage is not None:
        conditions.append(Disposal.stage == asked.stage)
    if asked.is_open is not None:
        open_ones = Disposal.stage.not_in(ENDED)
        conditions.append(open_ones if asked.is_open else ~open_ones)
    if asked.is_overdue:
        conditions.append(due_before(clock.today()))
    return conditions


def count_by_urgency(asked: DisposalFilter) -> Mapping[Urgency, int]:
    """Return how many open disposals are overdue, due this week, later, or without a limit."""
    today = clock.today()
    late, soon, ever = _edges(today)
    counting = select(
        func.count(),
        func.count().filter(late),
        func.count().filter(soon),
        func.count().filter(ever),
    ).where(Disposal.stage.not_in(ENDED), *_wanted(asked))
    total, overdue, by_sunday, limited = db.session.execute(counting).one()
    return {
        Urgency.OVERDUE: overdue,
        Urgency.THIS_WEEK: by_sunday - overdue,
        Urgency.LATER: limited - by_sunday,
        Urgency.NO_LIMIT: total - limited,
    }


def list_by_urgency(
    asked: DisposalFilter, urgency: Urgency, *, limit: int = ON_BOARD
) -> Sequence[Disposal]:
    """Return the open disposals of one column of the board: what is due first, first."""
    begun = func.coalesce(
        Disposal.extended_until, Disposal.started_on, Disposal.received_on, Disposal.opened_on
    )
    column = (
        select(Disposal)
        .where(Disposal.stage.not_in(ENDED), _of(urgency, clock.today()), *_wanted(asked))
        .order_by(begun, Disposal.id)
        .limit(limit)
        .options(*_shown_with())
    )
    return db.session.scalars(column).all()


def _shown_with() -> list[Any]:
    return [
        joinedload(Disposal.batch).selectinload(SampleBatch.items),
        joinedload(Disposal.dispute),
        selectinload(Disposal.steps),
        selectinload(Disposal.extensions),
    ]


def list_open_disposals(department: str | None) -> Sequence[Disposal]:
    """Return a department's open disposals: those not yet started, then by day begun."""
    board = (
        select(Disposal)
        .where(Disposal.department == department, Disposal.stage.not_in(ENDED))
        .order_by(Disposal.started_on.is_not(None), Disposal.started_on, Disposal.opened_on)
        .order_by(Disposal.id)
        .limit(ON_BOARD)
        .options(*_shown_with())
    )
    return db.session.scalars(board).all()


def page_of_ended_disposals(department: str | None) -> Sequence[Disposal]:
    """Return the disposals of a department that ended last."""
    ended = (
        select(Disposal)
        .where(Disposal.department == department, Disposal.stage.in_(ENDED))
        .order_by(Disposal.closed_on.desc(), Disposal.id.desc())
        .limit(NEWEST)
        .options(*_shown_with())
    )
    return db.session.scalars(ended).all()


def count_disposals_by_stage(department: str | None = None) -> Mapping[DisposalStage, int]:
    """Return how many disposals stand where; of one department where given."""
    counting = select(Disposal.stage, func.count()).group_by(Disposal.stage)
    if department is not None:
        counting = counting.where(Disposal.department == department)
    return dict(db.session.execute(counting).all())


def _public(asked: DisposalFilter) -> list[ColumnElement[bool]]:
    conditions = [SampleBatch.is_listed.is_(True), *_wanted(asked)]
    if asked.year is not None:
        conditions.append(SampleBatch.shown_year == asked.year)
    return conditions


def page_of_public_disposals(asked: DisposalFilter, *, after: str | None = None) -> Page[Disposal]:
    """Return one page of what is done about public failures, the newest first."""
    listed = select(Disposal).join(SampleBatch).where(*_public(asked))
    if after is not None:
        (last,) = decode_cursor(after, length=1)
        if not isinstance(last, int) or not 0 < last < LARGEST_KEY:
            raise NotFound(after)
        listed = listed.where(Disposal.id < last)
    listed = listed.order_by(Disposal.id.desc()).limit(PAGE + 1).options(*_shown_with())
    found = list(db.session.scalars(listed))
    earlier = encode_cursor(found[PAGE - 1].id) if len(found) > PAGE else None
    return Page(found[:PAGE], earlier=earlier, total=count_public_disposals(asked))


def count_public_disposals(asked: DisposalFilter) -> int:
    """Return how many disposals of public results answer what is asked."""
    counting = select(func.count()).select_from(Disposal).join(SampleBatch).where(*_public(asked))
    return db.session.scalar(counting) or 0


def count_public_disposals_by(name: str, asked: DisposalFilter) -> Mapping[str, int]:
    """Return how many public disposals answer, by ``stage``, ``department`` or ``year``."""
    column: Any = {
        "stage": Disposal.stage,
        "department": Disposal.department,
        "year": SampleBatch.shown_year,
    }[name]
    counting = select(column, func.count()).select_from(Disposal).join(SampleBatch)
    found = db.session.execute(counting.where(*_public(asked)).group_by(column))
    return {str(value): count for value, count in found}


def count_public_disposals_by_state(asked: DisposalFilter) -> tuple[int, int, int]:
    """Return how many public disposals are overdue, open (overdue ones too), and ended."""
    ended = Disposal.stage.in_(ENDED)
    counting = (
        select(
            func.count().filter(due_before(clock.today())),
            func.count().filter(~ended),
            func.count().filter(ended),
        )
        .select_from(Disposal)
        .join(SampleBatch)
        .where(*_public(asked))
    )
    overdue, running, done = db.session.execute(counting).one()
    return overdue, running, done
