"""What a visitor asks of the results: read from an address, written into one again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict

from portal.enterprises.models import Enterprise
from portal.enterprises.queries import find_enterprise
from portal.sampling import queries
from portal.sampling.filters import FILTERS, Filter
from portal.sampling.queries.results import Order, ResultFilter, words_of
from portal.web.questions import PASSED_ON, Unknown

LONGEST_QUESTION = 100
# Answers told to somebody who asked for one that does not exist; the rest is counted.
MOST_TOLD = 300
ORDERS = {Order.NEWEST: lazy_gettext("最近公开在前"), Order.RATIO: lazy_gettext("超限倍数从高到低")}
PAGING = frozenset({"after", "before"})
ASKED = frozenset({"q", "sort", "enterprise", *(one.name for one in FILTERS)})


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
    def read(cls, sent: "MultiDict[str, str]", *, also: Sequence[str] = ()) -> "ResultSearch":
        """Read an address; what a filter does not offer is told by ``unknown``.

        ``also`` are further names that this address knows, for whoever reads it too.
        """
        text = " ".join(sent.get("q", "").replace("\x00", "").split())[:LONGEST_QUESTION]
        chosen = {
            one.name: tuple(value for value in dict.fromkeys(sent.getlist(one.name)) if value)
            for one in FILTERS
        }
        chosen = {name: values for name, values in chosen.items() if values}
        wanted = sent.get("sort", "") or Order.NEWEST.value
        named = sent.get("enterprise", "")[:LONGEST_QUESTION]
        party = find_enterprise(named) if named else None
        unknown = _unknown_filter(sent, also) or _unknown_order(wanted) or _unknown_answer(chosen)
        if named and party is None:
            unknown = unknown or Unknown("enterprise", _("企业"), named, ())
        if unknown:
            return cls(text, {}, Order.NEWEST, unknown, party)
        return cls(text, chosen, Order(wanted), None, party)

    @property
    def wanted(self) -> ResultFilter:
        """The question as the queries understand it."""
        typed = {one.plural: self._typed(one) for one in FILTERS}
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

    @property
    def labels(self) -> list[str]:
        """What the chosen answers are called."""
        return [one.label(value) for one in FILTERS for value in self.chosen.get(one.name, ())]

    def _typed(self, one: Filter) -> tuple[Any, ...]:
        return tuple(one.make(value) for value in self.chosen.get(one.name, ()))

    def address_parts(self) -> dict[str, Any]:
        """Return what an address needs to ask this again."""
        parts: dict[str, Any] = {name: list(values) for name, values in self.chosen.items()}
        sort = self.order.value if self.order is not Order.NEWEST else None
        party = self.party.address_key if self.party else None
        return {"q": self.text or None, "enterprise": party, "sort": sort, **parts}

    def drop(self, name: str, value: str = "") -> "ResultSearch":
        """Return the search without one answer, the words (``q``) or the ``enterprise``.

        Answers of a filter that stands under this one go with its last.
        """
        if name == "q":
            return replace(self, text="")
        if name == "enterprise":
            return replace(self, party=None)
        left = tuple(other for other in self.chosen.get(name, ()) if other != value)
        chosen = {**self.chosen, name: left}
        if not left:
            below = {one.name for one in FILTERS if one.under == name}
            chosen = {key: values for key, values in chosen.items() if key not in {name, *below}}
        return replace(self, chosen=chosen)

    def kept_beside(self, name: str) -> list[tuple[str, str]]:
        """Return what a form has to send along that asks for answers of one filter anew."""
        return [
            (key, value)
            for key, told in self.address_parts().items()
            if key != name and told is not None
            for value in ([told] if isinstance(told, str) else told)
        ]

    def without(self, name: str, value: str = "") -> dict[str, Any]:
        """Return the address parts without one answer, the words or the enterprise."""
        return self.drop(name, value).address_parts()


def _unknown_filter(sent: "MultiDict[str, str]", also: Sequence[str]) -> Unknown | None:
    known = ASKED | PAGING | PASSED_ON | set(also)
    odd = next((name for name in sent if name not in known and not name.startswith("utm_")), None)
    if odd is None:
        return None
    allowed = [("q", _("关键词")), *((one.name, str(one.title)) for one in FILTERS)]
    allowed += [("enterprise", _("企业")), ("sort", _("排序")), *((one, one) for one in also)]
    return Unknown("", _("筛选条件"), odd[:LONGEST_QUESTION], tuple(allowed))


def _unknown_order(wanted: str) -> Unknown | None:
    if wanted in set(Order):
        return None
    orders = tuple((order.value, str(label)) for order, label in ORDERS.items())
    return Unknown("sort", _("排序"), wanted[:LONGEST_QUESTION], orders)


def _unknown_answer(chosen: Mapping[str, Sequence[str]]) -> Unknown | None:
    for one in FILTERS:
        values = chosen.get(one.name, ())
        if not values or all(value in one.labels() for value in values):
            continue
        # Answers that the results themselves bring are asked for only where somebody chose one.
        more = map(str, queries.count_by(one.plural, ResultFilter())) if one.has_more else ()
        offered = one.offered(more)
        odd = next((value for value in values if value not in dict(offered)), None)
        if odd is not None:
            told = tuple(offered[:MOST_TOLD])
            return Unknown(one.name, str(one.title), odd[:LONGEST_QUESTION], told)
    return None
