"""The answers that a result gives to each filter."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from portal.sampling.cards import find_card
from portal.sampling.rules.batches import ChainStage, Domain, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage

# A code of administrative divisions (GB/T 2260, GB/T 10114): province, city, county, street.
LEVELS = (2, 4, 6, 9, 12)
# Each filter, and what its answers are where they are not plain text.
ANSWERS: Mapping[str, Callable[[str], Any]] = {
    "results": Result,
    "kinds": TaskKind,
    "domains": Domain,
    "categories": str,
    "subcategories": str,
    "regions": str,
    "stages": ChainStage,
    "items": str,
    "hazards": str,
    "disposals": DisposalStage,
    "announcements": str,
    "years": int,
}
FACETS = tuple(ANSWERS)


def item_shown(name: str) -> str:
    """Return what an item is called in the filter: its card's name, else the name in the source.

    One item is written in many ways; the card of explanation knows them all.
    """
    card = find_card(name)
    return card.name.zh if card else name.strip()


def hazard_of(name: str) -> str | None:
    """Return the code of the class of hazard an item belongs to, None where no card knows it."""
    card = find_card(name)
    return card.hazard.code if card else None


def divisions_of(code: str | None) -> Iterator[str]:
    """Yield the codes of every division a region lies in, from the province down to itself."""
    if code:
        yield from (code[:length] for length in LEVELS if length < len(code))
        yield code


def answers_of_items(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what failing items answer to the filters of items and of hazards."""
    for name in names:
        yield "items", item_shown(name)
        hazard = hazard_of(name)
        if hazard:
            yield "hazards", hazard
