"""Joining segments in the background.

A join is a new segment made of the rows behind the old ones, not a merge of their bitmaps: there
is one way to build a segment, and whatever was struck out or dated back falls into place by it.
It is built beside the transaction, so that nobody waits for it; what was struck out meanwhile is
struck out of the new segment too.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pyroaring import BitMap

from portal.jobs import runners
from portal.jobs.runners import Progress
from portal.kernel.db import db, own_reading
from portal.sampling.postings.documents import list_public, read_documents
from portal.sampling.postings.inverting import Inversion
from portal.sampling.postings.segments import Segment, current_index
from portal.sampling.postings.writing import (
    COMPACTION_JOB,
    LARGEST,
    draw_mark,
    hold_index,
    retire,
    throw_away,
    write_segment,
)

# Segments are joined while the next is at most so many times as large as all before it.
ALIKE = 2
# A segment of which so small a part is gone is not worth writing anew.
GONE_LEAST = 1 / 4


def worth_joining(segments: Sequence[Segment]) -> Sequence[Segment]:
    """Return the segments to be made into one: several of like size, or one with much gone."""
    by_size = sorted(segments, key=lambda one: len(one.live))
    for first in range(len(by_size)):
        run, total = [by_size[first]], len(by_size[first].live)
        for segment in by_size[first + 1 :]:
            size = len(segment.live)
            if size > ALIKE * total or total + size > LARGEST:
                break
            run.append(segment)
            total += size
        if len(run) > 1 or len(run[0].gone) > run[0].size * GONE_LEAST:
            return run
    return ()


def compact() -> bool:
    """Join the segments worth joining; return whether there were any.

    It has to come first in its transaction, which is given up while the segment is built. Where
    somebody else has replaced a segment meanwhile, what was built is dropped.
    """
    taken = worth_joining(current_index().segments)
    if not taken:
        return False
    ids = BitMap(one for segment in taken for one in segment.ids_of(segment.live))
    db.session.rollback()  # what was read is read; nobody has to wait while the segment is built
    with own_reading() as beside:
        public = list_public(beside, ids)
        built = Inversion().add(read_documents(beside, public))
    _replace(taken, built)
    return True


def _replace(taken: Sequence[Segment], built: Inversion) -> None:
    now = {segment.key: segment for segment in hold_index().segments}
    if not now.keys() >= {segment.key for segment in taken}:
        return
    struck = BitMap()
    for then in taken:
        struck.update(then.ids_of(now[then.key].gone - then.gone))
    gone = BitMap(number for number, one in enumerate(built.batch_ids) if one in struck)
    retire(taken)
    write_segment(built, gone=gone)
    throw_away()
    draw_mark()


def run_compaction(_payload: Mapping[str, Any], progress: Progress) -> None:
    """Join what is worth joining, once."""
    progress(0, 1)
    compact()


runners.register(COMPACTION_JOB, run_compaction)
