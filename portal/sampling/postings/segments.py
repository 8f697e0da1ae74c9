"""The index as it stands: a handful of segments, each a piece of the list in the list's order."""

import threading
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from pyroaring import BitMap

from portal.sampling.postings import store
from portal.sampling.postings.parts import BLOCK, Facet

# An index that is being changed has a mark of its own; a few are kept beside the newest.
INDEXES_KEPT = 4


@dataclass(frozen=True, eq=False)
class Ratios:
    """Documents with a ratio: ``order`` the smallest first, ``values`` beside it.

    ``places`` tells of each, in the order of their numbers, where in ``order`` it stands.
    """

    documents: BitMap
    order: Sequence[int]
    places: Sequence[int]
    values: Sequence[float]

    def places_of(self, documents: BitMap) -> list[int]:
        """Return where some of them stand in the order."""
        return sorted(self.places[self.documents.rank(one) - 1] for one in documents)


@dataclass(frozen=True, eq=False)
class Segment:
    """Results indexed together. Documents are numbered in order of publication."""

    key: int
    size: int
    gone: BitMap

    @cached_property
    def live(self) -> BitMap:
        """The documents that still stand."""
        return BitMap(range(self.size)) - self.gone

    def bitmap(self, name: str) -> BitMap:
        """Return the bitmap of this name; nothing where there is none."""
        found: BitMap | None = store.load([self.key], [name])[self.key, name]
        return BitMap() if found is None else found

    def facet(self, name: str) -> Facet:
        """Return every answer to a filter with its documents."""
        part = f"facet:{name}"
        found: Facet | None = store.load([self.key], [part])[self.key, part]
        return found or {}

    @cached_property
    def ratios(self) -> "Ratios":
        """The documents with a ratio to the limit, and their order."""
        names = [f"ratio:{name}" for name in ("all", "docs", "places", "values")]
        found = store.load([self.key], names)
        bitmap, *arrays = (found[self.key, name] for name in names)
        return Ratios(BitMap(), [], [], []) if bitmap is None else Ratios(bitmap, *arrays)

    def day_of(self, document: int) -> int:
        """Return the day on which a document was published, as an ordinal."""
        days, starts = self._days
        return days[bisect_right(starts, document) - 1]

    def ids_of(self, documents: Iterable[int]) -> Iterator[int]:
        """Yield the inner numbers of the batches behind some documents."""
        for block, some in groupby(documents, key=lambda number: number // BLOCK):
            ids = self._block(block)
            yield from (ids[number % BLOCK] for number in some)

    def id_of(self, document: int) -> int:
        """Return the inner number of the batch behind a document."""
        return next(self.ids_of([document]))

    def first_from(self, day: int, batch_id: int) -> int:
        """Return the first document that does not stand before this day and inner number."""
        days, starts = self._days
        place = bisect_left(days, day)
        if place == len(days):
            return self.size
        low = starts[place]
        if days[place] != day:
            return low
        high = starts[place + 1] if place + 1 < len(starts) else self.size
        while low < high:
            middle = (low + high) // 2
            if self.id_of(middle) < batch_id:
                low = middle + 1
            else:
                high = middle
        return low

    def documents_of(self, batch_ids: BitMap) -> BitMap:
        """Return the documents of these batches that lie in this segment."""
        left = self.bitmap("members") & batch_ids
        found = BitMap()
        for start in range(0, self.size, BLOCK):
            if not left:
                break
            ids = self._block(start // BLOCK)
            here = left & BitMap(ids)
            left -= here
            numbers = {one: number for number, one in enumerate(ids) if one in here}
            found.update(start + numbers[one] for one in here)
        return found

    @cached_property
    def _days(self) -> tuple[list[int], list[int]]:
        joined = store.load([self.key], ["days"])[self.key, "days"]
        half = len(joined) // 2
        return joined[:half], joined[half:]

    def _block(self, number: int) -> list[int]:
        part = f"ids:{number}"
        found: list[int] = store.load([self.key], [part])[self.key, part]
        return found


@dataclass(frozen=True, eq=False)
class Index:
    """All segments that stand at one mark, and what was checked of words in them.

    Without a mark nothing was ever indexed.
    """

    mark: int | None
    segments: tuple[Segment, ...]
    checked: dict[tuple[str, ...], dict[int, BitMap]] = field(default_factory=dict)

    def load(self, names: Collection[str]) -> None:
        """Read these parts of every segment at once, where they are not kept."""
        store.load([segment.key for segment in self.segments], names)


_kept: OrderedDict[int, Index] = OrderedDict()
_lock = threading.Lock()


def current_index() -> Index:
    """Return the index as this transaction sees it: what is published or withdrawn is so at once.

    The mark is read before the segments, and so are never older than it says.
    """
    mark = store.read_mark()
    if mark is None:
        return Index(None, ())
    with _lock:
        kept = _kept.get(mark)
    if kept is not None:
        return kept
    standing = store.read_standing()
    index = Index(mark, tuple(Segment(*row[:2], BitMap.deserialize(row[2])) for row in standing))
    with _lock:
        _kept[mark] = index
        while len(_kept) > INDEXES_KEPT:
            _kept.popitem(last=False)
    return index
