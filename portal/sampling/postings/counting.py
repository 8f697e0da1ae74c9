"""How many results answer, and how many each answer of each filter would leave. Exact counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pyroaring import BitMap

from portal.sampling.postings.asking import ask
from portal.sampling.postings.parts import Facet
from portal.sampling.postings.segments import Segment
from portal.sampling.postings.values import ANSWERS, FACETS, OF_SEVERAL
from portal.sampling.rules.questions import ResultFilter


def count(wanted: ResultFilter) -> int:
    """Return how many public results answer the question."""
    question = ask(wanted)
    return sum(len(question.hits(segment)) for segment in question.index.segments)


def facet_counts(
    wanted: ResultFilter, names: Iterable[str] = FACETS
) -> dict[str, Mapping[Any, int]]:
    """Return for each filter how many results each of its answers would leave, under the others."""
    names = tuple(names)
    question = ask(wanted)
    question.index.load([f"facet:{name}" for name in names])
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    for segment in question.index.segments:
        under_all = question.hits(segment)
        for name in names:
            hits = question.hits(segment, without=name) if question.narrows(name) else under_all
            counts[name].update(_counted(segment, name, hits))
    return {name: _typed(name, found) for name, found in counts.items()}


def _counted(segment: Segment, name: str, hits: BitMap) -> Mapping[str, int]:
    facet = segment.facet(name)
    if hits == segment.live:
        return _counted_whole(facet, segment.gone)
    left = len(hits)
    counts = {}
    for answer, documents in facet.items():
        if not left:
            break
        counts[answer] = hits.intersection_cardinality(documents)
        if name not in OF_SEVERAL:
            left -= counts[answer]
    return counts


def _counted_whole(facet: Facet, gone: BitMap) -> Mapping[str, int]:
    return {
        answer: len(documents) - documents.intersection_cardinality(gone)
        for answer, documents in facet.items()
    }


def _typed(name: str, counts: Counter[str]) -> Mapping[Any, int]:
    make = ANSWERS[name]
    return {make(answer): number for answer, number in counts.items() if number}
