"""When a promise is met, and how its figure is printed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.commitments.rules import (
    Goal,
    Impossible,
    Judging,
    Missing,
    Period,
    Scale,
    State,
    Working,
    judge,
    reaches,
    shown,
)

COMPARATORS = st.sampled_from([">=", "<=", "="])
TARGETS = st.decimals(0, 200, places=2)
COUNTS = st.integers(0, 10**9)
RUNNING = Period(2026, date(2026, 7, 2))
OVER = Period(2026, date(2027, 1, 1))


def share(numerator: int, denominator: int) -> Fraction:
    """Return a share in per cent, exact."""
    value = Working("x", Scale.SHARE, numerator, denominator).value
    assert value is not None
    return value


@given(COUNTS, st.integers(1, 10**9), TARGETS)
def test_a_share_below_its_target_is_never_printed_as_reaching_it(
    parts: int, whole: int, target: Decimal
) -> None:
    value = share(min(parts, whole), whole)
    printed = shown(value, Scale.SHARE, target, ">=")
    assert (printed >= target) is reaches(value, ">=", target)


@given(COUNTS, st.integers(1, 10**9), TARGETS, COMPARATORS, st.sampled_from(list(Scale)))
def test_a_printed_figure_is_met_exactly_where_the_fraction_is(
    parts: int, whole: int, target: Decimal, comparator: str, scale: Scale
) -> None:
    value = Fraction(parts * 100, whole)
    printed = Fraction(shown(value, scale, target, comparator))
    if comparator != "=":
        assert reaches(printed, comparator, target) is reaches(value, comparator, target)
    elif printed == target:
        assert value >= target, "what is too little is not printed as the target"


@given(COUNTS, st.integers(1, 10**9))
def test_a_figure_without_a_target_is_cut_and_never_rounded_up(parts: int, whole: int) -> None:
    value = Fraction(parts, whole)
    printed = Fraction(shown(value, Scale.PER_THOUSAND, None, "trend"))
    assert 0 <= value - printed < Fraction(1, 100)


def test_99_47_per_cent_is_not_99_5() -> None:
    value = share(9947, 10000)
    assert not reaches(value, ">=", Decimal("99.5"))
    assert shown(value, Scale.SHARE, Decimal("99.5"), ">=") == Decimal("99.47")


def test_one_batch_of_a_million_is_not_everything() -> None:
    value = share(999_999, 1_000_000)
    assert not reaches(value, "=", Decimal(100))
    assert shown(value, Scale.SHARE, Decimal(100), "=") == Decimal("99.99")


def test_a_case_too_many_is_printed_as_too_many() -> None:
    assert shown(Fraction(1, 1000), Scale.SHARE, Decimal(0), "=") == Decimal("0.01")
    assert shown(Fraction(10001, 1000), Scale.SHARE, Decimal(10), "<=") == Decimal("10.01")


def test_a_target_with_more_decimals_is_printed_with_as_many() -> None:
    value = Fraction("4.1239")
    assert shown(value, Scale.PER_THOUSAND, Decimal("4.123"), ">=") == Decimal("4.123")
    assert shown(value, Scale.PER_THOUSAND, Decimal("4E+1"), ">=") == Decimal("4.12")


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(2, 1), (-1, 1), (1, -1)], ids=["more", "fewer", "negative"]
)
def test_more_parts_than_the_whole_are_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(Impossible):
        Working("x", Scale.SHARE, numerator, denominator)


@pytest.mark.parametrize(
    "working",
    [
        Working("x", Scale.SHARE, 0, 0),
        Working("x", Scale.SHARE),
        Working("x", Scale.PER_THOUSAND, 5, None),
        Working("x", Scale.COUNT, 0, missing=Missing.NO_RECORDS),
    ],
)
def test_without_a_whole_there_is_no_figure_and_not_0(working: Working) -> None:
    assert working.value is None


def test_figures_are_exact() -> None:
    assert Working("x", Scale.PER_THOUSAND, 4670, 1_167_000).value == Fraction(4670, 1167)
    assert Working("x", Scale.COUNT, 7).value == 7
    assert Working("x", Scale.SHARE, 1, 3).value == Fraction(100, 3)


def goal(**facts: object) -> Goal:
    """Return a goal of a hundred counted things in a year."""
    told = {"scale": Scale.COUNT, "comparator": ">=", "target": Decimal(100), **facts}
    return Goal(**told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "facts", "period", "state"),
    [
        (100, {}, RUNNING, State.MET),
        (100, {}, OVER, State.MET),
        (99, {}, OVER, State.BEHIND),
        (51, {}, RUNNING, State.ON_THE_WAY),
        (50, {}, RUNNING, State.BEHIND),
        (99, {"judging": Judging.HELD}, RUNNING, State.BEHIND),
        (1, {"judging": Judging.BY_DEADLINE}, RUNNING, State.ON_THE_WAY),
        (1, {"judging": Judging.BY_DEADLINE}, OVER, State.BEHIND),
        (99, {"scale": Scale.SHARE}, RUNNING, State.BEHIND),
        (99, {"scale": Scale.SHARE, "judging": Judging.BY_DEADLINE}, RUNNING, State.ON_THE_WAY),
        (0, {"comparator": "=", "target": Decimal(0)}, RUNNING, State.MET),
        (1, {"comparator": "=", "target": Decimal(0)}, RUNNING, State.BEHIND),
        (5, {"comparator": "<=", "target": Decimal(4)}, RUNNING, State.BEHIND),
        (4, {"comparator": "<=", "target": Decimal(4)}, RUNNING, State.MET),
    ],
)
def test_a_promise_is_judged_by_what_it_asks_and_when(
    value: int, facts: dict[str, object], period: Period, state: State
) -> None:
    assert judge(Fraction(value), goal(**facts), period) is state


def test_a_deadline_later_than_the_year_leaves_time() -> None:
    later = goal(judging=Judging.BY_DEADLINE, deadline=date(2030, 12, 31))
    assert judge(Fraction(1), later, OVER) is State.ON_THE_WAY
    past = goal(judging=Judging.BY_DEADLINE, deadline=date(2023, 12, 31))
    assert judge(Fraction(1), past, RUNNING) is State.ON_THE_WAY


@given(TARGETS.filter(bool), st.integers(1, 365))
def test_who_keeps_pace_with_the_calendar_is_never_behind(target: Decimal, day: int) -> None:
    period = Period(2026, date.fromordinal(date(2025, 12, 31).toordinal() + day))
    value = Fraction(target) * period.elapsed
    assert judge(value, goal(target=target), period) is not State.BEHIND


def test_a_year_is_counted_up_to_today() -> None:
    assert RUNNING.until == date(2026, 7, 2)
    assert RUNNING.elapsed == Fraction(183, 365)
    assert (OVER.until, OVER.elapsed, OVER.is_over) == (date(2026, 12, 31), Fraction(1), True)
    to_come = Period(2027, date(2026, 7, 2))
    assert (to_come.until, to_come.is_over) == (date(2027, 1, 1), False)
