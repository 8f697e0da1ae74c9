"""Search in plain Python: which state an index is in, which hits count, where the words stand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

PAGE_SIZE = 20
# Weaker hits than this share of the best share little but a common word with the question.
WEAKEST = 0.22


@dataclass(frozen=True)
class Stamp:
    """Which state of which database."""

    lineage: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Entry:
    """One document as the index knows it, beside its terms.

    ``group`` is shared by the same thing in two languages.
    """

    ref: str
    version: int
    group: str
    language: str
    column: str


@dataclass(frozen=True)
class Ranked:
    """A document and how well it answers; ``has_all`` where every word of the question occurs."""

    entry: Entry
    score: float
    has_all: bool


@dataclass(frozen=True)
class Choice:
    """What the reader narrowed the hits down to."""

    language: str = ""
    column: str = ""


def keep_relevant(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Return the hits without those that share little more than a common word."""
    best = max((hit.score for hit in ranked), default=0)
    return [hit for hit in ranked if hit.has_all or hit.score >= best * WEAKEST]


def once_each(ranked: Iterable[Ranked], language: str) -> list[Ranked]:
    """Return each thing once: in the reader's language where that was found, at the best place."""
    found = list(ranked)
    own = {hit.entry.group: hit for hit in reversed(found) if hit.entry.language == language}
    kept: dict[str, Ranked] = {}
    for hit in found:
        kept.setdefault(hit.entry.group, own.get(hit.entry.group, hit))
    return list(kept.values())


def narrow(ranked: Sequence[Ranked], choice: Choice, reader: str) -> list[Ranked]:
    """Return what is left under the reader's choice of language; columns are not yet applied."""
    if choice.language:
        return [hit for hit in ranked if hit.entry.language == choice.language]
    return once_each(ranked, reader)


def in_column(ranked: Sequence[Ranked], column: str) -> list[Ranked]:
    """Return the hits of one column, or all of them where none is named."""
    return [hit for hit in ranked if column in {"", hit.entry.column}]


def count_languages(ranked: Iterable[Ranked]) -> Mapping[str, int]:
    """Return how many hits are written in each language."""
    return Counter(hit.entry.language for hit in ranked)


def count_columns(ranked: Iterable[Ranked]) -> Mapping[str, int]:
    """Return how many hits each column has."""
    return Counter(hit.entry.column for hit in ranked)


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
