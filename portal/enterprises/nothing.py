"""What to try where a search found nothing: one condition less, a shorter word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from portal.enterprises.facets import Facet
from portal.enterprises.search import EnterpriseSearch

MOST_HINTS = 4
# Each try is a question of its own; more would make an empty answer dearer than a full one.
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


def ways_on(search: EnterpriseSearch, facets: Iterable[Facet]) -> Nothing:
    """Return what to try instead of a search that found nothing."""
    labels = [(f.name, one.value, f"{f.title}：{one.label}") for f in facets for one in f.chosen]
    dropped = ((label, search.drop(name, value)) for name, value, label in labels)
    cuts = ((text, replace(search, text=text)) for text in _shorter(search.text))
    return Nothing(
        without=_counted(dropped) if search.text or len(labels) > 1 else [],
        similar=_counted(cuts),
    )


def _shorter(text: str) -> Iterator[str]:
    words = text.split()
    if len(words) > 1:
        yield from words
    for word in words:
        for length in range(min(len(word) - 1, LONGEST_CUT), SHORTEST_CUT - 1, -1):
            yield from (word[:length], word[-length:])


def _counted(tries: Iterable[tuple[str, EnterpriseSearch]]) -> list[Hint]:
    asked = (
        Hint(label, search.ask().count(), search.address_parts())
        for label, search in islice(tries, MOST_TRIES)
    )
    return list(islice((hint for hint in asked if hint.count), MOST_HINTS))
