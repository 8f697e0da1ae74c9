"""Stages, parts, ledger routes and small cells: every cell of every table."""

from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.lifecycle import MoveRefused
from portal.rewards.rules import (
    APART,
    AWAITING_APPROVAL,
    CLAIMABLE,
    OPEN_STAGES,
    REWARD_LIFECYCLE,
    ROUTES,
    LedgerAccount,
    Movement,
    Part,
    Stage,
    balances,
    conflict,
    shown_cells,
    total_is_shown,
)

ALLOWED = {
    (Stage.OPENED, Stage.INELIGIBLE),
    (Stage.OPENED, Stage.PROPOSED),
    (Stage.INELIGIBLE, Stage.CONTESTED),
    (Stage.CONTESTED, Stage.INELIGIBLE),
    (Stage.CONTESTED, Stage.OPENED),
    (Stage.PROPOSED, Stage.FIRST_APPROVED),
    (Stage.PROPOSED, Stage.OPENED),
    (Stage.FIRST_APPROVED, Stage.SECOND_APPROVED),
    (Stage.FIRST_APPROVED, Stage.OPENED),
    (Stage.SECOND_APPROVED, Stage.NOTIFIED),
    (Stage.NOTIFIED, Stage.VERIFIED),
    (Stage.NOTIFIED, Stage.OBJECTED),
    (Stage.NOTIFIED, Stage.LAPSED),
    (Stage.OBJECTED, Stage.REVIEWED),
    (Stage.OBJECTED, Stage.OPENED),
    (Stage.REVIEWED, Stage.VERIFIED),
    (Stage.REVIEWED, Stage.LAPSED),
    (Stage.VERIFIED, Stage.PAYING),
    (Stage.PAYING, Stage.PAID),
    (Stage.PAYING, Stage.FAILED),
    (Stage.FAILED, Stage.VERIFIED),
    (Stage.PAID, Stage.RECOVERED),
}


@pytest.mark.parametrize(("current", "wanted"), list(product(Stage, Stage)))
def test_every_move_is_listed_or_refused(current: Stage, wanted: Stage) -> None:
    if (current, wanted) in ALLOWED:
        REWARD_LIFECYCLE.check(current, wanted)
    else:
        with pytest.raises(MoveRefused):
            REWARD_LIFECYCLE.check(current, wanted)


def test_what_lapsed_or_was_recovered_is_final() -> None:
    final = {stage for stage in Stage if REWARD_LIFECYCLE.is_final(stage)}
    assert final == {Stage.LAPSED, Stage.RECOVERED}


def test_nothing_is_paid_without_two_approvals_and_a_verification() -> None:
    """Every way to PAID leads through both approvals, the notice, and the counter."""
    for needed in (
        Stage.FIRST_APPROVED,
        Stage.SECOND_APPROVED,
        Stage.NOTIFIED,
        Stage.VERIFIED,
        Stage.PAYING,
    ):
        reached, waiting = {Stage.OPENED}, [Stage.OPENED]
        while waiting:
            for stage in REWARD_LIFECYCLE.next_stages(waiting.pop()) - reached - {needed}:
                reached.add(stage)
                waiting.append(stage)
        assert Stage.PAID not in reached


def test_groups_of_stages_do_not_overlap() -> None:
    assert not CLAIMABLE & AWAITING_APPROVAL
    assert CLAIMABLE | AWAITING_APPROVAL <= OPEN_STAGES


@pytest.mark.parametrize(("taken", "wanted"), list(product(Part, Part)))
def test_nobody_takes_two_parts_that_are_apart(taken: Part, wanted: Part) -> None:
    may = taken is wanted or {taken, wanted} in (
        {Part.VERIFY, Part.PAY},
        {Part.APPROVED_BEFORE, Part.APPROVE_FIRST},
        {Part.APPROVED_BEFORE, Part.APPROVE_SECOND},
    )
    assert (conflict("a", wanted, [(taken, "a")]) is None) is may
    assert conflict("b", wanted, [(taken, "a")]) is None
    assert (frozenset({taken, wanted}) in APART) is not may


@dataclass
class Line:
    from_account: LedgerAccount
    to_account: LedgerAccount
    amount_fen: int


@given(st.lists(st.tuples(st.sampled_from(Movement), st.integers(1, 10**12))))
def test_the_ledger_sums_to_zero_whatever_moves(moves: list[tuple[Movement, int]]) -> None:
    held = balances(Line(*ROUTES[movement], amount) for movement, amount in moves)
    assert sum(held.values()) == 0
    signs = {Movement.GRANT: 1, Movement.LOWER: -1}
    granted = sum(signs.get(movement, 0) * amount for movement, amount in moves)
    assert held[LedgerAccount.GRANTED] == -granted


cells = st.dictionaries(st.integers(1, 6), st.integers(0, 30), min_size=1)


@given(cells, st.integers(1, 10))
def test_no_hidden_cell_can_be_worked_out_from_its_neighbours(
    counts: dict[int, int], smallest: int
) -> None:
    shown = shown_cells(counts, smallest)
    hidden = set(counts) - shown
    assert all(not 0 < counts[key] < smallest for key in shown)
    if len(hidden) == 1:
        # Only where there is no other cell with anybody in it: then the sum itself is small.
        assert sum(counts.values()) < smallest
        assert not total_is_shown(sum(counts.values()), smallest)


def test_an_empty_year_hides_nobody() -> None:
    assert total_is_shown(0, 5)
    assert shown_cells({1: 0, 2: 0}, 5) == {1, 2}
