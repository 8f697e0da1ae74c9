"""What a visitor asks of the list of enterprises: read from an address, written into one again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict

from portal.enterprises import rules
from portal.enterprises.filters import Filter, filters
from portal.enterprises.listing import words_of
from portal.enterprises.roll.asking import EnterpriseFilter, Question
from portal.enterprises.roll.columns import Order
from portal.web.questions import PASSED_ON, Unknown

LONGEST_QUESTION = 100
ORDERS = {Order.CHANGED: lazy_gettext("最近变动在前"), Order.NAME: lazy_gettext("按名称拼音")}
PAGING = frozenset({"after", "before"})


@dataclass(frozen=True)
class EnterpriseSearch:
    """What is in the address: words, the chosen answers of each filter by its name, the order."""

    text: str
    chosen: Mapping[str, tuple[str, ...]]
    order: Order = Order.CHANGED
    since: date | None = None
    unknown: Unknown | None = None

    @classmethod
    def read(cls, sent: "MultiDict[str, str]") -> "EnterpriseSearch":
        """Read an address; what a filter does not offer is told by ``unknown``."""
        offered = filters()
        text = rules.plain(sent.get("q", ""))[:LONGEST_QUESTION]
        chosen = {
            one.name: tuple(value for value in dict.fromkeys(sent.getlist(one.name)) if value)
            for one in offered
        }
        chosen = {name: values for name, values in chosen.items() if values}
        wanted, since = sent.get("sort", "") or Order.CHANGED.value, sent.get("since", "").strip()
        day = _day(since)
        unknown = _unknown_filter(sent, offered) or _unknown_answer(chosen, offered)
        unknown = unknown or _unknown_order(wanted)
        if since and day is None:
            example = (("2026-11-01", _("年-月-日")),)
            unknown = unknown or _unknown("since", _("从哪天起有变动"), since, example)
        if unknown:
            return cls(text, {}, unknown=unknown)
        return cls(text, chosen, Order(wanted), day)

    def ask(self) -> Question:
        """Put the question to the register."""
        return Question(EnterpriseFilter(words_of(self.text), self.chosen, self.since))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked: the whole list."""
        return not self.text and not self.chosen and self.since is None

    @property
    def chosen_count(self) -> int:
        """How many answers are chosen."""
        return sum(len(values) for values in self.chosen.values()) + (self.since is not None)

    @property
    def labels(self) -> list[str]:
        """What the chosen answers are called."""
        return [
            one.labels().get(value, value)
            for one in filters()
            for value in self.chosen.get(one.name, ())
        ]

    def address_parts(self) -> dict[str, Any]:
        """Return what an address needs to ask this again."""
        parts: dict[str, Any] = {name: list(values) for name, values in self.chosen.items()}
        since = self.since.isoformat() if self.since else None
        sort = self.order.value if self.order is not Order.CHANGED else None
        return {"q": self.text or None, "since": since, "sort": sort, **parts}

    def drop(self, name: str, value: str = "") -> "EnterpriseSearch":
        """Return the search without one answer, the words (``q``) or the day (``since``)."""
        if name == "q":
            return replace(self, text="")
        if name == "since":
            return replace(self, since=None)
        left = tuple(other for other in self.chosen.get(name, ()) if other != value)
        chosen = {**self.chosen, name: left}
        return replace(self, chosen={key: values for key, values in chosen.items() if values})

    def add_region(self, code: str) -> "EnterpriseSearch":
        """Return the search with one street more."""
        regions = (*self.chosen.get("region", ()), code)
        return replace(self, chosen={**self.chosen, "region": regions})

    def without(self, name: str, value: str = "") -> dict[str, Any]:
        """Return the address parts without one answer, the words or the day."""
        return self.drop(name, value).address_parts()


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # The first day there is began in China before the first moment there is.
    return None if day == date.min else day


def _unknown(name: str, title: str, value: str, allowed: Any) -> Unknown:
    return Unknown(name, title, value[:LONGEST_QUESTION], tuple(allowed))


def _unknown_filter(sent: "MultiDict[str, str]", offered: list[Filter]) -> Unknown | None:
    known = {"q", "sort", "since", *(one.name for one in offered)} | PAGING | PASSED_ON
    odd = next((name for name in sent if name not in known and not name.startswith("utm_")), None)
    if odd is None:
        return None
    allowed = [("q", _("关键词")), *((one.name, str(one.title)) for one in offered)]
    allowed += [("since", _("从哪天起有变动")), ("sort", _("排序"))]
    return _unknown("", _("筛选条件"), odd, allowed)


def _unknown_order(wanted: str) -> Unknown | None:
    if wanted in set(Order):
        return None
    orders = ((order.value, str(label)) for order, label in ORDERS.items())
    return _unknown("sort", _("排序"), wanted, orders)


def _unknown_answer(chosen: Mapping[str, tuple[str, ...]], offered: list[Filter]) -> Unknown | None:
    for one in offered:
        labels = one.labels() if chosen.get(one.name) else {}
        odd = next((value for value in chosen.get(one.name, ()) if value not in labels), None)
        if odd is not None:
            return _unknown(one.name, str(one.title), odd, labels.items())
    return None
