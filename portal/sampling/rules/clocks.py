"""Which time limits run along a disposal: from what day, by which parameter, until when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.sampling.rules.batches import Domain
from portal.sampling.rules.disputes import DisputeKind


class ClockKind(StrEnum):
    """What has to be done, or may be asked, within a time limit."""

    SERVE = "serve"
    START = "start"
    CLOSE = "close"
    ASK = "ask"
    ACCEPT = "accept"
    LABORATORY = "laboratory"
    HAND_OVER = "hand-over"
    CONCLUDE = "conclude"
    DECIDE = "decide"
    RECHECK = "recheck"


# What the enterprise may do, not what the bureau must: running out harms nobody but those who asked
# too late, and is never shown as overdue.
RIGHTS = frozenset({ClockKind.ASK})
PARAMETERS = {
    ClockKind.SERVE: "sampling.serve_days",
    ClockKind.START: "sampling.disposal_start_days",
    ClockKind.CLOSE: "sampling.disposal_days",
    ClockKind.LABORATORY: "sampling.retest_lab_days",
    ClockKind.HAND_OVER: "sampling.retest_handover_days",
    ClockKind.CONCLUDE: "sampling.retest_conclusion_days",
    ClockKind.RECHECK: "sampling.disposal_recheck_days",
}


@dataclass(frozen=True)
class StepClock:
    """One time limit of one disposal. ``due_on`` is None where no limit is set.

    ``extended_on`` is the day of a written approval that put the last day off.
    """

    kind: ClockKind
    parameter: str
    starts_on: date
    due_on: date | None
    met_on: date | None = None
    extended_on: date | None = None

    @property
    def is_running(self) -> bool:
        """Whether what has to be done is still to be done."""
        return self.met_on is None and self.due_on is not None

    def overdue_days(self, today: date) -> int:
        """By how many days the limit is, or was, passed; 0 within it. A right is never overdue."""
        if self.due_on is None or self.kind in RIGHTS:
            return 0
        return max(((self.met_on or today) - self.due_on).days, 0)


def asking_parameter(kind: DisputeKind, domain: Domain) -> str:
    """Return the parameter of how long one may ask: each kind and cosmetics have their own."""
    if kind is DisputeKind.PROCESS:
        return "sampling.objection_process_days"
    if kind is not DisputeKind.RETEST:
        return "sampling.objection_other_days"
    return (
        "sampling.cosmetics_retest_days"
        if domain is Domain.COSMETIC
        else "sampling.retest_request_days"
    )


def accepting_parameter(kind: DisputeKind) -> str:
    """Return the parameter of how long the bureau may take to accept or refuse."""
    if kind is DisputeKind.RETEST:
        return "sampling.retest_accept_days"
    return "sampling.objection_accept_days"


def deciding_parameter(kind: DisputeKind) -> str:
    """Return the parameter of how long an accepted objection may take."""
    if kind is DisputeKind.PROCESS:
        return "sampling.objection_decide_process_days"
    return "sampling.objection_decide_other_days"
