"""Days of a time limit: pauses stand still, weekends and holidays are no working days."""

from dataclasses import replace
from datetime import date

import pytest

from portal.complaints.clocks import Span, counts_unannounced_days, last_counted_day, stands_on
from portal.places.profile import load_profile
from portal.places.rules import Unit

LUCHENG = load_profile("lucheng")
CALENDAR = LUCHENG.calendar
RECEIVED = date(2026, 3, 2)  # a Monday, no holiday near
TODAY = date(2026, 3, 31)
WORKED = LUCHENG.parameters.find("complaints.accept_days", RECEIVED)
PLAIN = replace(WORKED, unit=Unit.CALENDAR_DAYS) if WORKED else None
UNSET = LUCHENG.parameters.find("complaints.disclosure_months", RECEIVED)


def test_the_limits_of_these_cases_are_the_ones_in_force() -> None:
    assert WORKED is not None
    assert (WORKED.value, WORKED.unit) == (7, Unit.WORKING_DAYS)


def worked(starts_on: date, *pauses: Span, today: date = TODAY) -> date | None:
    assert WORKED is not None
    return last_counted_day(WORKED, starts_on, CALENDAR, pauses, today)


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        (None, None, date(2026, 3, 11)),
        (date(2026, 3, 3), date(2026, 3, 3), date(2026, 3, 12)),
        (date(2026, 3, 11), date(2026, 3, 11), date(2026, 3, 12)),
        (date(2026, 3, 12), date(2026, 3, 12), date(2026, 3, 11)),
        (date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 11)),
        # A pause over a weekend takes the working days alone.
        (date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 13)),
        (date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 11)),
    ],
)
def test_working_days_in_a_pause_are_not_counted(
    first: date | None, last: date | None, due: date
) -> None:
    pauses = [Span(first, last)] if first else []
    assert worked(RECEIVED, *pauses) == due


def test_two_pauses_count_once_where_they_overlap() -> None:
    both = Span(date(2026, 3, 3), date(2026, 3, 4)), Span(date(2026, 3, 4), date(2026, 3, 5))
    assert worked(RECEIVED, *both) == date(2026, 3, 16)


def test_calendar_days_in_a_pause_are_not_counted_either() -> None:
    assert PLAIN is not None
    plain = last_counted_day(PLAIN, RECEIVED, CALENDAR, (), TODAY)
    pause = Span(date(2026, 3, 7), date(2026, 3, 9))
    paused = last_counted_day(PLAIN, RECEIVED, CALENDAR, [pause], TODAY)
    assert (plain, paused) == (date(2026, 3, 9), date(2026, 3, 12))


def test_a_limit_that_is_not_set_has_no_last_day() -> None:
    assert UNSET is not None
    pause = Span(date(2026, 3, 7), date(2026, 3, 9))
    assert last_counted_day(UNSET, RECEIVED, CALENDAR, [pause], TODAY) is None


def test_a_pause_that_lasts_covers_every_day_up_to_today() -> None:
    pause = Span(date(2026, 3, 4))
    today = date(2026, 3, 6)
    told = [stands_on([pause], date(2026, 3, day), today) for day in range(3, 8)]
    assert told == [False, True, True, True, False]
    ahead = Span(date(2026, 3, 9))
    assert [stands_on([ahead], date(2026, 3, day), today) for day in (8, 9, 10)] == [
        False, True, False,
    ]  # fmt: skip
    assert not stands_on([], today, today)
    assert worked(RECEIVED, pause, today=today) == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("starts_on", "due", "is_so"),
    [
        (date(2026, 3, 2), date(2026, 3, 11), False),
        (date(2026, 12, 30), date(2027, 1, 8), True),
        (date(2027, 1, 4), date(2027, 1, 13), True),
        (date(2025, 12, 30), date(2026, 1, 9), False),
        (date(2026, 3, 2), None, False),
    ],
)
def test_working_days_of_a_year_not_announced_are_told(
    starts_on: date, due: date | None, *, is_so: bool
) -> None:
    assert counts_unannounced_days(WORKED, starts_on, due, CALENDAR) is is_so
    assert not counts_unannounced_days(PLAIN, starts_on, due, CALENDAR)
    assert not counts_unannounced_days(None, starts_on, due, CALENDAR)
