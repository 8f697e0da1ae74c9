"""Taking results into the index and out of it, in the transaction that publishes or withdraws them.

A change never touches what is indexed already: the old document is struck out, and what the rows
say now is added in a new small segment. A new segment takes up those that are not larger than
itself, so that of n changes one at a time about log n segments remain, and no document is
rewritten more often than that. Large ones are joined in the background (``compaction``).
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Any

from pyroaring import BitMap
from sqlalchemy import delete, select, update

from portal.jobs import services as jobs
from portal.jobs.models import Job
from portal.jobs.rules import JobState
from portal.kernel import bulk, clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, take_turns
from portal.sampling.models import SearchMark, SearchPart, SearchSegment
from portal.sampling.postings.documents import list_public, read_documents
from portal.sampling.postings.inverting import Inversion
from portal.sampling.postings.parts import packed
from portal.sampling.postings.segments import Index, Segment, current_index

LOCK = 0x5EA2C4
BITS = 62
# Five million results in one segment would take minutes to rewrite.
LARGEST = 1 << 20
# Whoever changes one result waits for no more than so many others to be indexed with it.
TAKEN_UP_MOST = 512
PARTS_AT_ONCE = 2000
PART = ("segment", "name", "content")
_PARTS: Any = SearchPart.__table__
COMPACTION_JOB = "sampling.compaction"
SEGMENTS_MOST = 12
# Somebody may still be reading what was replaced: a long download that began before.
KEPT_AFTERWARDS = timedelta(hours=1)
_waiting: ContextVar[BitMap | None] = ContextVar("changes that wait", default=None)


def renew(batch_ids: Iterable[int]) -> None:
    """Bring what the index says of some batches in step with their rows, in this transaction.

    After every change of what is public: published, corrected, overturned, withdrawn, disposed of.
    The rows decide what becomes of it: what is listed is found by what it says now, and what is
    not is found no more.
    """
    waiting = _waiting.get()
    if waiting is not None:
        waiting.update(batch_ids)
        return
    db.session.flush()
    ids = BitMap(batch_ids)
    index = hold_index()
    if index.mark is None:
        rebuild()
        return
    standing = strike_out(index.segments, ids)
    public = list_public(db.session, ids)
    if public:
        standing = _add_segments(standing, public)
    if len(standing) > SEGMENTS_MOST:
        _ask_for_compaction()
    throw_away(largest=TAKEN_UP_MOST)
    draw_mark()


@contextmanager
def renewed_together() -> Iterator[None]:
    """Bring the index in step once for everything that changes in this block, at its end.

    For many changes in one transaction that nobody searches before it is over.
    """
    waiting = BitMap()
    before = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(before)
    if waiting:
        renew(waiting)


def rebuild() -> int:
    """Index every public batch anew; return how many there are.

    Searches go on meanwhile; on SQLite whoever wants to write waits until it is done.
    """
    index = hold_index()
    retire(index.segments)
    public = list_public(db.session)
    _write_all(public)
    draw_mark()
    return len(public)


def hold_index() -> Index:
    """Return the index as it stands; nobody else changes it until this transaction ends."""
    take_turns(LOCK)
    return current_index()


def strike_out(segments: Iterable[Segment], batch_ids: BitMap) -> list[Segment]:
    """Mark the documents of these batches as gone, wherever they are; return what stands."""
    standing = []
    for segment in segments:
        documents = segment.documents_of(batch_ids) - segment.gone
        if documents:
            segment = replace(segment, gone=segment.gone | documents)  # noqa: PLW2901 - as it is now
            values = {"gone": packed(segment.gone), "gone_count": len(segment.gone)}
            db.session.execute(
                update(SearchSegment).where(SearchSegment.key == segment.key).values(values)
            )
        standing.append(segment)
    return standing


def write_segment(inversion: Inversion, *, gone: BitMap) -> Segment:
    """Write a segment that was built; ``gone`` are documents struck out while it was."""
    segment = Segment(secrets.randbits(BITS), inversion.size, gone)
    row = SearchSegment(key=segment.key, size=segment.size, gone=packed(gone))
    row.gone_count, row.built_at = len(gone), clock.now()
    db.session.add(row)
    db.session.flush()
    parts = inversion.parts()
    while some := list(islice(parts, PARTS_AT_ONCE)):
        bulk.insert_rows(_PARTS, PART, [(segment.key, name, content) for name, content in some])
    return segment


def retire(segments: Iterable[Segment]) -> None:
    """Let segments stand no longer; they stay for those who are reading them."""
    keys = [segment.key for segment in segments]
    db.session.execute(
        update(SearchSegment).where(SearchSegment.key.in_(keys)).values(retired_at=clock.now())
    )


def throw_away(*, largest: int = LARGEST) -> None:
    """Delete what was retired long enough ago, of segments up to a size."""
    old = select(SearchSegment.key).where(
        SearchSegment.retired_at < clock.now() - KEPT_AFTERWARDS, SearchSegment.size <= largest
    )
    keys = db.session.scalars(old).all()
    if keys:
        db.session.execute(delete(SearchPart).where(SearchPart.segment.in_(keys)))
        db.session.execute(delete(SearchSegment).where(SearchSegment.key.in_(keys)))


def draw_mark() -> None:
    """Tell every process that the index has changed, once this transaction is committed."""
    mark = secrets.randbits(BITS)
    if db.session.get(SearchMark, 1) is None:
        db.session.add(SearchMark(id=1, mark=mark))
        db.session.flush()
    else:
        db.session.execute(update(SearchMark).values(mark=mark))


def _add_segments(standing: Sequence[Segment], public: Sequence[int]) -> list[Segment]:
    taken, total = [], len(public)
    for segment in sorted(standing, key=lambda one: len(one.live)):
        if len(segment.live) > min(total, TAKEN_UP_MOST - total):
            break
        taken.append(segment)
        total += len(segment.live)
    if taken:
        others = (one for segment in taken for one in segment.ids_of(segment.live))
        public = list_public(db.session, {*public, *others})
        retire(taken)
    return [*(one for one in standing if one not in taken), *_write_all(public)]


def _write_all(public: Sequence[int]) -> list[Segment]:
    written = []
    for start in range(0, len(public), LARGEST):
        documents = read_documents(db.session, public[start : start + LARGEST])
        written.append(write_segment(Inversion().add(documents), gone=BitMap()))
    return written


def _ask_for_compaction() -> None:
    asked = select(Job.id).where(Job.kind == COMPACTION_JOB, Job.state == JobState.WAITING)
    if db.session.scalar(asked.limit(1)) is None:
        jobs.enqueue(COMPACTION_JOB, {}, by=SYSTEM)
