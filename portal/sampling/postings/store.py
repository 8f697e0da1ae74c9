"""Parts of the index, read from the database once and kept in memory while they are wanted.

A part never changes, and its segment's key is never used twice, so what is kept needs no care:
it is right or it is not asked for. Only which segments there are changes, and what is gone from
them; that is read anew whenever the mark has moved, which is asked at every question.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import select

from portal.kernel.db import db
from portal.sampling.models import SearchMark, SearchPart, SearchSegment
from portal.sampling.postings.parts import unpacked

MOST_BYTES = 256 * 1024 * 1024
# What an entry weighs beside its bytes; also what it costs to remember that there is none.
ENTRY = 200
AT_ONCE = 1000
Key = tuple[int, str]


class Shelf:
    """The parts this process keeps; those not asked for longest go first."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._size = most_bytes, 0
        self._kept: OrderedDict[Key, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, keys: Iterable[Key]) -> dict[Key, Any]:
        """Return what is kept of these parts; None stands for a part that does not exist."""
        found = {}
        with self._lock:
            for key in keys:
                kept = self._kept.get(key)
                if kept is not None:
                    self._kept.move_to_end(key)
                    found[key] = kept[0]
        return found

    def keep(self, key: Key, part: Any, size: int) -> None:
        """Keep a part of ``size`` bytes."""
        with self._lock:
            before = self._kept.pop(key, None)
            self._size += size + ENTRY - (before[1] if before else 0)
            self._kept[key] = part, size + ENTRY
            while self._size > self._most:
                _key, (_part, weight) = self._kept.popitem(last=False)
                self._size -= weight


_shelf = Shelf(MOST_BYTES)


def load(segments: Collection[int], names: Collection[str]) -> dict[Key, Any]:
    """Return these parts of these segments; what has to be read is read in one statement."""
    keys = [(segment, name) for segment in segments for name in names]
    found = _shelf.find(keys)
    missing = [key for key in keys if key not in found]
    if missing:
        found |= _read(missing)
    return found


def derived(segment: int, name: str, make: Callable[[], Any], *, size: int) -> Any:
    """Return what is made of a segment's parts, kept like a part of ``size`` bytes."""
    key = segment, name
    found = _shelf.find([key])
    if key not in found:
        found[key] = make()
        _shelf.keep(key, found[key], size)
    return found[key]


def _read(keys: Collection[Key]) -> dict[Key, Any]:
    asked = select(SearchPart.segment, SearchPart.name, SearchPart.content).where(
        SearchPart.segment.in_({segment for segment, _name in keys}),
        SearchPart.name.in_({name for _segment, name in keys}),
    )
    read: dict[Key, Any] = dict.fromkeys(keys)
    sizes = dict.fromkeys(keys, 0)
    for segment, name, content in db.session.execute(asked):
        read[segment, name] = unpacked(name, content)
        sizes[segment, name] = len(content)
    for key, part in read.items():
        _shelf.keep(key, part, sizes.get(key, 0))
    return read


def read_all(segment: int) -> Iterator[tuple[str, Any]]:
    """Yield every part of a segment by name; nothing of it is kept."""
    asked = select(SearchPart.name, SearchPart.content).where(SearchPart.segment == segment)
    for name, content in db.session.execute(asked.execution_options(yield_per=AT_ONCE)):
        yield name, unpacked(name, content)


def read_mark() -> int | None:
    """Return the mark of the index as it stands, None where there is no index yet."""
    return db.session.scalar(select(SearchMark.mark))


def read_standing() -> list[tuple[int, int, bytes]]:
    """Return key, size and what is gone of every segment that stands, in one statement."""
    standing = select(SearchSegment.key, SearchSegment.size, SearchSegment.gone)
    rows = db.session.execute(
        standing.where(SearchSegment.retired_at.is_(None)).order_by(SearchSegment.key)
    )
    return [(key, size, gone) for key, size, gone in rows]
