"""Which time limits run, or ran, over a disposal: computed from its days, never stored.

Each with the parameter behind it, so that a page can say by which article it runs.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from portal.kernel import clock
from portal.sampling.limits import last_day
from portal.sampling.models import Disposal, Dispute
from portal.sampling.rules.clocks import (
    PARAMETERS,
    RIGHTS,
    ClockKind,
    StepClock,
    accepting_parameter,
    asking_parameter,
    deciding_parameter,
)
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.rules.disputes import DisputeKind

FAR_AWAY = date.max


def clocks_of(disposal: Disposal) -> Sequence[StepClock]:
    """Return every time limit of a disposal whose first day is known, in the order of the way."""
    found = [*_of_start(disposal), *_of_dispute(disposal), *_of_finish(disposal)]
    return [one for one in found if one.due_on is not None]


def running_clocks(disposal: Disposal) -> Sequence[StepClock]:
    """Return what the bureau must do now, what ends first, first; nothing once all has ended."""
    if disposal.has_ended:
        return []
    running = [one for one in clocks_of(disposal) if one.is_running and one.kind not in RIGHTS]
    return sorted(running, key=lambda one: one.due_on or FAR_AWAY)


def overdue_clocks(disposal: Disposal, today: date | None = None) -> Sequence[StepClock]:
    """Return the time limits that are passed today while what they ask is still to be done."""
    at = today or clock.today()
    return [one for one in running_clocks(disposal) if one.overdue_days(at)]


def _clock(kind: ClockKind, key: str, start: date, met: date | None = None) -> StepClock:
    return StepClock(kind, key, start, last_day(key, start), met)


def _of_start(disposal: Disposal) -> Iterator[StepClock]:
    if disposal.started_on is not None and disposal.started_on < disposal.waits_since:
        return  # served before it was published, and nobody told when the report came
    for kind in (ClockKind.SERVE, ClockKind.START):
        yield _clock(kind, PARAMETERS[kind], disposal.waits_since, disposal.started_on)


def _of_finish(disposal: Disposal) -> Iterator[StepClock]:
    if disposal.started_on is None:
        return
    decided = _last_on(disposal, DisposalStage.PENALISED)
    if decided is not None:
        checked = _last_on(disposal, DisposalStage.RECHECKED)
        met = checked if checked and checked >= decided else None
        yield _clock(ClockKind.RECHECK, PARAMETERS[ClockKind.RECHECK], decided, met)
    key = PARAMETERS[ClockKind.CLOSE]
    approved = disposal.extensions[-1].approved_on if disposal.extensions else None
    yield StepClock(
        ClockKind.CLOSE, key, disposal.started_on, disposal.due_on, disposal.closed_on, approved
    )


def _last_on(disposal: Disposal, stage: DisposalStage) -> date | None:
    return next((step.done_on for step in reversed(disposal.steps) if step.stage is stage), None)


def _of_dispute(disposal: Disposal) -> Iterator[StepClock]:
    dispute = disposal.dispute
    if dispute is None:
        if disposal.started_on is not None:
            key = asking_parameter(DisputeKind.RETEST, disposal.batch.domain)
            yield _clock(ClockKind.ASK, key, disposal.started_on)
        return
    yield StepClock(
        ClockKind.ASK,
        asking_parameter(dispute.kind, disposal.batch.domain),
        dispute.served_on,
        dispute.may_ask_until,
        dispute.asked_on,
    )
    accepting = accepting_parameter(dispute.kind)
    yield _clock(ClockKind.ACCEPT, accepting, dispute.asked_on, dispute.decided_on)
    if dispute.decided_on is not None and not dispute.ground:
        yield from _of_decision(dispute, dispute.decided_on)


def _of_decision(dispute: Dispute, accepted_on: date) -> Iterator[StepClock]:
    if dispute.kind is not DisputeKind.RETEST:
        key = deciding_parameter(dispute.kind)
        yield _clock(ClockKind.DECIDE, key, accepted_on, dispute.concluded_on)
        return
    ways = (
        (ClockKind.LABORATORY, accepted_on, dispute.laboratory_on),
        (ClockKind.HAND_OVER, dispute.laboratory_on, dispute.handed_over_on),
        (ClockKind.CONCLUDE, dispute.handed_over_on, dispute.concluded_on),
    )
    for kind, start, met in ways:
        if start is not None:
            yield _clock(kind, PARAMETERS[kind], start, met)
