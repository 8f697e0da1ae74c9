import calendar as months
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.places.profile import load_profile
from portal.places.rules import (
    Calendar,
    add_calendar_days,
    add_months,
    add_working_days,
    next_working_day,
    working_days_between,
)

CALENDAR = load_profile("lucheng").calendar
DAYS = st.dates(date(2019, 12, 1), date(2027, 12, 31))
COUNTS = st.integers(0, 120)


def test_a_deadline_of_seven_working_days_skips_the_spring_festival() -> None:
    # Saturday 14 and 28 February 2026 are worked; 15 to 23 February are off.
    assert add_working_days(date(2026, 2, 13), 7, CALENDAR) == date(2026, 3, 2)


def test_the_day_after_the_event_is_the_first_day() -> None:
    assert add_working_days(date(2026, 3, 2), 1, CALENDAR) == date(2026, 3, 3)
    assert add_calendar_days(date(2026, 3, 2), 60) == date(2026, 5, 1)


def test_an_event_on_a_saturday_starts_counting_on_monday() -> None:
    assert add_working_days(date(2026, 3, 7), 1, CALENDAR) == date(2026, 3, 9)


def test_a_weekend_worked_in_exchange_is_a_working_day() -> None:
    assert CALENDAR.is_working_day(date(2026, 2, 14))
    assert not CALENDAR.is_working_day(date(2026, 2, 16))


def test_a_calendar_knows_the_days_of_its_own_holidays() -> None:
    known = next(year for year in CALENDAR.years if year.year == 2026)
    first = known.holidays[0]
    alone = Calendar((replace(known, holidays=(first,)),))
    assert not any(alone.is_working_day(day) for day in first.days)
    assert all(alone.is_working_day(day) for day in first.working)
    assert first.days[0] == first.first
    assert first.days[-1] == first.last
    assert len(first.days) == (first.last - first.first).days + 1
    assert alone.is_working_day(date(2026, 10, 1))
    assert not alone.is_provisional(2026)
    assert alone.is_provisional(2025)


def test_a_period_of_no_days_ends_where_it_begins() -> None:
    assert add_working_days(date(2026, 10, 3), 0, CALENDAR) == date(2026, 10, 3)


def test_a_negative_period_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot last -1"):
        add_working_days(date(2026, 3, 2), -1, CALENDAR)
    with pytest.raises(ValueError, match="cannot last -1"):
        add_calendar_days(date(2026, 3, 2), -1)
    with pytest.raises(ValueError, match="cannot last -1"):
        add_months(date(2026, 3, 2), -1)


def test_a_day_off_moves_to_the_next_working_day() -> None:
    assert next_working_day(date(2026, 10, 1), CALENDAR) == date(2026, 10, 8)
    assert next_working_day(date(2026, 10, 8), CALENDAR) == date(2026, 10, 8)


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 11, 15), 3) == date(2027, 2, 15)


def test_working_days_before_the_start_count_negative() -> None:
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    assert working_days_between(monday, tuesday, CALENDAR) == 1
    assert working_days_between(tuesday, monday, CALENDAR) == -1


def test_a_year_that_is_not_announced_is_provisional() -> None:
    assert [CALENDAR.is_provisional(year) for year in (2024, 2025, 2026)] == [False] * 3
    assert CALENDAR.is_provisional(2027)
    assert CALENDAR.is_provisional(2031)
    assert CALENDAR.find_year(2031) is None


def test_a_provisional_year_knows_weekends_only() -> None:
    assert CALENDAR.is_working_day(date(2027, 10, 1))
    assert not CALENDAR.is_working_day(date(2027, 10, 2))


def test_every_day_agrees_with_the_published_calendar_of_chinese_holidays() -> None:
    published = pytest.importorskip("chinese_calendar")
    day = date(2020, 1, 1)
    while day.year <= 2026:
        assert CALENDAR.is_working_day(day) == published.is_workday(day), day
        day += timedelta(days=1)


@given(DAYS, COUNTS)
def test_adding_and_then_counting_gives_the_count_back(start: date, count: int) -> None:
    end = add_working_days(start, count, CALENDAR)
    assert working_days_between(start, end, CALENDAR) == count


@given(DAYS, st.integers(1, 120))
def test_a_working_day_deadline_ends_on_a_working_day(start: date, count: int) -> None:
    end = add_working_days(start, count, CALENDAR)
    assert CALENDAR.is_working_day(end)
    assert (end - start).days >= count


@given(DAYS, DAYS, COUNTS)
def test_a_later_event_never_has_an_earlier_deadline(one: date, other: date, count: int) -> None:
    first, second = sorted((one, other))
    assert add_working_days(first, count, CALENDAR) <= add_working_days(second, count, CALENDAR)


@given(DAYS, COUNTS)
def test_one_working_day_more_is_always_later(start: date, count: int) -> None:
    shorter = add_working_days(start, count, CALENDAR)
    assert add_working_days(start, count + 1, CALENDAR) > shorter


@given(DAYS, DAYS, DAYS)
def test_working_days_of_two_stretches_add_up(one: date, other: date, third: date) -> None:
    first, middle, last = sorted((one, other, third))
    whole = working_days_between(first, last, CALENDAR)
    parts = working_days_between(first, middle, CALENDAR)
    assert whole == parts + working_days_between(middle, last, CALENDAR)


@given(DAYS, COUNTS)
def test_months_keep_the_day_unless_the_month_is_shorter(start: date, count: int) -> None:
    end = add_months(start, count)
    assert (end.year - start.year) * 12 + end.month - start.month == count
    assert end.day == min(start.day, months.monthrange(end.year, end.month)[1])
