"""When letters are due."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.clock import CHINA
from portal.sampling.rules.subscriptions import (
    ROUND_AT,
    Frequency,
    begin_of,
    next_round,
    period_of,
    plain_address,
)

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("frequency", Frequency)
@given(on=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_every_day_belongs_to_the_period_that_began_last(frequency: Frequency, on: date) -> None:
    period = period_of(frequency, on)
    assert period_of(frequency, period) == period
    assert timedelta(0) <= on - period < timedelta(days=7)
    assert begin_of(period, CHINA) <= datetime.combine(on, ROUND_AT, CHINA)


def test_a_week_begins_on_monday_and_a_day_with_itself() -> None:
    sunday = date(2026, 11, 29)
    assert period_of(Frequency.WEEKLY, sunday) == MONDAY
    assert period_of(Frequency.DAILY, sunday) == sunday
    assert begin_of(MONDAY, CHINA) == datetime(2026, 11, 22, 16, tzinfo=UTC)


@given(now=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_next_round_is_within_a_day_and_at_its_hour(now: datetime) -> None:
    planned = next_round(now, CHINA)
    assert timedelta(0) < planned - now <= timedelta(days=1)
    assert planned.timetz().replace(tzinfo=None) == ROUND_AT


def test_an_address_is_one_however_its_host_is_written() -> None:
    assert plain_address(" Name@Example.COM ") == "Name@example.com"
