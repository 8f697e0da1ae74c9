"""The lives of batches, imports and disposals: every cell of each table."""

from datetime import date
from itertools import product

import pytest

from portal.kernel.lifecycle import MoveRefused
from portal.sampling.rules.batches import (
    BATCH_LIFECYCLE,
    IMPORT_LIFECYCLE,
    BatchStage,
    HoldReason,
    ImportStage,
    Result,
    TaskKind,
    hold_reason,
    needs_disposal,
    result_for,
)
from portal.sampling.rules.disposals import (
    DISPOSAL_LIFECYCLE,
    USUAL_WAY,
    DisposalStage,
    is_overdue,
    missing_steps,
    steps_to_come,
)

B, D, M = BatchStage, DisposalStage, ImportStage
BATCH_MOVES = {
    (B.WAITING, B.PUBLISHED),
    (B.WAITING, B.HELD),
    (B.HELD, B.PUBLISHED),
    (B.HELD, B.WAITING),
    (B.PUBLISHED, B.CORRECTED),
    (B.PUBLISHED, B.WITHDRAWN),
    (B.CORRECTED, B.CORRECTED),
    (B.CORRECTED, B.WITHDRAWN),
}
IMPORT_MOVES = {
    (M.CHECKING, M.WAITING),
    (M.CHECKING, M.UNREADABLE),
    (M.CHECKING, M.CANCELLED),
    (M.CHECKING, M.ASKING),
    (M.ASKING, M.CHECKING),
    (M.ASKING, M.CANCELLED),
    (M.WAITING, M.SCHEDULED),
    (M.SCHEDULED, M.WAITING),
    (M.SCHEDULED, M.PUBLISHED),
    (M.WAITING, M.PUBLISHED),
    (M.WAITING, M.RETURNED),
}
DISPOSAL_MOVES = {
    (D.WAITING, D.NOTIFIED),
    (D.NOTIFIED, D.DISPUTED),
    (D.NOTIFIED, D.CONTROLLED),
    (D.DISPUTED, D.UPHELD),
    (D.DISPUTED, D.OVERTURNED),
    (D.UPHELD, D.CONTROLLED),
    (D.CONTROLLED, D.TRACED),
    (D.TRACED, D.PENALISED),
    (D.PENALISED, D.RECHECKED),
    (D.RECHECKED, D.PENALISED),
    (D.RECHECKED, D.CLOSED),
}


@pytest.mark.parametrize(("now", "wanted"), list(product(BatchStage, BatchStage)))
def test_a_batch_moves_as_its_table_says(now: BatchStage, wanted: BatchStage) -> None:
    assert BATCH_LIFECYCLE.allows(now, wanted) == ((now, wanted) in BATCH_MOVES)


@pytest.mark.parametrize(("now", "wanted"), list(product(ImportStage, ImportStage)))
def test_an_import_moves_as_its_table_says(now: ImportStage, wanted: ImportStage) -> None:
    assert IMPORT_LIFECYCLE.allows(now, wanted) == ((now, wanted) in IMPORT_MOVES)


@pytest.mark.parametrize(("now", "wanted"), list(product(DisposalStage, DisposalStage)))
def test_a_disposal_moves_as_its_table_says(now: DisposalStage, wanted: DisposalStage) -> None:
    if (now, wanted) in DISPOSAL_MOVES:
        DISPOSAL_LIFECYCLE.check(now, wanted)
    else:
        with pytest.raises(MoveRefused):
            DISPOSAL_LIFECYCLE.check(now, wanted)


@pytest.mark.parametrize(("kind", "told"), list(product(TaskKind, Result)))
def test_quick_and_walk_in_tests_are_never_failed(kind: TaskKind, told: Result) -> None:
    result = result_for(kind, told)
    if kind in {TaskKind.QUICK_TEST, TaskKind.WALK_IN}:
        assert result not in {Result.FAILED, Result.PASSED}
        assert not needs_disposal(result)
    else:
        assert result not in {Result.NEGATIVE, Result.POSITIVE}


@pytest.mark.parametrize(("kind", "result"), list(product(TaskKind, Result)))
def test_what_is_undecided_or_only_volume_is_held_back(kind: TaskKind, result: Result) -> None:
    reason = hold_reason(kind, result)
    if kind is TaskKind.RISK_MONITORING:
        assert reason is HoldReason.RISK_MONITORING
    else:
        assert (reason is HoldReason.UNDECIDED) == (result in {Result.UNDECIDED, Result.PROBLEM})


def test_closing_needs_every_step_with_its_paper() -> None:
    papers = dict.fromkeys(USUAL_WAY, "示例文书")
    assert missing_steps(papers) == []
    assert missing_steps({**papers, D.TRACED: ""}) == [D.TRACED]
    assert missing_steps({}) == list(USUAL_WAY[:-1])


def test_the_steps_to_come_follow_the_usual_way() -> None:
    assert steps_to_come(D.WAITING) == USUAL_WAY
    assert steps_to_come(D.DISPUTED) == steps_to_come(D.UPHELD) == USUAL_WAY[1:]
    assert steps_to_come(D.RECHECKED) == (D.CLOSED,)
    assert steps_to_come(D.CLOSED) == steps_to_come(D.OVERTURNED) == ()


def test_overdue_is_computed_and_ends_with_the_disposal() -> None:
    due, later = date(2026, 11, 1), date(2026, 11, 2)
    assert is_overdue(D.TRACED, due, later)
    assert not is_overdue(D.TRACED, due, due)
    assert not is_overdue(D.CLOSED, due, later)
    assert not is_overdue(D.TRACED, None, later)
