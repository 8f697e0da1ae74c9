"""Taking part: who may come, who moves up, which step follows which."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.events import rules
from portal.events.rules import LIFECYCLE, Door, Group, Stage

NOW = datetime(2026, 5, 25, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOVES = {
    (Stage.WAITING, Stage.CONFIRMED),
    (Stage.WAITING, Stage.CANCELLED),
    (Stage.CONFIRMED, Stage.CANCELLED),
    (Stage.CONFIRMED, Stage.ATTENDED),
    (Stage.CONFIRMED, Stage.ABSENT),
    (Stage.ATTENDED, Stage.ABSENT),
    (Stage.ABSENT, Stage.ATTENDED),
}


@pytest.mark.parametrize(("current", "wanted"), list(product(Stage, Stage)))
def test_every_step_is_allowed_or_refused_as_the_table_says(current: Stage, wanted: Stage) -> None:
    assert LIFECYCLE.allows(current, wanted) == ((current, wanted) in MOVES)


@pytest.mark.parametrize(
    ("told", "door"),
    [
        ({}, Door.OPEN),
        ({"free": 0}, Door.WAITING_LIST),
        ({"closes_at": NOW}, Door.CLOSED),
        ({"closes_at": NOW - HOUR, "ends_at": NOW}, Door.OVER),
        ({"is_cancelled": True, "free": 5}, Door.CANCELLED),
    ],
)
def test_whether_somebody_may_sign_up(told: dict[str, object], door: Door) -> None:
    known = {"is_cancelled": False, "closes_at": NOW + HOUR, "ends_at": NOW + 2 * HOUR, "free": 1}
    assert rules.door_of(now=NOW, **{**known, **told}) is door  # type: ignore[arg-type]


@given(st.lists(st.integers(1, 6), max_size=12), st.integers(0, 12))
def test_moving_up_fills_what_is_free_and_passes_nobody_over_who_fits(
    sizes: list[int], free: int
) -> None:
    waiting = [Group(number, people) for number, people in enumerate(sizes)]
    moved = list(rules.moving_up(waiting, free))
    assert moved == sorted(moved)
    left = free
    for group in waiting:
        assert (group.id in moved) == (group.people <= left)
        left -= group.people if group.id in moved else 0
    assert left >= 0


def test_receipt_numbers_are_long_and_never_alike() -> None:
    made = {rules.new_reference() for _n in range(200)}
    assert len(made) == 200
    assert all(rules.is_reference(one) for one in made)
    assert not rules.is_reference("hd-")
    assert not rules.is_reference("hd-0000000000o1")
