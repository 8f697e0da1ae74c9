"""Where a table that was brought in stands."""

from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle


class TableStage(StrEnum):
    """Where a table stands, from its arrival until its records are written."""

    CHECKING = "checking"
    ASKING = "asking"
    WAITING = "waiting"
    APPLYING = "applying"
    APPLIED = "applied"
    STOPPED = "stopped"
    UNREADABLE = "unreadable"
    CANCELLED = "cancelled"


TABLE_LIFECYCLE = Lifecycle(
    {
        TableStage.CHECKING: frozenset(
            {
                TableStage.ASKING,
                TableStage.WAITING,
                # Nothing in it is new: there is nothing to wait for.
                TableStage.APPLIED,
                TableStage.UNREADABLE,
                TableStage.CANCELLED,
            }
        ),
        TableStage.ASKING: frozenset({TableStage.CHECKING, TableStage.CANCELLED}),
        TableStage.WAITING: frozenset({TableStage.APPLYING, TableStage.CANCELLED}),
        TableStage.APPLYING: frozenset({TableStage.APPLIED, TableStage.STOPPED}),
        # What was written stays; the rest may be written later.
        TableStage.STOPPED: frozenset({TableStage.APPLYING}),
        # Held records are looked at again once people have said who is meant.
        TableStage.APPLIED: frozenset({TableStage.CHECKING}),
    }
)
UNDER_WAY = frozenset({TableStage.CHECKING, TableStage.APPLYING})
