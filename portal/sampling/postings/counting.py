"""How many results answer, and how many each answer of each filter would leave. Exact counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyroaring import BitMap

from portal.sampling.postings.asking import ask
from portal.sampling.postings.columns import IN_COLUMNS, count_in_columns
from portal.sampling.postings.segments import Segment
from portal.sampling.postings.values import ANSWERS, FACETS
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
    narrowed = [name for name in names if question.narrows(name)]
    free = [name for name in names if name not in narrowed]
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    for segment in question.index.segments:
        found = _counted(segment, free, question.hits(segment))
        for name in narrowed:
            found |= _counted(segment, [name], question.hits(segment, without=name))
        for name, answers in found.items():
            counts[name].update(answers)
    return {name: _typed(name, found) for name, found in counts.items()}


def _counted(segment: Segment, names: Sequence[str], hits: BitMap) -> dict[str, Mapping[str, int]]:
    in_columns = [name for name in names if name in IN_COLUMNS]
    counts = count_in_columns(segment, in_columns, hits)
    for name in names:
        if name not in IN_COLUMNS:  # few documents answer: only what failed has failing items
            facet = segment.facet(name)
            counts[name] = {
                answer: hits.intersection_cardinality(documents)
                for answer, documents in facet.items()
            }
    return counts


def _typed(name: str, counts: Counter[str]) -> Mapping[Any, int]:
    make = ANSWERS[name]
    return {make(answer): number for answer, number in counts.items() if number}
