"""Re-test and objection: who may ask for what, how long, and why it is refused."""

from datetime import date
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle


class DisputeKind(StrEnum):
    """What is asked (食品安全抽样检验管理办法 Art. 30 and 37–39)."""

    RETEST = "retest"
    PROCESS = "process"
    AUTHENTICITY = "authenticity"
    METHOD = "method"
    STANDARD = "standard"


class AskedBy(StrEnum):
    """Who asks."""

    SELLER = "seller"
    MAKER = "maker"
    PLATFORM = "platform"


class DisputeStage(StrEnum):
    """Where a re-test or an objection stands."""

    ASKED = "asked"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    LABORATORY = "laboratory"
    HANDED_OVER = "handed-over"
    UPHELD = "upheld"
    OVERTURNED = "overturned"


_RESULTS = frozenset({DisputeStage.UPHELD, DisputeStage.OVERTURNED})
RETEST_LIFECYCLE = Lifecycle(
    {
        DisputeStage.ASKED: frozenset({DisputeStage.REFUSED, DisputeStage.ACCEPTED}),
        DisputeStage.ACCEPTED: frozenset({DisputeStage.LABORATORY}),
        DisputeStage.LABORATORY: frozenset({DisputeStage.HANDED_OVER}),
        DisputeStage.HANDED_OVER: _RESULTS,
    }
)
# An objection is decided on paper: no laboratory, no spare sample.
OBJECTION_LIFECYCLE = Lifecycle(
    {
        DisputeStage.ASKED: frozenset({DisputeStage.REFUSED, DisputeStage.ACCEPTED}),
        DisputeStage.ACCEPTED: _RESULTS,
    }
)
# What the parameter sampling.no_retest calls them.
LATE, MICROBIOLOGY = "late", "microbiology"


def dispute_lifecycle(kind: DisputeKind) -> Lifecycle[DisputeStage]:
    """Return the table of moves for a re-test, or for an objection."""
    return RETEST_LIFECYCLE if kind is DisputeKind.RETEST else OBJECTION_LIFECYCLE


def is_late(asked_on: date, until: date | None) -> bool:
    """Whether something was asked after its last day; never without a limit."""
    return until is not None and asked_on > until
