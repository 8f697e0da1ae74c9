"""What a visitor asks of the results, and the answers the filters offer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict

from portal.enterprises.models import Enterprise
from portal.enterprises.queries import find_enterprise
from portal.places.profile import current_place
from portal.sampling import queries, telling
from portal.sampling.queries.results import Order, ResultFilter, words_of
from portal.sampling.rules.batches import ChainStage, Result
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.words import DISPOSAL_STAGES, RESULTS, STAGES

LONGEST_QUESTION = 100
PUBLIC_RESULTS = (Result.FAILED, Result.PASSED, Result.NEGATIVE, Result.POSITIVE)
# The name in the address, the name in the filter, what stands over it.
FACETS = (
    ("result", "results", lazy_gettext("结论")),
    ("category", "categories", lazy_gettext("食品大类")),
    ("stage", "stages", lazy_gettext("抽样环节")),
    ("disposal", "disposals", lazy_gettext("处置进度")),
    ("region", "regions", lazy_gettext("街道、镇")),
    ("year", "years", lazy_gettext("公开年份")),
)
ORDERS = {Order.NEWEST: lazy_gettext("最近公开在前"), Order.RATIO: lazy_gettext("超限倍数从高到低")}
OPEN_AT_FIRST = 2


@dataclass(frozen=True)
class Option:
    """One answer of a filter."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One filter with the answers that find something or are chosen."""

    name: str
    title: str
    options: tuple[Option, ...]
    is_open: bool

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The answers the visitor has chosen."""
        return tuple(option for option in self.options if option.is_chosen)


@dataclass(frozen=True)
class Unknown:
    """An answer that a filter does not offer, and those it does."""

    name: str
    title: str
    value: str
    allowed: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ResultSearch:
    """What is in the address: words, the chosen answers of each filter by its name, the order.

    ``party`` is the one enterprise, as maker or seller, that the results are asked of.
    """

    text: str
    chosen: Mapping[str, tuple[str, ...]]
    order: Order
    unknown: Unknown | None = None
    party: Enterprise | None = None

    @classmethod
    def read(cls, sent: "MultiDict[str, str]") -> "ResultSearch":
        """Read an address; what a filter does not offer is told by ``unknown``."""
        text = " ".join(sent.get("q", "").replace("\x00", "").split())[:LONGEST_QUESTION]
        chosen = {
            name: tuple(dict.fromkeys(sent.getlist(name))) for name, _plural, _title in FACETS
        }
        chosen = {name: tuple(v for v in values if v) for name, values in chosen.items()}
        wanted = sent.get("sort", "") or Order.NEWEST.value
        orders = [(order.value, str(label)) for order, label in ORDERS.items()]
        if wanted not in set(Order):
            sort = Unknown("sort", _("排序"), wanted[:LONGEST_QUESTION], tuple(orders))
            return cls(text, {}, Order.NEWEST, sort)
        named = sent.get("enterprise", "")[:LONGEST_QUESTION]
        party = find_enterprise(named) if named else None
        unknown = _first_unknown(chosen)
        if named and party is None:
            unknown = Unknown("enterprise", _("企业"), named, ())
        chosen = {name: values for name, values in chosen.items() if values}
        return cls(text, {} if unknown else chosen, Order(wanted), unknown, party)

    @property
    def wanted(self) -> ResultFilter:
        """The question as the queries understand it."""
        typed = {plural: self._typed(name) for name, plural, _title in FACETS}
        parties = (self.party.id,) if self.party else ()
        return ResultFilter(words=words_of(self.text), parties=parties, **typed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked: the whole list."""
        return not self.text and not self.chosen and self.party is None

    @property
    def chosen_count(self) -> int:
        """How many answers are chosen."""
        return sum(len(values) for values in self.chosen.values())

    def _typed(self, name: str) -> tuple[Any, ...]:
        make = _TYPES.get(name, str)
        return tuple(make(value) for value in self.chosen.get(name, ()))

    def address_parts(self) -> dict[str, Any]:
        """Return what an address needs to ask this again."""
        parts: dict[str, Any] = {name: list(values) for name, values in self.chosen.items()}
        sort = self.order.value if self.order is not Order.NEWEST else None
        party = self.party.address_key if self.party else None
        return {"q": self.text or None, "enterprise": party, "sort": sort, **parts}

    def without(self, name: str, value: str = "") -> dict[str, Any]:
        """Return the address parts without one answer, the words (``q``) or the ``enterprise``."""
        if name == "q":
            return replace(self, text="").address_parts()
        if name == "enterprise":
            return replace(self, party=None).address_parts()
        left = tuple(other for other in self.chosen.get(name, ()) if other != value)
        return replace(self, chosen={**self.chosen, name: left}).address_parts()

    def facets(self) -> list[Facet]:
        """Return every filter with its counts, each counted under all the others."""
        wanted, found = self.wanted, []
        for place, (name, plural, title) in enumerate(FACETS):
            counts = {str(key): n for key, n in queries.count_by(plural, wanted).items()}
            chosen = self.chosen.get(name, ())
            options = tuple(
                Option(value, label, counts.get(value, 0), value in chosen)
                for value, label in _offered(name, [*counts, *chosen])
                if counts.get(value) or value in chosen
            )
            is_open = place < OPEN_AT_FIRST or bool(chosen)
            found.append(Facet(name, str(title), options, is_open))
        return found


def total_of(facets: Iterable[Facet]) -> int:
    """Return how many results there are: every result has a verdict, so that filter counts them."""
    verdicts = next(facet for facet in facets if facet.name == "result")
    return sum(option.count for option in verdicts.chosen or verdicts.options)


def _offered(name: str, values: Iterable[str]) -> list[tuple[str, str]]:
    labels = _LABELS[name]()
    rest = sorted(set(values) - labels.keys(), reverse=name == "year")
    named = telling.category_label if name == "category" else str
    return [*labels.items(), *((value, named(value)) for value in rest)]


def _first_unknown(chosen: Mapping[str, tuple[str, ...]]) -> Unknown | None:
    for name, _plural, title in FACETS:
        values = chosen[name]
        if not values:
            continue
        more = _ALSO[name]() if name in _ALSO else []
        offered = _offered(name, more)
        odd = next((value for value in values if value not in dict(offered)), None)
        if odd is not None:
            return Unknown(name, str(title), odd[:LONGEST_QUESTION], tuple(offered))
    return None


def _streets() -> dict[str, str]:
    regions = current_place().regions
    streets = {street.code: telling.region_label(street.code) for street in regions.streets()}
    root = _("%(place)s（未写明街道）", place=telling.region_label(regions.root.code))
    return {**streets, regions.root.code: root}


_TYPES: Mapping[str, Callable[[str], Any]] = {
    "result": Result,
    "stage": ChainStage,
    "disposal": DisposalStage,
    "year": int,
}
_LABELS: Mapping[str, Callable[[], dict[str, str]]] = {
    "result": lambda: {one.value: str(RESULTS[one]) for one in PUBLIC_RESULTS},
    "category": lambda: dict(telling.category_labels()),
    "stage": lambda: {one.value: str(label) for one, label in STAGES.items()},
    "disposal": lambda: {one.value: str(label) for one, label in DISPOSAL_STAGES.items()},
    "region": _streets,
    "year": dict,
}
# Answers that the results themselves bring: asked for only where somebody chose one.
_ALSO: Mapping[str, Callable[[], list[str]]] = {
    "category": lambda: list(queries.list_categories()),
    "year": lambda: [str(year) for year in queries.list_years()],
}
