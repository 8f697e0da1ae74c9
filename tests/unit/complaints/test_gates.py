"""How long the door asks somebody to wait."""

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.complaints.rules import Gate, wait_for

GATE = Gate(own=20, all=1000, wait=15, longest=300)
counts = st.integers(0, 10**7)


def test_below_both_thresholds_nobody_waits() -> None:
    assert wait_for(GATE, own=19, all_of_them=999) == 0


def test_a_crowd_costs_everybody_the_first_wait_only() -> None:
    assert wait_for(GATE, own=0, all_of_them=10**9) == 15


def test_one_network_waits_longer_the_more_it_sends_and_never_for_ever() -> None:
    waits = [wait_for(GATE, own=own, all_of_them=0) for own in (20, 39, 40, 60, 10**9)]
    assert waits == [15, 15, 30, 60, 300]


def test_a_place_that_lets_nobody_through_freely_still_lets_them_through() -> None:
    assert wait_for(Gate(0, 0, 1, 5), own=0, all_of_them=0) == 1


@settings(max_examples=60)
@given(own=counts, more=counts, all_of_them=counts)
def test_sending_more_never_shortens_the_wait(own: int, more: int, all_of_them: int) -> None:
    first = wait_for(GATE, own=own, all_of_them=all_of_them)
    assert first <= wait_for(GATE, own=own + more, all_of_them=all_of_them) <= GATE.longest
