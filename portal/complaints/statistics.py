"""Public figures: how many, how quickly, how it ended. Small cells are kept back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import select

from portal.complaints import deadlines, policy
from portal.complaints.models import Case
from portal.complaints.rules import Clock, Outcome, Track
from portal.kernel import clock
from portal.kernel.db import db

DECEMBER = 12


@dataclass(frozen=True)
class TrackFigures:
    """One track's figures of one period, by the day of receipt.

    ``decided`` counts what was accepted, refused or (for reports) verified; ``on_time`` those
    within the limit. A figure kept back because too few people are behind it is None.
    """

    track: Track
    received: int | None
    decided: int | None
    on_time: int | None
    concluded: int | None
    settled: int | None
    satisfied: int | None


def _bounds(year: int, month: int | None) -> tuple[datetime, datetime]:
    first = date(year, month or 1, 1)
    rolls = month is None or month == DECEMBER
    last = date(year + 1, 1, 1) if rolls else date(year, (month or 1) + 1, 1)
    start, end = (
        datetime.combine(day, time(), tzinfo=clock.CHINA).astimezone(UTC) for day in (first, last)
    )
    return start, end


def list_received(year: int, month: int | None = None) -> list[Case]:
    """Return the cases received in a year, or in one month of it."""
    start, end = _bounds(year, month)
    found = select(Case).where(Case.received_at >= start, Case.received_at < end)
    return list(db.session.scalars(found))


def first_limit_met(case: Case) -> bool | None:
    """Whether the first decision came in time; None while it is still open and not overdue."""
    first = next(
        one
        for one in deadlines.deadlines_of(case)
        if one.clock in {Clock.ACCEPTANCE, Clock.VERIFICATION}
    )
    if first.met_on is None and not first.is_late(clock.today()):
        return None
    return not first.is_late(clock.today())


def count_on_time(year: int, month: int | None = None) -> tuple[int, int]:
    """Return (in time, due) over every track: the on-time rate's numerator and denominator.

    A case still open and within its limit counts in neither; one overdue counts as due.
    """
    judged = [
        met for case in list_received(year, month) if (met := first_limit_met(case)) is not None
    ]
    return sum(judged), len(judged)


def _shown(count: int, smallest: int) -> int | None:
    # C6: a cell below k is kept back; nothing at all gives nobody away.
    return None if 0 < count < smallest else count


def _figures(track: Track, cases: Iterable[Case], smallest: int) -> TrackFigures:
    own = [case for case in cases if case.track is track]
    judged = [met for case in own if (met := first_limit_met(case)) is not None]
    return TrackFigures(
        track=track,
        received=_shown(len(own), smallest),
        decided=_shown(len(judged), smallest),
        on_time=_shown(sum(judged), smallest),
        concluded=_shown(sum(case.concluded_at is not None for case in own), smallest),
        settled=_shown(sum(case.outcome is Outcome.SETTLED for case in own), smallest),
        satisfied=_shown(sum((case.score or 0) >= policy.SATISFIED for case in own), smallest),
    )


def statistics(year: int, month: int | None = None) -> list[TrackFigures]:
    """Return the public figures of a year, or of one month of it, by track."""
    cases = list_received(year, month)
    return [_figures(track, cases, policy.small_cell()) for track in Track]
