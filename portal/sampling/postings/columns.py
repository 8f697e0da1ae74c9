"""Counting many answers at once: of each document, the answers it gives, as one number.

A filter with hundreds of answers costs hundreds of intersections, whatever was found. Where every
document gives one answer at most, the answers are a column, and counting is one pass over what was
found. Filters that are read together lie in one column, as the digits of a number do; the pass
gives a table with a dimension for each of them, and their counts are its sums.

Columns are made of the bitmaps when they are first wanted, and kept beside them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from pyroaring import BitMap

from portal.sampling.postings import store
from portal.sampling.postings.segments import Segment
from portal.sampling.postings.values import divisions_of

TOGETHER = (
    ("results", "kinds", "domains", "stages", "disposals"),
    ("categories", "subcategories"),
    ("announcements", "years"),
    ("regions",),
)
IN_COLUMNS = frozenset(name for names in TOGETHER for name in names)
# A larger table costs more to add up than its columns to read one by one.
CELLS_MOST = 1 << 18
# Bytes in memory.
NUMBER, ANSWER = 4, 100


@dataclass(frozen=True, eq=False)
class Column:
    """One number a document; ``answers`` of each filter, of which the number is put together."""

    names: tuple[str, ...]
    answers: tuple[Sequence[str], ...]
    numbers: npt.NDArray[np.uint32]

    def counted(self, documents: npt.NDArray[np.intp]) -> dict[str, Mapping[str, int]]:
        """Return how many of some documents give each answer to each filter of the column."""
        shape = tuple(len(answers) + 1 for answers in self.answers)
        cells = int(np.prod(shape))
        table = np.bincount(self.numbers[documents], minlength=cells).reshape(shape)
        axes = range(len(shape))
        sums = [table.sum(axis=tuple(other for other in axes if other != axis)) for axis in axes]
        return {
            name: {answers[place]: int(total[place + 1]) for place in _told(total)}
            for name, answers, total in zip(self.names, self.answers, sums, strict=True)
        }


def _told(total: npt.NDArray[np.intp]) -> list[int]:
    places: list[int] = np.flatnonzero(total[1:]).tolist()
    return places


def count_in_columns(
    segment: Segment, names: Collection[str], hits: BitMap
) -> dict[str, Mapping[str, int]]:
    """Return how many hits give each answer to some filters of IN_COLUMNS.

    Of more than half of a segment, what was not found is counted, and taken off the whole.
    """
    is_most = len(hits) * 2 > segment.size
    some = BitMap(range(segment.size)) - hits if is_most else hits
    documents = np.frombuffer(some.to_array(), dtype=np.uint32).astype(np.intp)
    counts: dict[str, Mapping[str, int]] = {}
    for column in _columns(segment, names):
        counts |= column.counted(documents)
    counts = {name: counts[name] for name in names}
    if is_most:
        counts = {name: _rest(segment, name, found) for name, found in counts.items()}
    if "regions" in counts:
        counts["regions"] = _in_every_division(counts["regions"])
    return counts


def _rest(segment: Segment, name: str, found: Mapping[str, int]) -> Mapping[str, int]:
    make = partial(_lengths, segment, name)
    lengths = store.derived(
        segment.key, f"lengths:{name}", make, size=ANSWER * len(segment.facet(name))
    )
    return {answer: length - found.get(answer, 0) for answer, length in lengths.items()}


def _lengths(segment: Segment, name: str) -> dict[str, int]:
    facet = segment.facet(name)
    if name != "regions":
        return {answer: len(documents) for answer, documents in facet.items()}
    (column,) = _columns(segment, [name])
    return dict(column.counted(np.arange(segment.size, dtype=np.intp))[name])


def _in_every_division(counts: Mapping[str, int]) -> Mapping[str, int]:
    summed: dict[str, int] = {}
    for code, number in counts.items():
        for division in divisions_of(code):
            summed[division] = summed.get(division, 0) + number
    return summed


def _columns(segment: Segment, names: Collection[str]) -> list[Column]:
    columns: list[Column] = []
    for together in TOGETHER:
        if set(names) & set(together):
            name = f"column:{','.join(together)}"
            make = partial(_made, segment, together)
            columns += store.derived(segment.key, name, make, size=NUMBER * segment.size)
    return columns


def _made(segment: Segment, names: tuple[str, ...]) -> list[Column]:
    facets = [segment.facet(name) for name in names]
    cells = int(np.prod([len(facet) + 1 for facet in facets], dtype=object))
    if len(names) > 1 and cells > CELLS_MOST:
        return [column for name in names for column in _made(segment, (name,))]
    numbers = np.zeros(segment.size, dtype=np.uint32)
    listed = []
    for facet in facets:
        # A region is written into those it lies in, so that the innermost is what remains.
        answers = sorted(facet, key=len)
        digit: Any = np.zeros(segment.size, dtype=np.uint32)
        for place, answer in enumerate(answers):
            digit[np.frombuffer(facet[answer].to_array(), dtype=np.uint32)] = place + 1
        numbers = numbers * np.uint32(len(answers) + 1) + digit
        listed.append(answers)
    return [Column(names, tuple(listed), numbers)]
