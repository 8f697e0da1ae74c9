"""What follows a failed batch: the steps of 核查处置, their order and their papers."""

from datetime import date
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle


class DisposalStage(StrEnum):
    """Where the disposal of a failed batch stands. Overdue is computed, not a stage."""

    WAITING = "waiting"
    NOTIFIED = "notified"
    DISPUTED = "disputed"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    CONTROLLED = "controlled"
    TRACED = "traced"
    PENALISED = "penalised"
    RECHECKED = "rechecked"
    CLOSED = "closed"


DISPOSAL_LIFECYCLE = Lifecycle(
    {
        DisposalStage.WAITING: frozenset({DisposalStage.NOTIFIED}),
        DisposalStage.NOTIFIED: frozenset({DisposalStage.DISPUTED, DisposalStage.CONTROLLED}),
        DisposalStage.DISPUTED: frozenset({DisposalStage.UPHELD, DisposalStage.OVERTURNED}),
        DisposalStage.UPHELD: frozenset({DisposalStage.CONTROLLED}),
        DisposalStage.CONTROLLED: frozenset({DisposalStage.TRACED}),
        DisposalStage.TRACED: frozenset({DisposalStage.PENALISED}),
        DisposalStage.PENALISED: frozenset({DisposalStage.RECHECKED}),
        # A re-check that fails leads back to a decision.
        DisposalStage.RECHECKED: frozenset({DisposalStage.PENALISED, DisposalStage.CLOSED}),
    }
)
# The straight way, as the public timeline shows what is still to come.
USUAL_WAY = (
    DisposalStage.NOTIFIED,
    DisposalStage.CONTROLLED,
    DisposalStage.TRACED,
    DisposalStage.PENALISED,
    DisposalStage.RECHECKED,
    DisposalStage.CLOSED,
)
NEEDS_DOCUMENT = frozenset(DisposalStage) - {DisposalStage.WAITING, DisposalStage.CLOSED}
REQUIRED = frozenset(USUAL_WAY) - {DisposalStage.CLOSED}
ENDED = frozenset({DisposalStage.CLOSED, DisposalStage.OVERTURNED})


def missing_steps(documents: dict[DisposalStage, str]) -> list[DisposalStage]:
    """Return the steps that still lack their paper before a disposal may be closed (A4)."""
    return [stage for stage in USUAL_WAY if stage in REQUIRED and not documents.get(stage)]


def steps_to_come(stage: DisposalStage) -> tuple[DisposalStage, ...]:
    """Return the steps of the usual way that follow this stage."""
    if stage in ENDED:
        return ()
    behind = {DisposalStage.DISPUTED, DisposalStage.UPHELD}
    at = DisposalStage.NOTIFIED if stage in behind else stage
    if at is DisposalStage.WAITING:
        return USUAL_WAY
    return USUAL_WAY[USUAL_WAY.index(at) + 1 :]


def is_overdue(stage: DisposalStage, due_on: date | None, today: date) -> bool:
    """Whether an open disposal has outlived its time limit; never without a limit."""
    return due_on is not None and stage not in ENDED and today > due_on
