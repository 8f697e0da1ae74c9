"""Rounds: when they are open, which step follows which, what counts say."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rounds import rules
from portal.rounds.rules import LIFECYCLE, Door, Stage

NOW = datetime(2026, 5, 25, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOVES = {
    (Stage.WAITING, Stage.SHOWN),
    (Stage.WAITING, Stage.REFUSED),
    (Stage.REFUSED, Stage.SHOWN),
}


@pytest.mark.parametrize(("current", "wanted"), list(product(Stage, Stage)))
def test_every_step_is_allowed_or_refused_as_the_table_says(current: Stage, wanted: Stage) -> None:
    assert LIFECYCLE.allows(current, wanted) == ((current, wanted) in MOVES)


@pytest.mark.parametrize(
    ("opens", "closes", "is_cancelled", "door"),
    [
        (NOW, NOW + HOUR, False, Door.OPEN),
        (NOW + HOUR, NOW + 2 * HOUR, False, Door.COMING),
        (NOW - HOUR, NOW, False, Door.CLOSED),
        (NOW, NOW + HOUR, True, Door.CANCELLED),
    ],
)
def test_when_a_round_is_open(
    opens: datetime, closes: datetime, is_cancelled: bool, door: Door
) -> None:
    told = rules.door_of(opens_at=opens, closes_at=closes, is_cancelled=is_cancelled, now=NOW)
    assert told is door


@given(st.dictionaries(st.integers(1, 50), st.integers(0, 9)))
def test_the_most_voted_for_comes_first_and_nobody_is_left_out(counts: dict[int, int]) -> None:
    order = rules.in_order(counts)
    assert sorted(order) == sorted(counts)
    assert [counts[number] for number in order] == sorted(counts.values(), reverse=True)


@given(st.text(max_size=30))
def test_a_code_is_read_however_it_is_typed(noise: str) -> None:
    code = rules.new_code()
    assert rules.tidy_code(f" {code[:5].lower()}-{code[5:]} ") == code
    assert len(rules.tidy_code(noise)) <= rules.CODE_LENGTH
