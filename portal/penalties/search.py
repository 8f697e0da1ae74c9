"""What a visitor asks of penalties: read from an address, and offered on the page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.penalties.queries import penalties
from portal.penalties.queries.penalties import PenaltyFilter
from portal.penalties.rules.kinds import PenaltyField, PenaltyKind
from portal.penalties.words import PENALTY_FIELDS, PENALTY_KINDS
from portal.web.questions import PASSED_ON, Unknown

LONGEST = 100
LONGEST_YEAR = 4


@dataclass(frozen=True)
class Choice:
    """One answer of a filter, with how many penalties it leads to."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class PenaltySearch:
    """What is in the address, and what an address could hold."""

    text: str
    chosen: Mapping[str, str]
    unknown: Unknown | None = None

    @classmethod
    def read(cls, sent: "MultiDict[str, str]") -> "PenaltySearch":
        """Read an address; what no filter offers is told by ``unknown``."""
        text = " ".join(sent.get("q", "").split())[:LONGEST]
        known = {*_titles(), *PASSED_ON, "q", "after"}
        odd = next((name for name in sent if name not in known and name[:4] != "utm_"), None)
        if odd is not None:
            allowed = tuple(_titles().items())
            return cls(text, {}, Unknown("", _("筛选条件"), odd[:LONGEST], allowed))
        chosen = {name: sent[name].strip() for name in _titles() if sent.get(name, "").strip()}
        for name, value in chosen.items():
            if not _is_offered(name, value):
                told = tuple(_offered(name).items())
                return cls(text, {}, Unknown(name, _titles()[name], value[:LONGEST], told))
        return cls(text, chosen)

    @property
    def wanted(self) -> PenaltyFilter:
        """The question as the queries understand it."""
        kind, field, year = (self.chosen.get(name) for name in ("kind", "field", "year"))
        return PenaltyFilter(
            words=penalties.words_of(self.text),
            kinds=(PenaltyKind(kind),) if kind else (),
            fields=(PenaltyField(field),) if field else (),
            years=(int(year),) if year else (),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not self.text and not self.chosen

    def address_parts(self, **other: str | None) -> dict[str, Any]:
        """Return the parts of this question's address, changed by ``other``."""
        return {"q": self.text or None, **self.chosen, **other}

    def facets(self) -> Iterator[tuple[str, str, Sequence[Choice]]]:
        """Return every filter: its name, its title, its answers with their counts."""
        for name, title in _titles().items():
            yield name, title, [*self._choices(name)]

    def _choices(self, name: str) -> Iterator[Choice]:
        counts: Mapping[str, int]
        if name == "kind":
            counts = {kind.value: n for kind, n in penalties.count_by_kind(self.wanted).items()}
        elif name == "field":
            counts = {one.value: n for one, n in penalties.count_by_field(self.wanted).items()}
        else:
            years = penalties.count_by_year(self.wanted)
            counts = {str(year): years[year] for year in sorted(years)[::-1]}
        for value, label in (_offered(name) or {year: year for year in counts}).items():
            count, is_chosen = counts.get(value, 0), self.chosen.get(name) == value
            if count or is_chosen:
                yield Choice(value, label, count, is_chosen)


def _titles() -> dict[str, str]:
    return {"kind": _("处罚种类"), "field": _("领域"), "year": _("决定年份")}


def _offered(name: str) -> dict[str, str]:
    if name == "kind":
        return {kind.value: str(label) for kind, label in PENALTY_KINDS.items()}
    if name == "field":
        return {field.value: str(label) for field, label in PENALTY_FIELDS.items()}
    return {}


def _is_offered(name: str, value: str) -> bool:
    if name == "year":
        return value.isascii() and value.isdigit() and len(value) == LONGEST_YEAR
    return value in _offered(name)
