"""Every cell of the three tables: what may follow what, and nothing else."""

from typing import Any

import pytest

from portal.kernel.lifecycle import Lifecycle, MoveRefused
from portal.penalties.rules.entries import ENTRY_LIFECYCLE, EntryStage
from portal.penalties.rules.kinds import PENALTY_LIFECYCLE, PenaltyStage
from portal.penalties.rules.repairs import REPAIR_LIFECYCLE, RepairStage

P, E, R = PenaltyStage, EntryStage, RepairStage
PENALTY_MOVES = {
    (P.RECORDED, P.RETURNED),
    (P.RECORDED, P.KEPT),
    (P.RECORDED, P.PUBLISHED),
    (P.RECORDED, P.WITHDRAWN),
    (P.RETURNED, P.RECORDED),
    (P.RETURNED, P.WITHDRAWN),
    (P.KEPT, P.WITHDRAWN),
    (P.PUBLISHED, P.STOPPED),
    (P.PUBLISHED, P.WITHDRAWN),
    (P.STOPPED, P.WITHDRAWN),
}
ENTRY_MOVES = {
    (E.PROPOSED, E.NOTIFIED),
    (E.PROPOSED, E.DROPPED),
    (E.NOTIFIED, E.HEARING),
    (E.NOTIFIED, E.LISTED),
    (E.NOTIFIED, E.DROPPED),
    (E.HEARING, E.LISTED),
    (E.HEARING, E.DROPPED),
    (E.LISTED, E.REMOVED),
}
REPAIR_MOVES = {
    (R.APPLIED, R.SUPPLEMENT),
    (R.APPLIED, R.VERIFYING),
    (R.SUPPLEMENT, R.APPLIED),
    (R.VERIFYING, R.SUPPLEMENT),
    (R.VERIFYING, R.VERIFIED),
    (R.VERIFIED, R.VERIFYING),
    (R.VERIFIED, R.APPROVED),
    (R.VERIFIED, R.DECLINED),
}
TABLES: list[tuple[Lifecycle[Any], Any, Any]] = [
    (PENALTY_LIFECYCLE, PenaltyStage, PENALTY_MOVES),
    (ENTRY_LIFECYCLE, EntryStage, ENTRY_MOVES),
    (REPAIR_LIFECYCLE, RepairStage, REPAIR_MOVES),
]
CELLS = [
    (table, before, after, (before, after) in moves)
    for table, stages, moves in TABLES
    for before in stages
    for after in stages
]


@pytest.mark.parametrize(("table", "before", "after", "is_allowed"), CELLS)
def test_each_cell_is_as_written(
    table: Lifecycle[Any], before: Any, after: Any, *, is_allowed: bool
) -> None:
    assert table.allows(before, after) is is_allowed
    if is_allowed:
        table.check(before, after)
        return
    with pytest.raises(MoveRefused):
        table.check(before, after)


def test_what_was_withdrawn_dropped_removed_or_decided_stays_so() -> None:
    assert PENALTY_LIFECYCLE.is_final(PenaltyStage.WITHDRAWN)
    assert ENTRY_LIFECYCLE.is_final(EntryStage.DROPPED)
    assert ENTRY_LIFECYCLE.is_final(EntryStage.REMOVED)
    assert REPAIR_LIFECYCLE.is_final(RepairStage.APPROVED)
    assert REPAIR_LIFECYCLE.is_final(RepairStage.DECLINED)
