"""When letters are due."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.clock import CHINA
from portal.sampling.rules.subscriptions import (
    ROUND_AT,
    Frequency,
    is_due,
    next_round,
    period_of,
    plain_address,
)

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("frequency", Frequency)
@given(on=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_every_period_has_one_day_on_which_its_letter_is_due(
    frequency: Frequency, on: date
) -> None:
    week = [period_of(frequency, on) + timedelta(days=n) for n in range(7)]
    due = [day for day in week if is_due(frequency, day) and period_of(frequency, day) == week[0]]
    assert due == [period_of(frequency, on)]


def test_a_week_begins_on_monday() -> None:
    assert period_of(Frequency.WEEKLY, date(2026, 11, 29)) == MONDAY
    assert is_due(Frequency.WEEKLY, MONDAY)
    assert not is_due(Frequency.WEEKLY, date(2026, 11, 29))
    assert period_of(Frequency.DAILY, date(2026, 11, 29)) == date(2026, 11, 29)


@given(now=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_next_round_is_within_a_day_and_at_its_hour(now: datetime) -> None:
    planned = next_round(now, CHINA)
    assert timedelta(0) < planned - now <= timedelta(days=1)
    assert planned.timetz().replace(tzinfo=None) == ROUND_AT


def test_an_address_is_one_however_its_host_is_written() -> None:
    assert plain_address(" Name@Example.COM ") == "Name@example.com"
