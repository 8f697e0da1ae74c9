"""Holding the index against the rows it is made of."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pyroaring import BitMap

from portal.kernel.db import db
from portal.sampling.postings import store
from portal.sampling.postings.documents import list_public, read_documents
from portal.sampling.postings.inverting import Inversion
from portal.sampling.postings.parts import unpacked
from portal.sampling.postings.segments import Segment, current_index

Told = dict[str, BitMap]


def disagreements() -> Iterator[str]:
    """Yield what the index says otherwise than the rows, a line each; nothing where they agree."""
    indexed, public = BitMap(), BitMap(list_public(db.session))
    for segment in current_index().segments:
        ids = list(segment.ids_of(segment.live))
        yield from (f"batch {one}: indexed twice" for one in indexed & BitMap(ids))
        indexed.update(ids)
        yield from _of_segment(segment, ids)
    yield from (f"batch {one}: public and not indexed" for one in public - indexed)
    yield from (f"batch {one}: indexed and not public" for one in indexed - public)


def _of_segment(segment: Segment, ids: Sequence[int]) -> Iterator[str]:
    built = Inversion().add(read_documents(db.session, ids))
    in_order = built.batch_ids.tolist() == ids == list(list_public(db.session, ids))
    if not in_order:
        yield f"segment {segment.key}: not its rows in order"
        return
    expected = _told((name, unpacked(name, content)) for name, content in built.parts())
    stored = _told(store.read_all(segment.key))
    for name in sorted(expected.keys() | stored.keys()):
        if _renumbered(segment, stored.get(name, BitMap())) != expected.get(name, BitMap()):
            yield f"segment {segment.key}: {name} differs"


def _told(parts: Iterable[tuple[str, Any]]) -> Told:
    """Return every bitmap of documents by name, an answer's under its filter's."""
    told: Told = {}
    for name, part in parts:
        if isinstance(part, dict):
            told |= {f"{name}={answer}": documents for answer, documents in part.items()}
        elif isinstance(part, BitMap) and name != "members":
            told[name] = part
    return told


def _renumbered(segment: Segment, documents: BitMap) -> BitMap:
    """Return the numbers that documents would have, had those that are gone never been."""
    if not segment.gone:
        return documents
    live = segment.live
    return BitMap(live.rank(number) - 1 for number in documents & live)
