"""Four different people: handler, first approver, second approver, finance."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import combinations


class Part(StrEnum):
    """What somebody does for one reward."""

    HANDLE = "handle"
    APPROVE_FIRST = "approve-first"
    APPROVE_SECOND = "approve-second"
    APPROVED_BEFORE = "approved-before"
    REVIEW = "review"
    VERIFY = "verify"
    PAY = "pay"


# Whoever decided about the money neither hands it out nor judges an objection against the
# decision. Verifying a claim belongs to finance or to a clerk, so it may meet PAY in one person;
# and whoever approved an earlier proposal may approve the next one, as either approver.
TOGETHER = (
    {Part.VERIFY, Part.PAY},
    {Part.APPROVED_BEFORE, Part.APPROVE_FIRST},
    {Part.APPROVED_BEFORE, Part.APPROVE_SECOND},
)
APART: frozenset[frozenset[Part]] = frozenset(
    frozenset(pair) for pair in combinations(Part, 2) if set(pair) not in TOGETHER
)


def conflict(person: str, wanted: Part, taken: Iterable[tuple[Part, str]]) -> Part | None:
    """Return the part that ``person`` already took and that excludes ``wanted``, or None."""
    return next(
        (part for part, name in taken if name == person and frozenset({part, wanted}) in APART),
        None,
    )
