"""Counting cases by the month they were received in, by track and by category."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from portal.complaints import deadlines, policy
from portal.complaints.clocks import CaseDays, FactKind
from portal.complaints.models import Case, CaseRating, ClockFact
from portal.complaints.rules import Deadline, Outcome, Track
from portal.kernel import clock
from portal.kernel.db import db

DECEMBER = 12
MOMENTS = (
    Case.accepted_at, Case.decided_at, Case.first_decided_at, Case.filed_at, Case.concluded_at,
    Case.stopped_at, CaseRating.rated_at,
)  # fmt: skip
COLUMNS = (
    Case.id, Case.track, Case.category, Case.received_at, *MOMENTS, Case.outcome, Case.score,
)  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """How many cases of one month, track and category, and what became of them.

    ``judged`` are those whose first limit was kept or broken, ``mediated`` the complaints that
    were accepted and concluded, ``rated`` those whose citizen said how well it went.
    """

    month: int = 0
    track: Track = Track.COMPLAINT
    category: str = ""
    received: int = 0
    accepted: int = 0
    judged: int = 0
    on_time: int = 0
    concluded: int = 0
    mediated: int = 0
    settled: int = 0
    rated: int = 0
    satisfied: int = 0

    @staticmethod
    def of(several: Iterable["Counted"]) -> "Counted":
        """Return the sum of several."""
        rows = list(several)
        return Counted(**{name: sum(getattr(one, name) for one in rows) for name in MEASURES})


MEASURES = tuple(one.name for one in fields(Counted) if one.type in {int, "int"})[1:]


def _bounds(year: int, month: int | None) -> tuple[datetime, datetime]:
    first = date(year, month or 1, 1)
    rolls = month is None or month == DECEMBER
    last = date(year + 1, 1, 1) if rolls else date(year, (month or 1) + 1, 1)
    start, end = (
        datetime.combine(day, time(), tzinfo=clock.CHINA).astimezone(UTC) for day in (first, last)
    )
    return start, end


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else clock.in_china(moment).date()


def _facts(start: datetime, end: datetime) -> dict[int, list[ClockFact]]:
    found = defaultdict(list)
    within = Case.received_at >= start, Case.received_at < end
    wanted = select(ClockFact).join(ClockFact.case).where(*within)
    for fact in db.session.scalars(
        wanted.where(ClockFact.kind.in_([FactKind.PAUSE, FactKind.EXTENSION]))
    ):
        found[fact.case_id].append(fact)
    return found


class _FirstLimits:
    """The first limit of each case; what only depends on the day of receipt is worked out once."""

    def __init__(self, facts: dict[int, list[ClockFact]]) -> None:
        self._facts = facts
        self._plain: dict[tuple[bool, date], Deadline] = {}

    def of(self, row: Any) -> Deadline:
        """Return when the first decision was due, and when it came."""
        track = Track.COMPLAINT if row.track is Track.COMPLAINT else Track.REPORT
        received = clock.in_china(row.received_at).date()
        met = min((one for one in self._decisions(row) if one), default=None)
        facts = self._facts.get(row.id, ())
        days = CaseDays(track=track, received=received, stopped=_day(row.stopped_at))
        if facts and track is Track.REPORT:
            days = replace(
                days,
                pauses=deadlines.spans_of(facts, FactKind.PAUSE),
                extensions=deadlines.extensions_of(facts),
                decided=met,
            )
            return deadlines.deadlines_for(days)[0]
        key = (track is Track.COMPLAINT, received)
        if key not in self._plain:
            self._plain[key] = deadlines.deadlines_for(CaseDays(track=track, received=received))[0]
        stopped = days.stopped if met is None else None
        return replace(self._plain[key], met_on=met, stopped_on=stopped)

    @staticmethod
    def _decisions(row: Any) -> tuple[date | None, ...]:
        accepted = row.accepted_at if row.track is Track.COMPLAINT else None
        return _day(accepted), _day(row.decided_at), _day(row.first_decided_at)


def _one(row: Any, first: Deadline, today: date) -> Counted:
    verdict, is_complaint = first.verdict(today), row.track is Track.COMPLAINT
    mediated = is_complaint and row.concluded_at is not None
    return Counted(
        month=clock.in_china(row.received_at).month,
        track=row.track,
        category=row.category,
        received=1,
        accepted=int((row.accepted_at if is_complaint else row.filed_at) is not None),
        judged=int(verdict is not None),
        on_time=int(verdict is True),
        concluded=int(row.concluded_at is not None),
        mediated=int(mediated),
        settled=int(mediated and row.outcome is Outcome.SETTLED),
        rated=int(row.score is not None),
        satisfied=int((row.score or 0) >= policy.SATISFIED),
    )


def _as_of(row: Any, after: datetime) -> Any:
    # Whatever came later had not happened yet.
    later = [
        one.key for one in MOMENTS if (at := getattr(row, one.key)) is not None and at >= after
    ]
    if not later:
        return row
    score = None if CaseRating.rated_at.key in later else row.score
    return SimpleNamespace(**{**row._mapping, **dict.fromkeys(later), "score": score})  # noqa: SLF001 - how SQLAlchemy calls it


def count_received(
    year: int, month: int | None = None, *, until: date | None = None
) -> list[Counted]:
    """Count the cases received in a year, or in one month of it: a line each, to be summed.

    As they stood at the end of ``until``, whatever became of them since; without it as today.
    """
    start, end = _bounds(year, month)
    last = until or clock.today()
    after = datetime.combine(last + timedelta(days=1), time(), tzinfo=clock.CHINA).astimezone(UTC)
    found = (
        select(*COLUMNS)
        .outerjoin(CaseRating, CaseRating.case_id == Case.id)
        .where(Case.received_at >= start, Case.received_at < min(end, after))
    )
    limits = _FirstLimits(_facts(start, end))
    rows = (_as_of(row, after) for row in db.session.execute(found))
    return [_one(row, limits.of(row), last) for row in rows]


def summed(counted: Iterable[Counted]) -> list[Counted]:
    """Return one line for each month, track and category."""
    groups: dict[tuple[int, Track, str], list[Counted]] = defaultdict(list)
    for one in counted:
        groups[one.month, one.track, one.category].append(one)
    return [
        replace(Counted.of(ones), month=month, track=track, category=category)
        for (month, track, category), ones in sorted(groups.items())
    ]
