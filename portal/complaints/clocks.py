"""Facts that time limits are computed from, and how their days are counted; plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.complaints.rules import Clock, Track
from portal.places.rules import Calendar, Parameter, Unit, due_on

ONE_DAY = timedelta(days=1)


class FactKind(StrEnum):
    """What is noted about a case's clocks."""

    PAUSE = "pause"
    EXTENSION = "extension"
    DISPUTE = "dispute"
    CLUE = "clue"


@dataclass(frozen=True)
class Span:
    """From one day to another, both included; ``last`` is None while it lasts."""

    first: date
    last: date | None = None


@dataclass(frozen=True)
class Extension:
    """More time for one clock, granted on a day; ``until`` only where leaders set the day."""

    clock: Clock
    granted_on: date
    until: date | None = None


@dataclass(frozen=True)
class Grounds:
    """Why a clock is moved: in words the citizen reads, by which document, granted by whom."""

    reason: str
    document: str = ""
    approved_by: str = ""


@dataclass(frozen=True)
class CaseDays:
    """Every day of a case that a clock starts, stands, moves or ends on.

    ``told`` is the day the reporter, or both sides of a mediation, were told; ``is_ended`` says
    that mediation ended without a settlement; ``stopped`` that the case was taken back.
    """

    track: Track
    received: date
    is_named: bool = True
    accepted: date | None = None
    decided: date | None = None
    filed: date | None = None
    told: date | None = None
    concluded: date | None = None
    is_ended: bool = False
    stopped: date | None = None
    first_decided: date | None = None
    reopened: date | None = None
    pauses: Sequence[Span] = ()
    extensions: Sequence[Extension] = ()
    clues: Sequence[Span] = ()
    disputes: Sequence[Span] = ()


def stands_on(pauses: Sequence[Span], day: date, today: date) -> bool:
    """Tell whether a pause covers this day; one that still lasts covers every day up to today."""
    return any(one.first <= day <= (one.last or max(one.first, today)) for one in pauses)


def last_counted_day(
    limit: Parameter, starts_on: date, calendar: Calendar, pauses: Sequence[Span], today: date
) -> date | None:
    """Return a limit's last day; the day after ``starts_on`` is its first.

    Days of a pause are not counted, and of working days only those that are worked. None where
    the limit is not set.
    """
    plain = due_on(limit, starts_on, calendar)
    if plain is None or not pauses:
        return plain
    by_work = limit.unit is Unit.WORKING_DAYS
    left = limit.value if by_work and isinstance(limit.value, int) else (plain - starts_on).days
    day = starts_on
    while left > 0:
        day += ONE_DAY
        counts = calendar.is_working_day(day) if by_work else True
        left -= counts and not stands_on(pauses, day, today)
    return day


def counts_unannounced_days(
    limit: Parameter | None, starts_on: date, due: date | None, calendar: Calendar
) -> bool:
    """Tell whether working days of a year are counted whose holidays are not announced."""
    if limit is None or due is None or limit.unit is not Unit.WORKING_DAYS:
        return False
    return any(calendar.is_provisional(year) for year in range(starts_on.year, due.year + 1))
