"""Visits move along their table; places are never more than there are."""

import hashlib
import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.kernel.lifecycle import MoveRefused
from portal.visits.rules import LIFECYCLE, has_room, reference_of
from portal.visits.rules import VisitStage as Stage

MOVES = {
    *product([Stage.REQUESTED], [Stage.PROPOSED, Stage.AGREED, Stage.DECLINED, Stage.CANCELLED]),
    *product([Stage.PROPOSED], [Stage.AGREED, Stage.DECLINED, Stage.CANCELLED]),
    *product([Stage.AGREED], [Stage.PROPOSED, Stage.CANCELLED, Stage.DONE]),
}


@pytest.mark.parametrize(("now", "wanted"), list(product(Stage, Stage)))
def test_a_visit_moves_along_its_table_alone(now: Stage, wanted: Stage) -> None:
    if (now, wanted) in MOVES:
        LIFECYCLE.check(now, wanted)
    else:
        with pytest.raises(MoveRefused):
            LIFECYCLE.check(now, wanted)


@given(st.integers(1, 60), st.lists(st.integers(-5, 70), max_size=30))
@settings(max_examples=60)
def test_groups_that_are_let_in_never_pass_the_quota(quota: int, groups: list[int]) -> None:
    taken = 0
    for wanted in groups:
        if has_room(quota=quota, taken=taken, wanted=wanted):
            taken += wanted
        assert 0 <= taken <= quota


def test_a_form_has_one_receipt_number_and_no_other_form_has_it() -> None:
    digests = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(100)]
    numbers = [reference_of("sm", digest) for digest in digests]
    assert len(set(numbers)) == 100
    assert numbers == [reference_of("sm", digest) for digest in digests]
    assert all(re.fullmatch("sm-[2-9a-z]{10}", number) for number in numbers)
