"""Results in order, from any place on and in both directions.

Each segment is in order by itself, so that the list is a merge of a few streams, each of which is
entered where the reader stands: rank 200,000 costs what the first page costs.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from typing import Any

from pyroaring import BitMap

from portal.sampling.postings.asking import Question
from portal.sampling.postings.segments import Segment
from portal.sampling.rules.questions import Order

AT_ONCE, MOST_AT_ONCE = 64, 4096
LOOKED_UP_MOST = 4000
# Where something stands in the list: its day (an ordinal) or ratio, and its inner number.
Place = tuple[Any, int]
Walk = Iterator[Place]


def walk(
    question: Question, order: Order, *, beyond: Place | None = None, backwards: bool = False
) -> Walk:
    """Yield the places of all hits in order, from ``beyond`` on; ``backwards`` the other way.

    The newest, or the largest ratio, comes first; by ratio, hits without one are left out.
    """
    entered: Callable[..., Walk] = _by_ratio if order is Order.RATIO else _by_day
    walks = [
        entered(segment, question.hits(segment), beyond, backwards=backwards)
        for segment in question.index.segments
    ]
    return merge(*walks, reverse=not backwards)


def _by_day(segment: Segment, hits: BitMap, beyond: Place | None, *, backwards: bool) -> Walk:
    rank = _entered(segment, hits, beyond, backwards=backwards)
    for documents in _slices(hits, rank, backwards=backwards):
        for number, batch_id in zip(documents, segment.ids_of(documents), strict=True):
            yield segment.day_of(number), batch_id


def _entered(segment: Segment, hits: BitMap, beyond: Place | None, *, backwards: bool) -> int:
    if beyond is None:
        return 0 if backwards else len(hits)
    day, batch_id = beyond
    first = segment.first_from(day, batch_id + 1 if backwards else batch_id)
    return hits.rank(first - 1) if first else 0


def _slices(hits: BitMap, rank: int, *, backwards: bool) -> Iterator[Sequence[int]]:
    """Yield the hits from a rank on, up or down: a few at first, then more at once."""
    step = AT_ONCE
    while rank < len(hits) if backwards else rank > 0:
        low, high = (rank, rank + step) if backwards else (max(rank - step, 0), rank)
        documents = list(hits[low:high])
        yield documents if backwards else documents[::-1]
        rank = high if backwards else low
        step = min(step * 4, MOST_AT_ONCE)


def _by_ratio(segment: Segment, hits: BitMap, beyond: Place | None, *, backwards: bool) -> Walk:
    ratios = segment.ratios
    hits = hits & ratios.documents
    # A few hits are looked up where they stand; many are met soon by going along the order.
    places = ratios.places_of(hits) if len(hits) <= LOOKED_UP_MOST else range(len(ratios.order))
    start = bisect_left(places, _place(segment, beyond, backwards=backwards))
    for place in places[start:] if backwards else reversed(places[:start]):
        if ratios.order[place] in hits:
            yield ratios.values[place], segment.id_of(ratios.order[place])


def _place(segment: Segment, beyond: Place | None, *, backwards: bool) -> int:
    values = segment.ratios.values
    if beyond is None:
        return 0 if backwards else len(values)
    ratio, batch_id = beyond
    alike = range(bisect_left(values, ratio), bisect_right(values, ratio))
    ids = [segment.id_of(segment.ratios.order[place]) for place in alike]
    return alike.start + (bisect_right(ids, batch_id) if backwards else bisect_left(ids, batch_id))
