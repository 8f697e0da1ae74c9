"""What a visitor asks of the list of enterprises, and the answers the filters offer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from portal.enterprises import queries, rules
from portal.enterprises.panels import NARROWINGS
from portal.enterprises.queries import EnterpriseFilter
from portal.enterprises.rules import EnterpriseKind
from portal.enterprises.words import FACETS, KINDS
from portal.places.profile import current_place
from portal.web.locale import language

LONGEST_QUESTION = 100


@dataclass(frozen=True)
class Option:
    """One answer of a filter."""

    value: str
    label: str
    count: int
    is_chosen: bool


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


@dataclass(frozen=True)
class EnterpriseSearch:
    """What is in the address: words, and the chosen answers of each filter by its name."""

    text: str
    chosen: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, sent: "MultiDict[str, str]") -> "EnterpriseSearch":
        """Read an address; an answer that no filter offers is a bad request."""
        text = rules.plain(sent.get("q", ""))[:LONGEST_QUESTION]
        chosen = {name: tuple(dict.fromkeys(sent.getlist(name))) for name in _answers()}
        for name, labels in _answers().items():
            if not set(chosen[name]) <= set(labels):
                raise BadRequest(name)
        return cls(text, {name: values for name, values in chosen.items() if values})

    @property
    def wanted(self) -> EnterpriseFilter:
        """The question as the register understands it."""
        return self._wanted(dict(self.chosen))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked: the whole list."""
        return not self.text and not self.chosen

    @property
    def chosen_count(self) -> int:
        """How many answers are chosen."""
        return sum(len(values) for values in self.chosen.values())

    def address_parts(self) -> dict[str, object]:
        """Return what an address needs to ask this again."""
        return {"q": self.text or None, **{name: list(v) for name, v in self.chosen.items()}}

    def without(self, name: str, value: str = "") -> dict[str, object]:
        """Return the address parts without one answer, or without the words (``q``)."""
        if name == "q":
            return replace(self, text="").address_parts()
        left = tuple(other for other in self.chosen.get(name, ()) if other != value)
        return replace(self, chosen={**self.chosen, name: left}).address_parts()

    def facets(self) -> list[Facet]:
        """Return every filter with its counts, each counted under all the others."""
        return [self._facet(name, labels) for name, labels in _answers().items()]

    def _facet(self, name: str, labels: Mapping[str, str]) -> Facet:
        others = self._wanted({other: v for other, v in self.chosen.items() if other != name})
        counts, chosen = _counts(name, others), self.chosen.get(name, ())
        options = (
            Option(value, str(label), counts.get(value, 0), value in chosen)
            for value, label in labels.items()
        )
        shown = tuple(option for option in options if option.count or option.is_chosen)
        title = NARROWINGS[name].title if name in NARROWINGS else FACETS[name]
        return Facet(name, str(title), shown)

    def _wanted(self, chosen: Mapping[str, tuple[str, ...]]) -> EnterpriseFilter:
        return EnterpriseFilter(
            words=queries.words_of(self.text),
            kinds=tuple(EnterpriseKind(value) for value in chosen.get("kind", ())),
            regions=chosen.get("region", ()),
            also=tuple(
                NARROWINGS[name].select_ids(values)
                for name, values in chosen.items()
                if name in NARROWINGS
            ),
        )


def _answers() -> dict[str, Mapping[str, str]]:
    streets = current_place().regions.streets()
    own: dict[str, Mapping[str, str]] = {
        "kind": {kind.value: label for kind, label in KINDS.items()},
        "region": {street.code: street.name.in_(language()) for street in streets},
    }
    return own | {name: narrowing.answers() for name, narrowing in NARROWINGS.items()}


def _counts(name: str, others: EnterpriseFilter) -> Mapping[str, int]:
    if name == "kind":
        return {kind.value: n for kind, n in queries.count_by_kind(others).items()}
    if name == "region":
        return queries.count_by_region(others)
    return NARROWINGS[name].count(others)
