"""The filters of a search with their answers, each counted under all the other filters."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.sampling import queries
from portal.sampling.filters import (
    FILTERS,
    RESULT,
    Filter,
    Listing,
    region_prefix,
    regions_by_level,
)
from portal.sampling.search import ResultSearch

# What stands at once; the rest is behind "more". Beyond that a filter has a box of its own.
SHOWN_AT_ONCE = 8
EASY_TO_SCAN = 20
# Nobody reads a longer list; words find what is beyond it.
MOST_LISTED = 60
PLAIN = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True)
class Option:
    """One answer of a filter; ``depth`` says how far inside another it lies."""

    value: str
    label: str
    count: int
    is_chosen: bool
    depth: int = 0

    @cached_property
    def key(self) -> str:
        """Something for an id that stays the same when the list around it changes."""
        if PLAIN.fullmatch(self.value):
            return self.value
        return hashlib.sha256(self.value.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Facet:
    """One filter with the answers that find something or are chosen."""

    name: str
    title: str
    options: tuple[Option, ...]
    is_open: bool
    left_out: int = 0

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The answers the visitor has chosen."""
        return tuple(option for option in self.options if option.is_chosen)

    @cached_property
    def first(self) -> tuple[Option, ...]:
        """The answers that stand at once: the chosen ones and those that find most."""
        if len(self.options) <= SHOWN_AT_ONCE + 2:
            return self.options
        least = sorted((option.count for option in self.options), reverse=True)[SHOWN_AT_ONCE - 1]
        large = [option for option in self.options if option.count >= least][:SHOWN_AT_ONCE]
        kept = {option.value for option in (*large, *self.chosen)}
        return tuple(option for option in self.options if option.value in kept)

    @cached_property
    def more(self) -> tuple[Option, ...]:
        """The answers behind "more"."""
        shown = {option.value for option in self.first}
        return tuple(option for option in self.options if option.value not in shown)

    @property
    def has_box(self) -> bool:
        """Whether the list is so long that it needs a search of its own."""
        return len(self.options) > EASY_TO_SCAN


def facets_of(search: ResultSearch) -> list[Facet]:
    """Return every filter of a search with its counts."""
    asked = [one for one in FILTERS if _is_asked(one, search)]
    counts = queries.facet_counts(search.wanted, [one.plural for one in asked])
    return [_facet(one, search.chosen.get(one.name, ()), counts[one.plural]) for one in asked]


def total_of(facets: Iterable[Facet]) -> int:
    """Return how many results there are: every result has a verdict, so that filter counts them."""
    verdicts = next(facet for facet in facets if facet.name == RESULT.name)
    return sum(option.count for option in verdicts.chosen or verdicts.options)


def _is_asked(one: Filter, search: ResultSearch) -> bool:
    return not one.under or bool(search.chosen.get(one.under) or search.chosen.get(one.name))


def _facet(one: Filter, chosen: Sequence[str], found: Mapping[object, int]) -> Facet:
    counts = {str(answer): count for answer, count in found.items()}
    depths: Mapping[str, int] = {}
    if one.name == "region":
        depths = dict(regions_by_level())
        counts = {code: counts.get(region_prefix(code), 0) for code in depths}
    options = [
        Option(value, label, counts.get(value, 0), value in chosen, depths.get(value, 0))
        for value, label in one.offered([*counts, *chosen])
        if counts.get(value) or value in chosen
    ]
    if one.listing is Listing.MOST_FIRST:
        options.sort(key=lambda option: -option.count)
    listed = options[:MOST_LISTED] + [o for o in options[MOST_LISTED:] if o.is_chosen]
    return Facet(
        one.name,
        str(one.title),
        tuple(listed),
        is_open=one.is_open or bool(chosen),
        left_out=len(options) - len(listed),
    )
