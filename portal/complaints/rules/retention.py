"""What is kept for a time of its own, and how a hold on a case begins and ends."""

from calendar import monthrange
from datetime import date
from enum import StrEnum

from portal.complaints.rules.cases import CLOSED, Stage
from portal.kernel.lifecycle import Lifecycle

MONTHS_OF_YEAR = 12


class Kept(StrEnum):
    """What of a closed case is kept for a time of its own."""

    IDENTITY = "identity"
    FILES = "files"
    WORDS = "words"


PERIODS = {
    Kept.IDENTITY: "privacy.retention_months",
    Kept.FILES: "privacy.files_retention_months",
    Kept.WORDS: "privacy.words_retention_months",
}
# A reward may still be paid: whoever earned it must be told apart until then.
ENDED = CLOSED - {Stage.REWARDING}


class HoldState(StrEnum):
    """Where a hold stands; in every state but the last it keeps its case."""

    ASKED = "asked"
    HELD = "held"
    RELEASE_ASKED = "release_asked"
    RELEASED = "released"


HOLD_LIFECYCLE = Lifecycle(
    {
        HoldState.ASKED: frozenset({HoldState.HELD, HoldState.RELEASED}),
        HoldState.HELD: frozenset({HoldState.RELEASE_ASKED}),
        HoldState.RELEASE_ASKED: frozenset({HoldState.HELD, HoldState.RELEASED}),
    }
)


def months_before(day: date, months: int) -> date:
    """Return the day so many months earlier; the last of a shorter month where it has no such."""
    years, month = divmod(day.year * MONTHS_OF_YEAR + day.month - 1 - months, MONTHS_OF_YEAR)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
