"""Terms: of every day exactly one thing is true, and nothing overlaps."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.members.rules import (
    STANDING_LIFECYCLE,
    Standing,
    Term,
    TermFault,
    fault_of_term,
    last_day_of,
    standing,
)

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
AREA = "330302"


@st.composite
def terms(draw: st.DrawFn) -> list[Term]:
    """Return terms as the desk would set them, one after the other, each accepted by the rules."""
    kept: list[Term] = []
    for begins_on in draw(st.lists(DAYS, max_size=5)):
        new = Term(AREA, begins_on, begins_on + timedelta(days=draw(st.integers(0, 400))))
        if fault_of_term(new, kept, today=date(2024, 1, 1), needs_end=True) is None:
            kept.append(new)
    return kept


@given(terms(), DAYS)
@settings(max_examples=60)
def test_no_day_lies_in_two_terms(kept: list[Term], day: date) -> None:
    assert sum(term.holds(day) for term in kept) <= 1


@given(terms(), st.none() | DAYS, DAYS)
@settings(max_examples=60)
def test_every_day_somebody_stands_in_one_way_that_the_table_knows(
    kept: list[Term], left_on: date | None, day: date
) -> None:
    now, next_day = (standing(kept, left_on, on) for on in (day, day + timedelta(days=1)))
    assert now is next_day or STANDING_LIFECYCLE.allows(now, next_day)
    if now is Standing.LEFT:
        assert STANDING_LIFECYCLE.is_final(now)
        assert next_day is Standing.LEFT
    if now is Standing.ON_ROLL:
        assert any(term.holds(day) for term in kept)


@given(DAYS, st.integers(1, 60))
@settings(max_examples=60)
def test_a_term_of_months_ends_the_day_before_the_next_begins(first: date, months: int) -> None:
    last = last_day_of(first, months)
    assert last > first
    following = Term(AREA, last + timedelta(days=1), None)
    assert fault_of_term(following, [Term(AREA, first, last)], today=first, needs_end=False) is None


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "fault"),
    [
        (TODAY, None, TermFault.END_MISSING),
        (TODAY, TODAY - timedelta(days=1), TermFault.END_BEFORE_BEGIN),
        (date(2020, 1, 1), date(2020, 12, 31), TermFault.OVER_ALREADY),
        (date(2026, 6, 30), date(2027, 6, 30), TermFault.OVERLAPS),
        (date(2026, 7, 1), date(2027, 6, 30), None),
        (TODAY, TODAY, None),
    ],
)
def test_a_term_that_does_not_fit_says_why(
    begins_on: date, ends_on: date | None, fault: TermFault | None
) -> None:
    first = Term(AREA, date(2025, 7, 1), date(2026, 6, 30))
    new = Term(AREA, begins_on, ends_on)
    assert fault_of_term(new, [first], today=TODAY, needs_end=True) is fault


def test_a_term_without_an_end_overlaps_whatever_comes_after_it() -> None:
    endless = Term(AREA, TODAY, None)
    later = Term(AREA, TODAY + timedelta(days=900), TODAY + timedelta(days=999))
    assert fault_of_term(later, [endless], today=TODAY, needs_end=False) is TermFault.OVERLAPS
    assert fault_of_term(endless, [later], today=TODAY, needs_end=False) is TermFault.OVERLAPS
