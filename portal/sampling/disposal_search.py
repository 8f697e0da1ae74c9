"""What a visitor asks of disposals: read from an address, and offered on the page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict

from portal.places.profile import current_place
from portal.sampling import queries
from portal.sampling.queries import DisposalFilter
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.words import DISPOSAL_STAGES
from portal.web.locale import language
from portal.web.questions import PASSED_ON, Unknown

LONGEST = 100


class State(StrEnum):
    """How disposals are looked through."""

    OPEN = "open"
    OVERDUE = "overdue"
    ENDED = "ended"


STATES = {
    State.OVERDUE: lazy_gettext("超期未办结"),
    State.OPEN: lazy_gettext("办理中"),
    State.ENDED: lazy_gettext("已结束"),
}


@dataclass(frozen=True)
class Choice:
    """One answer of a filter, with how many disposals it leads to."""

    value: str
    label: str
    count: int
    is_chosen: bool


def department_labels() -> Mapping[str, str]:
    """Return the departments of the place that act, by code."""
    offices = current_place().departments.offices
    return {office.code: office.name.in_(language()) for office in offices}


@dataclass(frozen=True)
class DisposalSearch:
    """What is in the address, and what an address could hold."""

    chosen: Mapping[str, str]
    unknown: Unknown | None = None

    @classmethod
    def read(cls, sent: "MultiDict[str, str]") -> "DisposalSearch":
        """Read an address; what no filter offers is told by ``unknown``."""
        known = {*_titles(), *PASSED_ON, "after"}
        odd = next((name for name in sent if name not in known and name[:4] != "utm_"), None)
        if odd is not None:
            allowed = tuple(_titles().items())
            return cls({}, Unknown("", _("筛选条件"), odd[:LONGEST], allowed))
        chosen = {name: sent[name].strip() for name in _titles() if sent.get(name, "").strip()}
        for name, value in chosen.items():
            offered = _offered(name)
            if value not in offered:
                told = tuple(offered.items())
                return cls({}, Unknown(name, _titles()[name], value[:LONGEST], told))
        return cls(chosen)

    @property
    def wanted(self) -> DisposalFilter:
        """The question as the queries understand it."""
        state, stage = self.chosen.get("state"), self.chosen.get("stage")
        year = self.chosen.get("year")
        return DisposalFilter(
            department=self.chosen.get("department", ""),
            stage=DisposalStage(stage) if stage else None,
            is_open={State.OPEN: True, State.ENDED: False}.get(State(state)) if state else None,
            is_overdue=state == State.OVERDUE,
            year=int(year) if year else None,
        )

    def address_parts(self, **other: str | None) -> dict[str, str | None]:
        """Return the parts of this question's address, changed by ``other``."""
        return {**self.chosen, **other}

    def facets(self) -> Iterator[tuple[str, str, Sequence[Choice]]]:
        """Return every filter: its name, its title, its answers with their counts."""
        for name, title in _titles().items():
            yield name, title, [*self._choices(name)]

    def _choices(self, name: str) -> Iterator[Choice]:
        others = {key: value for key, value in self.chosen.items() if key != name}
        counts = _counts(name, DisposalSearch(others).wanted)
        for value, label in _offered(name).items():
            count, is_chosen = counts.get(value, 0), self.chosen.get(name) == value
            if count or is_chosen:
                yield Choice(value, label, count, is_chosen)

    def department(self, code: str) -> str:
        """Return what a department is called; a code no longer used stays a code."""
        found = current_place().departments.find(code)
        return found.name.in_(language()) if found else code


def _counts(name: str, asked: DisposalFilter) -> Mapping[str, int]:
    if name != "state":
        return queries.count_public_disposals_by(name, asked)
    overdue, running, ended = queries.count_public_disposals_by_state(asked)
    return {State.OVERDUE: overdue, State.OPEN: running, State.ENDED: ended}


def _titles() -> dict[str, str]:
    return {
        "state": _("进展"),
        "stage": _("办到哪一步"),
        "department": _("承办部门"),
        "year": _("公示年份"),
    }


def _offered(name: str) -> dict[str, str]:
    if name == "state":
        return {state.value: str(label) for state, label in STATES.items()}
    if name == "stage":
        return {stage.value: str(label) for stage, label in DISPOSAL_STAGES.items()}
    if name == "department":
        return dict(department_labels())
    return {str(year): str(year) for year in queries.list_years()}
