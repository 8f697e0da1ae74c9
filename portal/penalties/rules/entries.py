"""The list of the seriously dishonest: how a party comes on it and leaves it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle
from portal.places.rules import add_months

MONTHS_OF_YEAR = 12


class EntryStage(StrEnum):
    """Where an entry stands. That its term is over is worked out, not a stage."""

    PROPOSED = "proposed"
    NOTIFIED = "notified"
    HEARING = "hearing"
    LISTED = "listed"
    DROPPED = "dropped"
    REMOVED = "removed"


# 拟列入 → 告知申辩 → (听证) → 列入 | 不列入 → 移出.
ENTRY_LIFECYCLE = Lifecycle(
    {
        EntryStage.PROPOSED: frozenset({EntryStage.NOTIFIED, EntryStage.DROPPED}),
        EntryStage.NOTIFIED: frozenset({EntryStage.HEARING, EntryStage.LISTED, EntryStage.DROPPED}),
        EntryStage.HEARING: frozenset({EntryStage.LISTED, EntryStage.DROPPED}),
        EntryStage.LISTED: frozenset({EntryStage.REMOVED}),
    }
)


class Removal(StrEnum):
    """Why a party left the list: its term is over, repair, or the listing was revoked."""

    EXPIRED = "expired"
    REPAIRED = "repaired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Term:
    """From when to when an entry stands, both days included; no last day where none is set."""

    first: date
    last: date | None

    def holds(self, on: date) -> bool:
        """Whether the entry stands on this day (B4: nobody has to act on the last)."""
        return self.first <= on and (self.last is None or on <= self.last)


def term_of(listed_on: date, years: int | None) -> Term:
    """Return how long an entry stands (44号: three years), None as last day where not set."""
    last = None if years is None else add_months(listed_on, years * MONTHS_OF_YEAR)
    return Term(listed_on, last)
