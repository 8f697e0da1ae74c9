"""What the rules in force say to objections. Every figure and list comes from the place profile."""

from dataclasses import dataclass
from datetime import date

from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Item, Parameter, due_on
from portal.ratings.objections.rules import SubjectKind

OWN_LIMIT = {SubjectKind.RATING: "ratings.objection_answer_days"}
CREDIT_LIMIT = "penalties.credit_objection_days"
TOTAL_LIMIT = "penalties.credit_objection_total_days"
GROUNDS, REFUSAL_GROUNDS = "ratings.objection_grounds", "ratings.objection_refusal_grounds"


@dataclass(frozen=True)
class TimeLimits:
    """The time limit of an objection and the one it may be extended to; None: not set."""

    answer: Parameter | None
    total: Parameter | None
    due_on: date | None
    last_on: date | None


def time_limits(kind: SubjectKind, lodged_on: date) -> TimeLimits:
    """Return by when an objection lodged on this day is to be answered.

    A grade's own time limit goes before that of credit information in general (Zhejiang 2017,
    Art. 31: 5 working days, at most 20 in all).
    """
    parameters, calendar = current_place().parameters, current_place().calendar
    own = parameters.find(OWN_LIMIT[kind], lodged_on) if kind in OWN_LIMIT else None
    answer = own if own is not None and own.is_set else parameters.find(CREDIT_LIMIT, lodged_on)
    total = parameters.find(TOTAL_LIMIT, lodged_on)
    ends = [None if row is None else due_on(row, lodged_on, calendar) for row in (answer, total)]
    return TimeLimits(answer, total, *ends)


def grounds() -> tuple[Item, ...]:
    """Return the grounds an enterprise may object on."""
    return current_place().parameters.items(GROUNDS, clock.today())


def refusal_grounds() -> tuple[Item, ...]:
    """Return the grounds on which an objection is not taken up."""
    return current_place().parameters.items(REFUSAL_GROUNDS, clock.today())


def label(items: tuple[Item, ...], code: str, language: str) -> str:
    """Return the wording of a list's code; a code no longer listed stands for itself."""
    found = next((item for item in items if item.code == code), None)
    return found.label.in_(language) if found else code
