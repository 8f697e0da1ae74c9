"""The filters of the list with their answers, each counted under all the other filters."""

from dataclasses import dataclass

from portal.enterprises.filters import Filter, filters, regions_by_level
from portal.enterprises.roll.asking import Question
from portal.enterprises.search import EnterpriseSearch

# What stands at once; the rest is behind "more", unless that would hide hardly any.
SHOWN_AT_ONCE, HARDLY_ANY = 8, 2
OPEN = ("kind", "region", "grade")


@dataclass(frozen=True)
class Option:
    """One answer of a filter; ``depth`` says how far inside another it lies."""

    value: str
    label: str
    count: int
    is_chosen: bool
    depth: int = 0


@dataclass(frozen=True)
class Facet:
    """One filter with its answers, those that find something or are chosen."""

    name: str
    title: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The answers the visitor has chosen."""
        return tuple(option for option in self.options if option.is_chosen)

    @property
    def is_open(self) -> bool:
        """Whether its answers stand there unasked."""
        return self.name in OPEN or bool(self.chosen)

    @property
    def first(self) -> tuple[Option, ...]:
        """The answers that stand at once: the chosen ones and those that find most."""
        if len(self.options) <= SHOWN_AT_ONCE + HARDLY_ANY:
            return self.options
        most = sorted(self.options, key=lambda option: -option.count)[:SHOWN_AT_ONCE]
        return tuple(one for one in self.options if one.is_chosen or one in most)

    @property
    def more(self) -> tuple[Option, ...]:
        """The answers behind "more"."""
        shown = self.first
        return tuple(option for option in self.options if option not in shown)


def facets_of(search: EnterpriseSearch, question: Question) -> list[Facet]:
    """Return every filter of a search with its counts."""
    return [_facet(one, search.chosen.get(one.name, ()), question) for one in filters()]


def _facet(one: Filter, chosen: tuple[str, ...], question: Question) -> Facet:
    counts = question.counts(one.name)
    depths = dict(regions_by_level()) if one.name == "region" else {}
    options = (
        Option(value, label, counts.get(value, 0), value in chosen, depths.get(value, 0))
        for value, label in one.labels().items()
        if counts.get(value) or value in chosen
    )
    return Facet(one.name, str(one.title), tuple(options))
