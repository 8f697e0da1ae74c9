"""What a row of a table would change, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a record of a table is to the room that keeps such records.

    ``SAME`` is there already; ``HELD`` waits until people have said who is meant; ``GONE`` is
    known of the table's source and no longer listed in it.
    """

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    HELD = "held"
    REFUSED = "refused"
    GONE = "gone"


# What is written when the import is applied.
WRITTEN = frozenset({Outcome.NEW, Outcome.CHANGED, Outcome.GONE})


@dataclass(frozen=True)
class Difference:
    """One field of a known record that the table would change, in the words of its reader."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Verdict:
    """What one record would do; ``note`` says why it is held or refused, ``field`` where."""

    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    note: str = ""
    field: str = ""


NEW, SAME = Verdict(Outcome.NEW), Verdict(Outcome.SAME)


def changed(*differences: Difference) -> Verdict:
    """Return the verdict on a known record: changed where something differs, otherwise the same."""
    told = tuple(one for one in differences if one.before != one.after)
    return Verdict(Outcome.CHANGED, told) if told else SAME


def held(note: object, *, field: str = "") -> Verdict:
    """Return the verdict on a record whose enterprise people must name first."""
    return Verdict(Outcome.HELD, note=str(note), field=field)


def refused(reason: object, *, field: str | None = None) -> Verdict:
    """Return the verdict on a record that what is known contradicts."""
    return Verdict(Outcome.REFUSED, note=str(reason), field=field or "")
