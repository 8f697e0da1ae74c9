"""Which open disposals have a time limit that ends before a day: the condition for a database.

It says of stored days what ``disposal_clocks`` says of one disposal; a test holds them together.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select

from portal.sampling.limits import starts_due_before
from portal.sampling.models import Disposal, DisposalStep, Dispute
from portal.sampling.rules.clocks import (
    PARAMETERS,
    ClockKind,
    accepting_parameter,
    deciding_parameter,
)
from portal.sampling.rules.disposals import ENDED, DisposalStage
from portal.sampling.rules.disputes import DisputeKind, DisputeStage

STARTS = (PARAMETERS[ClockKind.SERVE], PARAMETERS[ClockKind.START])
RETEST_WAYS = (
    (DisputeStage.ACCEPTED, Dispute.decided_on, PARAMETERS[ClockKind.LABORATORY]),
    (DisputeStage.LABORATORY, Dispute.laboratory_on, PARAMETERS[ClockKind.HAND_OVER]),
    (DisputeStage.HANDED_OVER, Dispute.handed_over_on, PARAMETERS[ClockKind.CONCLUDE]),
)


def due_before(day: date) -> ColumnElement[bool]:
    """Return the condition for an open disposal of which some time limit ends before a day.

    Before the start the time to serve the report runs; then the time to finish, and beside it
    those of a dispute and of the re-check.
    """
    return or_(
        and_(Disposal.stage == DisposalStage.WAITING, _waits_too_long(day)),
        and_(
            Disposal.stage.not_in([*ENDED, DisposalStage.WAITING]),
            or_(_finishes_late(day), _in_dispute(day), _unchecked(day)),
        ),
    )


def _begun(column: Any, key: str, day: date) -> ColumnElement[bool]:
    ranges = starts_due_before(key, day)
    within = (column.between(first, last) for first, last in ranges)
    # Nothing, and never "unknown", where the day is not known.
    return and_(column.is_not(None), or_(false(), *within))


def _waits_too_long(day: date) -> ColumnElement[bool]:
    since = func.coalesce(Disposal.received_on, Disposal.opened_on)
    return or_(*(_begun(since, key, day) for key in STARTS))


def _finishes_late(day: date) -> ColumnElement[bool]:
    extended = and_(Disposal.extended_until.is_not(None), Disposal.extended_until < day)
    begun = _begun(Disposal.started_on, PARAMETERS[ClockKind.CLOSE], day)
    return or_(extended, and_(Disposal.extended_until.is_(None), begun))


def _in_dispute(day: date) -> ColumnElement[bool]:
    late = or_(*(_of_kind(kind, day) for kind in DisputeKind))
    return and_(
        Disposal.stage == DisposalStage.DISPUTED,
        exists().where(Dispute.disposal_id == Disposal.id, late),
    )


def _of_kind(kind: DisputeKind, day: date) -> ColumnElement[bool]:
    asked = (DisputeStage.ASKED, Dispute.asked_on, accepting_parameter(kind))
    decided = (DisputeStage.ACCEPTED, Dispute.decided_on, deciding_parameter(kind))
    ways = RETEST_WAYS if kind is DisputeKind.RETEST else (decided,)
    late = [
        and_(Dispute.stage == stage, _begun(column, key, day))
        for stage, column, key in (asked, *ways)
    ]
    return and_(Dispute.kind == kind, or_(*late))


def _unchecked(day: date) -> ColumnElement[bool]:
    decided = (
        select(func.max(DisposalStep.done_on))
        .where(
            DisposalStep.disposal_id == Disposal.id,
            DisposalStep.stage == DisposalStage.PENALISED,
        )
        .scalar_subquery()
    )
    late = _begun(decided, PARAMETERS[ClockKind.RECHECK], day)
    return and_(Disposal.stage == DisposalStage.PENALISED, late)
