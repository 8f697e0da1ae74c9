"""What follows a failed batch: the steps of 核查处置, their order and their papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from portal.kernel.lifecycle import Lifecycle, MoveRefused


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
# A dispute has its own form on the desk: whoever asked, by when, what became of it.
OF_DISPUTES = frozenset({DisposalStage.DISPUTED, DisposalStage.UPHELD, DisposalStage.OVERTURNED})
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


@dataclass(frozen=True)
class StepTaken:
    """One step as it was taken: on which day, by which paper, with what outcome.

    ``is_met`` tells of a re-check whether the enterprise had put things right. ``facts`` are what
    the paper says (Fact → text or 分), as the public may read it.
    """

    stage: DisposalStage
    done_on: date
    document: str = ""
    note: str = ""
    is_met: bool | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    notice_id: int | None = None


class Fact(StrEnum):
    """What the paper of a step says, as notices of 核查处置 tell it."""

    CHAIN = "chain"
    SERVED_HOW = "served_how"
    REPORT_NUMBER = "report_number"
    STOCK = "stock"
    CAUSE = "cause"
    BREACHED = "breached"
    BASIS = "basis"
    DECISION = "decision"
    CONFISCATED_FEN = "confiscated_fen"
    FINED_FEN = "fined_fen"


MONEY = frozenset({Fact.CONFISCATED_FEN, Fact.FINED_FEN})
FACTS_OF: Mapping[DisposalStage, tuple[Fact, ...]] = {
    DisposalStage.NOTIFIED: (Fact.CHAIN, Fact.SERVED_HOW, Fact.REPORT_NUMBER),
    DisposalStage.CONTROLLED: (Fact.STOCK,),
    DisposalStage.TRACED: (Fact.CAUSE,),
    DisposalStage.PENALISED: (
        Fact.BREACHED,
        Fact.BASIS,
        Fact.DECISION,
        Fact.CONFISCATED_FEN,
        Fact.FINED_FEN,
    ),
}


def check_step(stage: DisposalStage, wanted: DisposalStage, *, recheck: bool | None) -> None:
    """Refuse a step that does not follow.

    ``recheck`` is what the last re-check found (None: not told). One that failed leads back to a
    decision and never to the end; one that was met leads to the end only (capabilities.md A).
    """
    DISPOSAL_LIFECYCLE.check(stage, wanted)
    closes_failed = wanted is DisposalStage.CLOSED and recheck is False
    reopens_met = (
        stage is DisposalStage.RECHECKED and wanted is DisposalStage.PENALISED and recheck is True
    )
    if closes_failed or reopens_met:
        raise MoveRefused(stage, wanted)


def next_steps(stage: DisposalStage, *, recheck: bool | None) -> Sequence[DisposalStage]:
    """Return the steps that may follow, in the order of the way."""
    following = DISPOSAL_LIFECYCLE.next_stages(stage)
    if stage is DisposalStage.RECHECKED and recheck is not None:
        following &= {DisposalStage.CLOSED if recheck else DisposalStage.PENALISED}
    return [one for one in DisposalStage if one in following]


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
