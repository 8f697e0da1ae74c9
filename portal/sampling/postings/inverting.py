"""Turning documents into a segment: from "this result says these things" to the reverse.

Results repeat themselves: makers, shops, categories and items come again and again. So lines are
gathered first, each with its documents, and only a line that is new is cut into tokens. The work
is done 65,536 documents at a time, which is one container of a Roaring bitmap: memory stays flat
however large the segment.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pyroaring import BitMap

from portal.sampling.postings.documents import Document
from portal.sampling.postings.parts import BLOCK, packed, text_name
from portal.sampling.postings.tokens import tokens_of


def _numbers() -> "array[int]":
    return array("I")


class Inversion:
    """A segment while it is being built; documents are added in the order of the list."""

    def __init__(self) -> None:
        self.size = 0
        self._bitmaps: dict[str, BitMap] = {}
        self._facets: dict[str, dict[str, BitMap]] = defaultdict(dict)
        self.batch_ids = _numbers()
        self._days, self._starts = _numbers(), _numbers()
        self._ratios: list[tuple[float, int, int]] = []
        self._begin_block()

    def _begin_block(self) -> None:
        self._lines: dict[str, array[int]] = defaultdict(_numbers)
        self._answers: dict[tuple[str, str], array[int]] = defaultdict(_numbers)
        self._parties: dict[int, array[int]] = defaultdict(_numbers)

    def add(self, documents: Iterable[Document]) -> "Inversion":
        """Take further documents in, numbered as they come."""
        for document in documents:
            self._note(self.size, document)
            self.size += 1
            if self.size % BLOCK == 0:
                self._end_block()
        return self

    def _note(self, number: int, document: Document) -> None:
        if not self._days or self._days[-1] != document.day:
            self._days.append(document.day)
            self._starts.append(number)
        self.batch_ids.append(document.batch_id)
        if document.ratio is not None:
            self._ratios.append((document.ratio, document.batch_id, number))
        for line in document.text.split("\n"):
            self._lines[line].append(number)
        for answer in document.answers:
            self._answers[answer].append(number)
        for party in document.parties:
            self._parties[party].append(number)

    def _end_block(self) -> None:
        tokens: dict[str, array[int]] = defaultdict(_numbers)
        for line, numbers in self._lines.items():
            for token in tokens_of(line):
                tokens[token].extend(numbers)
        for token, numbers in tokens.items():
            _join(self._bitmaps, text_name(token), numbers)
        for party, numbers in self._parties.items():
            _join(self._bitmaps, f"party:{party}", numbers)
        for (facet, answer), numbers in self._answers.items():
            _join(self._facets[facet], answer, numbers)
        self._begin_block()

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Yield every part by name; afterwards the segment is complete."""
        self._end_block()
        for name, content in self._contents():
            yield name, packed(content)

    def _contents(self) -> Iterator[tuple[str, Any]]:
        yield from self._bitmaps.items()
        yield from ((f"facet:{name}", facet) for name, facet in self._facets.items())
        yield "members", BitMap(self.batch_ids)
        yield "days", self._days + self._starts
        for start in range(0, self.size, BLOCK):
            yield f"ids:{start // BLOCK}", self.batch_ids[start : start + BLOCK]
        if self._ratios:
            yield from self._by_ratio()

    def _by_ratio(self) -> Iterator[tuple[str, Any]]:
        self._ratios.sort()
        docs = array("I", (number for _ratio, _id, number in self._ratios))
        yield "ratio:docs", docs
        yield "ratio:values", array("d", (ratio for ratio, _id, _number in self._ratios))
        numbers = BitMap(docs)
        yield "ratio:all", numbers
        places = array("I", bytes(4 * len(docs)))
        for place, number in enumerate(docs):
            places[numbers.rank(number) - 1] = place
        yield "ratio:places", places


def _join(bitmaps: dict[str, BitMap], name: str, numbers: "array[int]") -> None:
    if name in bitmaps:
        bitmaps[name].update(numbers)
    else:
        bitmaps[name] = BitMap(numbers)
