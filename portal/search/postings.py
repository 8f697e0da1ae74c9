"""What Whoosh keeps of a term, read a block at a time into arrays.

Whoosh's own scoring steps through postings one by one in Python: a natural question of twenty
terms over some thousand articles takes half a second that way. Its files hold the same numbers in
blocks; read as arrays they are added up in milliseconds. tests/unit/search/test_postings.py
compares both ways of reading.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import IndexReader, TermNotFound

from portal.search.spelling import words_of

FIELD = "terms"
MOST_KEPT = 3_000_000  # postings, eight bytes each
Numbers = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]


class WeightedTerms(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose terms come ready made, each with its weight."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer, self.vector, self.column_type = None, None, None
        # How long a document is, is kept with it: Whoosh would look it up for every posting.
        self.stored, self.unique, self.scorable = False, False, False

    def index(
        self, value: Mapping[str, float], **_options: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each term with its weight."""
        for term, weight in sorted(value.items()):
            yield term.encode(), round(weight), weight, b""


def _of_block(matcher: W3LeafMatcher) -> tuple[Numbers, Weights]:
    # Private, and stable: Whoosh 2.7.4 is its last release, and its files are what is read here.
    matcher._read_data()  # noqa: SLF001 - a block as a whole
    matcher._read_weights()  # noqa: SLF001 - as above
    steps = np.array(matcher._data[0], np.int32)  # noqa: SLF001 - as above
    weights = np.array(matcher._weights, np.float32)  # noqa: SLF001 - as above
    return np.cumsum(steps, dtype=np.int32), weights


def _read(matcher: W3LeafMatcher | ListMatcher) -> tuple[Numbers, Weights]:
    if isinstance(matcher, ListMatcher):  # a term of one document is kept beside its name
        numbers = np.array(matcher._ids, np.int32)  # noqa: SLF001 - as above
        return numbers, np.array(matcher._weights, np.float32)  # noqa: SLF001 - as above
    blocks = []
    while matcher.is_active():
        blocks.append(_of_block(matcher))
        matcher._next_block()  # noqa: SLF001 - as above
    return np.concatenate([n for n, _w in blocks]), np.concatenate([w for _n, w in blocks])


NOTHING = (np.zeros(0, np.int32), np.zeros(0, np.float32))


class Segment:
    """One finished part of an index, which never changes but for documents taken out of it."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._kept: OrderedDict[str, tuple[Numbers, Weights]] = OrderedDict()
        self._kept_count = 0
        rows = [reader.stored_fields(number) for number in range(reader.doc_count_all())]
        self.entries = [row["document"]["entry"] for row in rows]
        self._keywords = [row["document"]["keywords"] for row in rows]
        self.lengths: Weights = np.array([row["length"] for row in rows], np.float32)

    def reopen(self, reader: IndexReader) -> "Segment":
        """Go on with the reader of a later state, in which documents may have been taken out."""
        self._reader = reader
        return self

    @property
    def live(self) -> npt.NDArray[np.bool_]:
        """Which documents are still in it."""
        found = np.ones(len(self.lengths), np.bool_)
        found[sorted(self._reader.segment().deleted_docs())] = False
        return found

    @cached_property
    def words(self) -> Sequence[Sequence[str]]:
        """The words of each document's title and keywords, cut once."""
        each = zip(self.entries, self._keywords, strict=True)
        named = ((entry["title"], *keywords) for entry, keywords in each)
        return [[word for text in texts for word in words_of(text)] for texts in named]

    def stored(self, number: int) -> dict[str, Any]:
        """Return what is kept of a document beside its terms."""
        found: dict[str, Any] = self._reader.stored_fields(number)["document"]
        return found

    def digests(self) -> dict[str, str]:
        """Return a digest of each document still in it: what is kept of it, and its terms."""
        sums = [hashlib.sha256(json.dumps(self.stored(n), sort_keys=True).encode())
                for n in range(len(self.lengths))]  # fmt: skip
        for term in self._reader.lexicon(FIELD):
            for number, weight in zip(*self._fetch(term.decode()), strict=True):
                sums[number].update(b"%b %d " % (term, weight))
        found = zip(self.entries, sums, self.live, strict=True)
        return {entry["ref"]: one.hexdigest() for entry, one, is_live in found if is_live}

    def postings(self, term: str) -> tuple[Numbers, Weights]:
        """Return the documents that hold a term, those taken out included, and its weights."""
        known = self._kept.get(term)
        if known is not None:
            self._kept.move_to_end(term)
            return known
        found = self._fetch(term)
        self._kept[term] = found
        self._kept_count += len(found[0])
        while self._kept_count > MOST_KEPT:
            _oldest, dropped = self._kept.popitem(last=False)
            self._kept_count -= len(dropped[0])
        return found

    def _fetch(self, term: str) -> tuple[Numbers, Weights]:
        # Past the filter of deleted documents: ``live`` takes them out of the sums at once.
        text = term.encode()
        try:
            terms = self._reader._terms  # noqa: SLF001 - the public way steps over each
            matcher = terms.matcher(FIELD, text, self._reader.schema[FIELD].format)
        except TermNotFound:
            return NOTHING
        return _read(matcher)


@dataclass(frozen=True)
class Segments:
    """The parts of an index that is open, as one row of numbered documents."""

    parts: tuple[Segment, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, reader: IndexReader, known: dict[str, Segment]) -> "Segments":
        """Open every part; ``known`` keeps those of earlier states, by name, and is brought up."""
        parts, starts, names = [], [], set()
        for leaf, start in reader.leaf_readers():
            if not leaf.doc_count_all():
                continue
            name = leaf.segment().segment_id()
            names.add(name)
            part = known[name].reopen(leaf) if name in known else Segment(leaf)
            parts.append(known.setdefault(name, part))
            starts.append(start)
        for gone in known.keys() - names:
            del known[gone]
        return cls(tuple(parts), tuple(starts))

    @property
    def lengths(self) -> Weights:
        """How long each document is, in weighted terms."""
        return np.concatenate([NOTHING[1], *(part.lengths for part in self.parts)])

    @property
    def live(self) -> npt.NDArray[np.bool_]:
        """Which documents are still in the index."""
        return np.concatenate([np.zeros(0, np.bool_), *(part.live for part in self.parts)])

    @property
    def entries(self) -> list[Mapping[str, Any]]:
        """The entries of all documents, those taken out included."""
        return [entry for part in self.parts for entry in part.entries]

    @property
    def words(self) -> Iterator[Sequence[str]]:
        """The words of titles and keywords of the documents still in the index."""
        for part in self.parts:
            yield from compress(part.words, part.live)

    def digest(self) -> str:
        """Return a digest of all that can be found: the same for the same documents.

        How they came into the index, and in which order, makes no difference.
        """
        each = sorted(one for part in self.parts for one in part.digests().items())
        return hashlib.sha256(repr(each).encode()).hexdigest()

    def stored(self, number: int) -> dict[str, Any]:
        """Return what is kept of a document beside its terms."""
        at = max(place for place, start in enumerate(self.starts) if start <= number)
        return self.parts[at].stored(number - self.starts[at])

    def postings(self, term: str) -> tuple[Numbers, Weights]:
        """Return the documents that hold a term, those taken out included, and its weights."""
        if len(self.parts) == 1:
            return self.parts[0].postings(term)
        found = [part.postings(term) for part in self.parts]
        numbers = [one + start for (one, _w), start in zip(found, self.starts, strict=True)]
        return (
            np.concatenate([NOTHING[0], *numbers]),
            np.concatenate([NOTHING[1], *(weights for _n, weights in found)]),
        )
