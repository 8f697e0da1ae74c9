"""Which days are worked, and how deadlines are counted along them."""

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from portal.places.rules.evidence import Confidence, Tag
from portal.places.rules.text import Text

SATURDAY = 5
ONE_DAY = timedelta(days=1)
MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class Holiday:
    """A run of days off, with the weekend days worked in exchange."""

    name: Text
    first: date
    last: date
    working: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Every day off of this holiday."""
        return tuple(self.first + ONE_DAY * n for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year's holidays: announced (official) or weekends only (provisional)."""

    year: int
    status: Literal["official", "provisional"]
    source: Text
    confidence: Confidence
    tag: Tag | None = None
    note: Text | None = None
    holidays: tuple[Holiday, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years whose days off are known; beyond them only weekends are."""

    years: tuple[CalendarYear, ...]
    _days_off: frozenset[date] = field(init=False, repr=False, compare=False)
    _working_weekends: frozenset[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        holidays = [holiday for year in self.years for holiday in year.holidays]
        off = frozenset(day for holiday in holidays for day in holiday.days)
        working = frozenset(day for holiday in holidays for day in holiday.working)
        object.__setattr__(self, "_days_off", off)
        object.__setattr__(self, "_working_weekends", working)

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on this day."""
        if day in self._working_weekends:
            return True
        return day.weekday() < SATURDAY and day not in self._days_off

    def is_provisional(self, year: int) -> bool:
        """Tell whether this year's holidays still have to be announced or entered."""
        known = self.find_year(year)
        return known is None or known.status != "official"

    def find_year(self, year: int) -> CalendarYear | None:
        """Return what is known of this year, or None."""
        return next((known for known in self.years if known.year == year), None)


def next_working_day(day: date, calendar: Calendar) -> date:
    """Return this day if it is worked, else the first worked day after it."""
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return day


def add_working_days(start: date, count: int, calendar: Calendar) -> date:
    """Return the last day of a period of working days; the day after ``start`` is its first."""
    _refuse_negative(count)
    day = start
    for _ in range(count):
        day = next_working_day(day + ONE_DAY, calendar)
    return day


def add_calendar_days(start: date, count: int) -> date:
    """Return the last day of a period of calendar days; the day after ``start`` is its first."""
    _refuse_negative(count)
    return start + timedelta(days=count)


def add_months(start: date, count: int) -> date:
    """Return the same day of the month ``count`` months on, or that month's last day."""
    _refuse_negative(count)
    year, month = divmod(start.year * MONTHS_OF_YEAR + start.month - 1 + count, MONTHS_OF_YEAR)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Count the working days after ``start`` up to and including ``end``; negative when earlier."""
    if end < start:
        return -working_days_between(end, start, calendar)
    return sum(calendar.is_working_day(day) for day in _days_after(start, end))


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + ONE_DAY * n for n in range(1, (end - start).days + 1))


def _refuse_negative(count: int) -> None:
    if count < 0:
        raise ValueError(f"a period cannot last {count} days or months")
