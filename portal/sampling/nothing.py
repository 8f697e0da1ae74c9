"""What to try where a search found nothing: one condition less, a shorter word, another name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from portal.sampling import queries
from portal.sampling.cards import find_card
from portal.sampling.facets import Facet
from portal.sampling.search import ResultSearch

MOST_HINTS = 4
# Each try is a count of its own; more would make an empty answer dearer than a full one.
MOST_TRIES = 8
LONGEST_CUT, SHORTEST_CUT = 5, 2


@dataclass(frozen=True)
class Hint:
    """Another search that finds something: what is different about it, how much it finds."""

    label: str
    count: int
    address_parts: dict[str, Any]


@dataclass(frozen=True)
class Nothing:
    """Ways on from an empty answer, those that find something only."""

    without: list[Hint] = field(default_factory=list)
    similar: list[Hint] = field(default_factory=list)
    names: list[Hint] = field(default_factory=list)


def ways_on(search: ResultSearch, facets: Iterable[Facet]) -> Nothing:
    """Return what to try instead of a search that found nothing."""
    labels = [(f.name, one.value, f"{f.title}：{one.label}") for f in facets for one in f.chosen]
    dropped = ((label, search.drop(name, value)) for name, value, label in labels)
    return Nothing(
        without=_counted(dropped) if search.text or len(labels) > 1 else [],
        similar=_counted(_with_words(search, _shorter(search.text))),
        names=_counted(_with_words(search, _other_names(search.text))),
    )


def _with_words(search: ResultSearch, texts: Iterable[str]) -> Iterator[tuple[str, ResultSearch]]:
    return ((text, replace(search, text=text)) for text in texts)


def _shorter(text: str) -> Iterator[str]:
    words = text.split()
    if len(words) > 1:
        yield from words
    for word in words:
        for length in range(min(len(word) - 1, LONGEST_CUT), SHORTEST_CUT - 1, -1):
            yield from (word[:length], word[-length:])


def _other_names(text: str) -> Iterator[str]:
    for word in text.split():
        card = find_card(word)
        if card is not None:
            yield from (name for name in card.search_terms if name != word)


def _counted(tries: Iterable[tuple[str, ResultSearch]]) -> list[Hint]:
    found: list[Hint] = []
    for tried, (label, search) in enumerate(tries):
        if len(found) == MOST_HINTS or tried == MOST_TRIES:
            break
        count = queries.count_results(search.wanted)
        if count:
            found.append(Hint(label, count, search.address_parts()))
    return found
