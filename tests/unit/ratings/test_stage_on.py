"""Where a grade stands follows from what was decided and from the day, and from nothing else."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.kernel.lifecycle import MoveRefused
from portal.places.profile import load_profile
from portal.places.rules import add_working_days, next_working_day
from portal.ratings.objections.rules import (
    OBJECTION_LIFECYCLE,
    PENDING,
    ObjectionStage,
    is_independent,
    is_worse,
    paragraphs,
)
from portal.ratings.rules import PUBLIC_STAGES, Period, Stage, stage_on
from tests.factories.ratings import scheme

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
CALENDAR = load_profile("lucheng").calendar
ALLOWED = {
    (ObjectionStage.LODGED, ObjectionStage.ACCEPTED),
    (ObjectionStage.LODGED, ObjectionStage.REFUSED),
    (ObjectionStage.ACCEPTED, ObjectionStage.VERIFIED),
    (ObjectionStage.VERIFIED, ObjectionStage.UPHELD),
    (ObjectionStage.VERIFIED, ObjectionStage.CHANGED),
    *((stage, ObjectionStage.WITHDRAWN) for stage in PENDING),
}


@pytest.mark.parametrize(("current", "wanted"), list(product(ObjectionStage, ObjectionStage)))
def test_an_objection_makes_only_the_listed_moves(
    current: ObjectionStage, wanted: ObjectionStage
) -> None:
    if (current, wanted) in ALLOWED:
        OBJECTION_LIFECYCLE.check(current, wanted)
    else:
        with pytest.raises(MoveRefused):
            OBJECTION_LIFECYCLE.check(current, wanted)


def test_what_is_pending_is_what_can_still_be_taken_back() -> None:
    open_stages = {stage for stage in ObjectionStage if OBJECTION_LIFECYCLE.next_stages(stage)}
    assert open_stages == set(PENDING)


@given(stage=st.sampled_from(Stage), first=DAYS, on=DAYS)
@settings(max_examples=60)
def test_before_its_first_day_nothing_shows(stage: Stage, first: date, on: date) -> None:
    then = stage_on(stage, Period(first), on)
    if stage not in PUBLIC_STAGES:
        assert then is stage
    else:
        assert (then is Stage.IN_FORCE) == (on >= first)


@given(
    stage=st.sampled_from(sorted(PUBLIC_STAGES)),
    first=DAYS,
    length=st.integers(0, 400),
    ended=st.none() | st.integers(0, 400),
    on=DAYS,
)
@settings(max_examples=60)
def test_a_grade_holds_on_the_days_of_its_period_and_on_no_other(
    stage: Stage, first: date, length: int, ended: int | None, on: date
) -> None:
    last = first + timedelta(days=length)
    cut = None if ended is None else first + timedelta(days=ended)
    then = stage_on(stage, Period(first, last, cut), on)
    until = last if cut is None else min(last, cut)
    assert (then is Stage.IN_FORCE) == (first <= on <= until)


@given(told=DAYS, count=st.integers(1, 20))
@settings(max_examples=60)
def test_a_window_of_working_days_ends_on_a_worked_day_after_as_many(
    told: date, count: int
) -> None:
    until = add_working_days(told, count, CALENDAR)
    assert CALENDAR.is_working_day(until)
    worked = [told + timedelta(days=n) for n in range(1, (until - told).days + 1)]
    assert sum(CALENDAR.is_working_day(day) for day in worked) == count


def test_a_weekend_worked_in_exchange_counts_and_a_holiday_does_not() -> None:
    # National Day 2025: 1 to 8 October off, Sunday 28 September and Saturday 11 October worked.
    assert add_working_days(date(2025, 9, 26), 1, CALENDAR) == date(2025, 9, 28)
    assert add_working_days(date(2025, 9, 30), 3, CALENDAR) == date(2025, 10, 11)
    assert next_working_day(date(2025, 10, 1), CALENDAR) == date(2025, 10, 9)


def test_who_rated_or_verified_does_not_decide() -> None:
    assert is_independent("zhou", ["li", None])
    assert not is_independent("li", ["li", None])


def test_worse_is_what_the_scheme_puts_lower() -> None:
    assert is_worse(scheme(), "B", "D")
    assert not is_worse(scheme(), "B", "B")
    assert not is_worse(scheme(), "B", "A")


def test_words_keep_their_lines_and_lose_what_nobody_sees() -> None:
    assert paragraphs(" 一\x00行 \r\n\n  二行\u200b ") == "一 行\n\n二行"
