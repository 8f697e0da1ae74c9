"""The filters of a search with their answers, each counted under all the other filters.

A page holds the answers that find most; all of them are a page of their own, one filter at a time.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import NamedTuple

from flask import url_for

from portal.sampling import queries
from portal.sampling.filters import (
    FILTERS,
    RESULT,
    Filter,
    Listing,
    region_depths,
    region_prefix,
)
from portal.sampling.search import ResultSearch

# What stands at once; the rest is behind "more", unless that would hide hardly any.
SHOWN_AT_ONCE = 8
HARDLY_ANY = 2
# Nobody reads a longer list; words find what is beyond it.
MOST_LISTED = 500
PLAIN = re.compile(r"[\w-]{1,40}")


class Option(NamedTuple):
    """One answer of a filter; ``depth`` says how far inside another it lies."""

    value: str
    label: str
    found: int
    is_chosen: bool
    depth: int = 0

    @property
    def key(self) -> str:
        """Something for an id that stays the same when the list around it changes."""
        if PLAIN.fullmatch(self.value):
            return self.value
        return hashlib.sha256(self.value.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Facet:
    """One filter with answers that find something or are chosen, and how many it has not."""

    name: str
    title: str
    options: tuple[Option, ...]
    is_open: bool
    left_out: int = 0
    more_address: str = ""

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The answers the visitor has chosen."""
        return tuple(option for option in self.options if option.is_chosen)


@dataclass(frozen=True)
class _Answers:
    """What one filter's answers find, in the order of its list."""

    filter: Filter
    chosen: Sequence[str]
    counts: Mapping[str, int]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        return self.filter.labels()

    @cached_property
    def values(self) -> list[str]:
        labels, newest = self.labels, self.filter.listing is Listing.NEWEST_FIRST
        asked = self.counts.keys() | set(self.chosen)
        known = [value for value in labels if value in asked]
        values = known + sorted(asked - labels.keys(), reverse=newest)
        if self.filter.listing is Listing.MOST_FIRST:
            values.sort(key=lambda value: -self.counts.get(value, 0))
        return values

    @cached_property
    def first(self) -> list[str]:
        """The answers that stand at once: the chosen ones and those that find most."""
        if len(self.values) <= SHOWN_AT_ONCE + HARDLY_ANY:
            return self.values
        most = nlargest(SHOWN_AT_ONCE, self.values, key=lambda value: self.counts.get(value, 0))
        kept = {*most, *self.chosen}
        return [value for value in self.values if value in kept]

    @property
    def rest(self) -> list[str]:
        """The answers behind "more"."""
        shown = set(self.first)
        return [value for value in self.values if value not in shown]

    def facet(self, values: Sequence[str], left_out: int, more_address: str = "") -> Facet:
        """Return the filter with some of its answers, called by their names."""
        labels, call = self.labels, self.filter.call
        depths = region_depths() if self.filter.name == "region" else {}
        options = tuple(
            Option(
                value=value,
                label=labels.get(value) or call(value),
                found=self.counts.get(value, 0),
                is_chosen=value in self.chosen,
                depth=depths.get(value, 0),
            )
            for value in values
        )
        return Facet(
            self.filter.name,
            self.filter.called,
            options,
            is_open=self.filter.is_open or bool(self.chosen),
            left_out=left_out,
            more_address=more_address if left_out else "",
        )


def facets_of(search: ResultSearch) -> list[Facet]:
    """Return every filter of a search with its counts and the answers that stand at once."""
    asked = [one for one in FILTERS if _is_asked(one, search)]
    head, mark, tail = _more_address(search, "-").partition("/-")
    return [
        answers.facet(
            answers.first,
            len(answers.values) - len(answers.first),
            f"{head}/{answers.filter.name}{tail}" if mark else "",
        )
        for answers in _answers(asked, search)
    ]


def all_answers(one: Filter, search: ResultSearch) -> Facet:
    """Return one filter with every answer, ``left_out`` counting what is beyond a list."""
    (answers,) = _answers([one], search)
    return _limited(answers, answers.values)


def further_answers(one: Filter, search: ResultSearch) -> Facet:
    """Return one filter with the answers that do not stand at once."""
    (answers,) = _answers([one], search)
    return _limited(answers, answers.rest)


def total_of(facets: Iterable[Facet]) -> int:
    """Return how many results there are: every result has a verdict, so that filter counts them."""
    verdicts = next(facet for facet in facets if facet.name == RESULT.name)
    return sum(option.found for option in verdicts.chosen or verdicts.options)


def _limited(answers: _Answers, values: Sequence[str]) -> Facet:
    listed = [
        *values[:MOST_LISTED],
        *(one for one in values[MOST_LISTED:] if one in answers.chosen),
    ]
    return answers.facet(listed, len(values) - len(listed))


def _more_address(search: ResultSearch, name: str) -> str:
    return url_for("sampling.list_answers", name=name, **search.address_parts())


def _is_asked(one: Filter, search: ResultSearch) -> bool:
    return not one.under or bool(search.chosen.get(one.under) or search.chosen.get(one.name))


def _answers(asked: Sequence[Filter], search: ResultSearch) -> list[_Answers]:
    counts = queries.facet_counts(search.wanted, [one.plural for one in asked])
    return [
        _Answers(one, search.chosen.get(one.name, ()), _by_value(one, counts[one.plural]))
        for one in asked
    ]


def _by_value(one: Filter, found: Mapping[object, int]) -> Mapping[str, int]:
    counts = {str(answer): count for answer, count in found.items() if count}
    if one.name != "region":
        return counts
    by_code = {code: counts.get(region_prefix(code), 0) for code in region_depths()}
    return {code: count for code, count in by_code.items() if count}
