"""Search in plain Python: which state an index is in, and what hits are narrowed down by."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

PAGE_SIZE = 20


@dataclass(frozen=True)
class Stamp:
    """Which state of which database."""

    lineage: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Entry:
    """What hits are chosen and counted by.

    ``kind`` names the shelf, ``group`` is shared by the same thing in two languages, ``on`` is the
    day of publication in the place's time, None for what comes with the program.
    """

    ref: str
    version: int
    kind: str
    group: str
    language: str
    column: str
    on: date | None
    title: str

    @property
    def year(self) -> str:
        """The year of publication, empty for what comes with the program."""
        return str(self.on.year) if self.on else ""


@dataclass(frozen=True)
class Choice:
    """What the reader narrowed the hits down to; days include both ends."""

    kind: str = ""
    language: str = ""
    column: str = ""
    year: str = ""
    since: date | None = None
    until: date | None = None
    in_title: bool = False

    def address(self, changes: Mapping[str, object]) -> dict[str, object]:
        """Return how the address of a search tells this choice, with some parts changed."""
        told = {
            "kind": self.kind,
            "column": self.column,
            "language": self.language,
            "year": self.year,
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "within": "title" if self.in_title else "",
        }
        return {name: value for name, value in {**told, **changes}.items() if value}

    def without(self, name: str) -> "Choice":
        """Return this choice with one part of it open."""
        opened: dict[str, Any] = {name: ""}
        return replace(self, **opened)


@dataclass(frozen=True)
class State:
    """What an index on disk holds. ``pending`` names documents a writer was busy with."""

    stamp: Stamp
    documents: Mapping[str, int]
    pending: tuple[str, ...]
    files: Mapping[str, int]
    next_change_at: datetime | None

    def is_in_step(self, stamp: Stamp, now: datetime) -> bool:
        """Whether nothing has become public, or stopped being so, since."""
        is_due = self.next_change_at is not None and self.next_change_at <= now
        return self.stamp == stamp and not is_due and not self.pending


@dataclass(frozen=True)
class Difference:
    """What must be done to an index."""

    wanted: frozenset[str]
    unwanted: frozenset[str]

    @property
    def touched(self) -> frozenset[str]:
        """Every document that will be written or taken out."""
        return self.wanted | self.unwanted


def difference(held: State, current: Mapping[str, int]) -> Difference:
    """Return what separates an index from the database; what a writer left half done is redone."""
    pending = frozenset(held.pending)
    changed = {ref for ref, version in current.items() if held.documents.get(ref) != version}
    gone = frozenset(held.documents) - frozenset(current)
    return Difference(
        wanted=frozenset(changed) | (pending & frozenset(current)),
        unwanted=gone | (pending - frozenset(current)),
    )
