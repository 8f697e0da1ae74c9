"""The life of a notice of 核查处置 brought in, and of each entry in it."""

from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle


class EntryStage(StrEnum):
    """What became of one batch's part of a notice."""

    WAITING = "waiting"
    UNMATCHED = "unmatched"
    CONFIRMED = "confirmed"
    SKIPPED = "skipped"


class EntryReason(StrEnum):
    """Why a part of a notice belongs to no disposal that can be moved on."""

    NO_NUMBER = "no-number"
    UNKNOWN_NUMBER = "unknown-number"
    NOT_FAILED = "not-failed"
    OTHER_DEPARTMENT = "other-department"
    ENDED = "ended"
    NOTHING_NEW = "nothing-new"
    TWICE = "twice"


ENTRY_LIFECYCLE = Lifecycle(
    {EntryStage.WAITING: frozenset({EntryStage.CONFIRMED, EntryStage.SKIPPED})}
)
