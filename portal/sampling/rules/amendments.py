"""The life of an amendment, and which differences it may bring into a public result."""

from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle


class AmendmentStage(StrEnum):
    """Where a proposal to correct a batch stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


AMENDMENT_LIFECYCLE = Lifecycle(
    {
        AmendmentStage.PROPOSED: frozenset({AmendmentStage.ACCEPTED, AmendmentStage.REJECTED}),
    }
)
