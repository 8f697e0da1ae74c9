"""Walk-in tests: which step follows which, who may release, which counts are shown."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.walkins import rules
from portal.walkins.rules import LIFECYCLE, Finding, Stage

MOVES = {
    (Stage.BOOKED, Stage.ARRIVED),
    (Stage.BOOKED, Stage.CANCELLED),
    (Stage.BOOKED, Stage.MISSED),
    (Stage.ARRIVED, Stage.TESTING),
    (Stage.TESTING, Stage.ENTERED),
    (Stage.ENTERED, Stage.RELEASED),
    (Stage.ENTERED, Stage.TESTING),
}


@pytest.mark.parametrize(("current", "wanted"), list(product(Stage, Stage)))
def test_every_step_is_allowed_or_refused_as_the_table_says(current: Stage, wanted: Stage) -> None:
    assert LIFECYCLE.allows(current, wanted) == ((current, wanted) in MOVES)


@pytest.mark.parametrize(("entered", "by", "may"), [(1, 2, True), (1, 1, False), (None, 2, False)])
def test_nobody_releases_a_result_that_is_their_own(
    entered: int | None, by: int, may: bool
) -> None:
    assert rules.may_release(entered_by_id=entered, by_id=by) is may


@given(st.lists(st.sampled_from(Finding), max_size=6))
def test_one_reading_that_needs_attention_speaks_for_the_whole(findings: list[Finding]) -> None:
    told = rules.overall(findings)
    assert (told is Finding.ATTENTION) == (Finding.ATTENTION in findings)
    assert (told is Finding.CLEAR) == (not set(findings) - {Finding.CLEAR})


@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 12), min_size=1), st.integers(1, 6))
def test_no_small_count_is_shown_or_follows_from_the_others(
    counts: dict[str, int], smallest: int
) -> None:
    shown = rules.shown_cells(counts, smallest)
    hidden = [name for name, count in shown.items() if count is None]
    for name, count in counts.items():
        assert shown[name] == count or name in hidden
        assert not (0 < count < smallest) or name in hidden
    others = [count for name, count in counts.items() if count and name not in hidden]
    assert len(hidden) != 1 or not others


def test_numbers_of_bookings_and_of_results_are_not_mistaken_for_each_other() -> None:
    made = rules.new_reference(rules.SAMPLE)
    assert rules.is_reference(made, rules.SAMPLE)
    assert not rules.is_reference(made, rules.BOOKING)
