"""Disposals, disputes and notices: every cell of each table."""

from datetime import date
from itertools import product

import pytest

from portal.kernel.lifecycle import MoveRefused
from portal.sampling.rules.batches import Domain
from portal.sampling.rules.clocks import (
    ClockKind,
    StepClock,
    accepting_parameter,
    asking_parameter,
    deciding_parameter,
)
from portal.sampling.rules.disposals import (
    DISPOSAL_LIFECYCLE,
    DisposalStage,
    check_step,
    next_steps,
)
from portal.sampling.rules.disputes import (
    DisputeKind,
    DisputeStage,
    dispute_lifecycle,
    is_late,
)
from portal.sampling.rules.notices import ENTRY_LIFECYCLE, EntryStage

D, T, K = DisposalStage, DisputeStage, DisputeKind
RETEST_MOVES = {
    (T.ASKED, T.REFUSED),
    (T.ASKED, T.ACCEPTED),
    (T.ACCEPTED, T.LABORATORY),
    (T.LABORATORY, T.HANDED_OVER),
    (T.HANDED_OVER, T.UPHELD),
    (T.HANDED_OVER, T.OVERTURNED),
}
OBJECTION_MOVES = {
    (T.ASKED, T.REFUSED),
    (T.ASKED, T.ACCEPTED),
    (T.ACCEPTED, T.UPHELD),
    (T.ACCEPTED, T.OVERTURNED),
}


@pytest.mark.parametrize(
    ("now", "wanted", "recheck"), list(product(DisposalStage, DisposalStage, (None, True, False)))
)
def test_a_recheck_decides_between_a_decision_and_the_end(
    now: DisposalStage, wanted: DisposalStage, recheck: bool | None
) -> None:
    is_listed = DISPOSAL_LIFECYCLE.allows(now, wanted)
    stays_open = (wanted is D.CLOSED and recheck is False) or (
        (now, wanted) == (D.RECHECKED, D.PENALISED) and recheck is True
    )
    if is_listed and not stays_open:
        check_step(now, wanted, recheck=recheck)
    else:
        with pytest.raises(MoveRefused):
            check_step(now, wanted, recheck=recheck)


def test_only_what_may_follow_is_offered() -> None:
    assert next_steps(D.RECHECKED, recheck=None) == [D.PENALISED, D.CLOSED]
    assert next_steps(D.RECHECKED, recheck=True) == [D.CLOSED]
    assert next_steps(D.RECHECKED, recheck=False) == [D.PENALISED]
    assert next_steps(D.NOTIFIED, recheck=None) == [D.DISPUTED, D.CONTROLLED]
    assert next_steps(D.CLOSED, recheck=None) == []


@pytest.mark.parametrize(
    ("kind", "now", "wanted"), list(product(DisputeKind, DisputeStage, DisputeStage))
)
def test_a_dispute_moves_as_its_table_says(
    kind: DisputeKind, now: DisputeStage, wanted: DisputeStage
) -> None:
    moves = RETEST_MOVES if kind is K.RETEST else OBJECTION_MOVES
    assert dispute_lifecycle(kind).allows(now, wanted) == ((now, wanted) in moves)


@pytest.mark.parametrize(("now", "wanted"), list(product(EntryStage, EntryStage)))
def test_an_entry_of_a_notice_is_decided_once(now: EntryStage, wanted: EntryStage) -> None:
    decided = {EntryStage.CONFIRMED, EntryStage.SKIPPED}
    allowed = now is EntryStage.WAITING and wanted in decided
    assert ENTRY_LIFECYCLE.allows(now, wanted) == allowed


def test_each_kind_of_dispute_has_its_own_limits() -> None:
    assert asking_parameter(K.RETEST, Domain.FOOD) == "sampling.retest_request_days"
    assert asking_parameter(K.RETEST, Domain.COSMETIC) == "sampling.cosmetics_retest_days"
    assert asking_parameter(K.PROCESS, Domain.COSMETIC) == "sampling.objection_process_days"
    assert asking_parameter(K.METHOD, Domain.FOOD) == "sampling.objection_other_days"
    assert accepting_parameter(K.RETEST) == "sampling.retest_accept_days"
    assert accepting_parameter(K.STANDARD) == "sampling.objection_accept_days"
    assert deciding_parameter(K.PROCESS) == "sampling.objection_decide_process_days"
    assert deciding_parameter(K.AUTHENTICITY) == "sampling.objection_decide_other_days"


def test_what_is_asked_on_the_last_day_is_in_time() -> None:
    last = date(2026, 2, 28)
    assert not is_late(last, last)
    assert is_late(date(2026, 3, 1), last)
    assert not is_late(last, None)


def test_a_clock_is_overdue_only_where_the_bureau_must_act() -> None:
    started, due, later = date(2026, 1, 1), date(2026, 4, 1), date(2026, 4, 11)
    running = StepClock(ClockKind.CLOSE, "key", started, due)
    assert running.is_running
    assert running.overdue_days(due) == 0
    assert running.overdue_days(later) == 10
    met = StepClock(ClockKind.CLOSE, "key", started, due, met_on=date(2026, 4, 3))
    assert not met.is_running
    assert met.overdue_days(later) == 2, "late for ever by what it was late"
    assert StepClock(ClockKind.ASK, "key", started, due).overdue_days(later) == 0
    assert not StepClock(ClockKind.RECHECK, "key", started, None).is_running
    assert StepClock(ClockKind.RECHECK, "key", started, None).overdue_days(later) == 0
