"""The board of quick tests: by day and by place, for reference and never a verdict (A1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import selectinload

from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.sampling.masking import shown_name
from portal.sampling.models import SampleBatch
from portal.sampling.rules.batches import Result, TaskKind

DAYS_ON_PAGE = 7
MOST_POSITIVE = 500
_DAY = func.coalesce(SampleBatch.sampled_on, SampleBatch.shown_on)


@dataclass(frozen=True)
class Place:
    """What was tested at one place on one day."""

    name: str
    tested: int
    negative: int
    positive: Sequence[SampleBatch]


@dataclass(frozen=True)
class BoardDay:
    """One day of the board."""

    on: date
    places: Sequence[Place]

    @property
    def tested(self) -> int:
        """How many were tested that day."""
        return sum(place.tested for place in self.places)

    @property
    def positive_count(self) -> int:
        """How many were positive, for reference."""
        return sum(place.tested - place.negative for place in self.places)


def page_of_days(kind: TaskKind, *, after: str | None = None) -> Page[BoardDay]:
    """Return some days of the board, the newest first; ``after`` leads on.

    Raises NotFound for a broken cursor.
    """
    asked = select(_DAY).where(*_public(kind)).distinct().order_by(_DAY.desc())
    if after:
        (told,) = decode_cursor(after, length=1)
        try:
            asked = asked.where(date.fromisoformat(str(told)) > _DAY)
        except ValueError:
            raise NotFound(after) from None
    days = [_as_date(one) for one in db.session.scalars(asked.limit(DAYS_ON_PAGE + 1))]
    shown = days[:DAYS_ON_PAGE]
    more = encode_cursor(str(shown[-1])) if len(days) > DAYS_ON_PAGE else None
    return Page(items=_board(kind, shown), earlier=more)


def _as_date(told: date | str) -> date:
    return told if isinstance(told, date) else date.fromisoformat(told)


def _public(kind: TaskKind) -> tuple[ColumnElement[bool], ...]:
    return (SampleBatch.is_listed.is_(True), SampleBatch.kind == kind, _DAY.is_not(None))


def _board(kind: TaskKind, days: Sequence[date]) -> list[BoardDay]:
    if not days:
        return []
    within = and_(*_public(kind), _DAY.between(days[-1], days[0]))
    is_negative = func.count().filter(SampleBatch.result == Result.NEGATIVE)
    counting = (
        select(_DAY, SampleBatch.seller_name, func.count(), is_negative)
        .where(within)
        .group_by(_DAY, SampleBatch.seller_name)
    )
    positive = _positive(within)
    board: dict[date, list[Place]] = {day: [] for day in days}
    for told, name, tested, negative in db.session.execute(counting):
        on = _as_date(told)
        found = positive.get((on, name), [])
        board[on].append(Place(shown_name(name), tested, negative, found))
    return [
        BoardDay(on, sorted(places, key=lambda one: (one.negative - one.tested, one.name)))
        for on, places in board.items()
    ]


def _positive(within: ColumnElement[bool]) -> dict[tuple[date, str], list[SampleBatch]]:
    asked = (
        select(SampleBatch)
        .where(within, SampleBatch.result == Result.POSITIVE)
        .order_by(SampleBatch.id)
        .limit(MOST_POSITIVE)
        .options(selectinload(SampleBatch.items))
    )
    found: dict[tuple[date, str], list[SampleBatch]] = {}
    for batch in db.session.scalars(asked):
        on = batch.sampled_on or batch.shown_on
        if on is not None:
            found.setdefault((on, batch.seller_name), []).append(batch)
    return found
