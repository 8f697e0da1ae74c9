"""What an extract adds, removes or changes beside what is kept of its register."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from portal.enterprises import identifiers
from portal.ratings.registers.establishments import Establishment, Fault

AT_ONCE = 500


class Change(StrEnum):
    """What an extract does to one establishment."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Entry:
    """One establishment, before and after. ``kept_id`` is the row that keeps its number."""

    change: Change
    identifier: str
    kept_id: int | None
    enterprise_id: int | None
    was: dict[str, Any] | None
    now: Establishment | None

    @property
    def name(self) -> str:
        """What it is called, or was called last."""
        return self.now.name if self.now else str((self.was or {}).get("name", ""))

    @property
    def fields(self) -> dict[str, tuple[Any, Any]]:
        """What changed, each as it was and as it is; nothing of what was added or removed."""
        if self.was is None or self.now is None or self.change is not Change.CHANGED:
            return {}
        told = self.now.as_json()
        return {
            field: (self.was.get(field), value)
            for field, value in told.items()
            if self.was.get(field) != value
        }


def compare(
    source: str, read: Iterator[Establishment | Fault]
) -> Iterator[Sequence[Entry] | Fault]:
    """Yield parts of the difference, and what could not be read; those no longer listed last.

    An establishment that cannot be read is not taken for one that is gone: where anything cannot
    be read, nothing is told as removed.
    """
    seen, is_whole = set[str](), True
    while batch := list(islice(read, AT_ONCE)):
        faults = [one for one in batch if isinstance(one, Fault)]
        told = [one for one in batch if isinstance(one, Establishment)]
        is_whole = is_whole and not faults
        seen.update(one.identifier for one in told)
        yield from faults
        if told:
            yield _compared(source, told)
    if is_whole:
        yield from _gone(source, seen)


def _compared(source: str, told: Sequence[Establishment]) -> list[Entry]:
    kept = identifiers.find_identified(source, (one.identifier for one in told))
    entries = []
    for one in told:
        known = kept.get(one.identifier)
        if known is None:
            entries.append(Entry(Change.ADDED, one.identifier, None, None, None, one))
            continue
        change = Change.SAME if known.told == one.as_json() else Change.CHANGED
        change = Change.ADDED if known.gone_on is not None else change
        told_before = dict(known.told)
        ids = (known.id, known.enterprise_id)
        entries.append(Entry(change, one.identifier, *ids, told_before, one))
    return entries


def _gone(source: str, seen: set[str]) -> Iterator[Sequence[Entry]]:
    missing = (row for row in identifiers.iter_listed(source) if row.identifier not in seen)
    while rows := list(islice(missing, AT_ONCE)):
        yield [
            Entry(Change.REMOVED, row.identifier, row.id, row.enterprise_id, dict(row.told), None)
            for row in rows
        ]
