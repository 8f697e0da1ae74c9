"""Tables of joining in."""

from portal.members.models.observations import Observation, ObservationPhoto, ObservationStep
from portal.members.models.roll import (
    HoursDecision,
    Member,
    MemberApplication,
    MemberTerm,
    RollRewriteError,
    ServiceHours,
)

__all__ = [
    "HoursDecision",
    "Member",
    "MemberApplication",
    "MemberTerm",
    "Observation",
    "ObservationPhoto",
    "ObservationStep",
    "RollRewriteError",
    "ServiceHours",
]
