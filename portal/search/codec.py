"""How the index is written: in Whoosh's own format, but a term at a time instead of a posting.

Whoosh checks and hands on each posting by itself, which is half the time of making an index. What
is written is the same, and read by ``portal.search.postings`` and by Whoosh alike.
"""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PostingsWriter
from whoosh.fields import Schema

BLOCK = 4096  # postings; they are read a block at a time
# Most terms have a few postings, which packing makes larger.
COMPRESSION, WORTH_PACKING = 3, 64
Posting = tuple[str, bytes, int, float, bytes]  # field, term, document, weight, nothing


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]  # Whoosh has no types
    """Writes the postings of one term after the other."""

    _maxweight: float

    def extend(self, postings: Iterable[Posting]) -> None:
        """Write the postings of a term; none of our fields keeps anything with them."""
        for _field, _term, number, weight, _value in postings:
            if len(self._ids) >= self._blocklimit:
                self._write_block()
            self._ids.append(number)
            self._weights.append(weight)
            self._maxweight = max(self._maxweight, weight)

    def _write_block(self, last: bool = False) -> None:  # noqa: FBT001, FBT002 - Whoosh's own
        self._compression = COMPRESSION if len(self._ids) >= WORTH_PACKING else 0
        super()._write_block(last)


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]  # as above
    """Writes the terms of one field after the other; they come in order."""

    def add_postings(
        self,
        schema: Schema,
        _lengths: object,
        items: Iterable[Posting],
    ) -> None:
        """Write all postings of a part of the index."""
        for field, of_field in groupby(items, itemgetter(0)):
            self.start_field(field, schema[field])
            for term, postings in groupby(of_field, itemgetter(1)):
                self.start_term(term)
                self._postwriter.extend(postings)
                self.finish_term()
            self.finish_field()


class Codec(W3Codec):  # type: ignore[misc]  # as above
    """Whoosh's own format."""

    def __init__(self, block: int = BLOCK) -> None:
        super().__init__(blocklimit=block)

    def field_writer(self, storage: Any, segment: Any) -> _FieldWriter:
        """Return what writes the terms."""
        return _FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> _PostingsWriter:  # noqa: FBT001, FBT002 - Whoosh's own
        """Return what writes the postings of each term."""
        return _PostingsWriter(dbfile, blocklimit=self._blocklimit, byteids=byteids)
