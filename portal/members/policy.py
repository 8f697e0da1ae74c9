"""What the place's parameters and departments say to the roll."""

from portal.kernel import clock
from portal.members.rules import AreaLevel, Kind
from portal.places.profile import current_place

TERM_KEY, AREA_KEY = "members.supervisor_term_months", "members.supervisor_area"
APPLICANT_DAYS = "members.applicant_days"


def months_of_term(kind: Kind) -> int | None:
    """Return how long a term is where the place has set it; only supervisors have one by rule."""
    if kind is not Kind.SUPERVISOR:
        return None
    return current_place().parameters.whole(TERM_KEY, clock.today())


def level_of_area(kind: Kind) -> AreaLevel | None:
    """Return the level of divisions an area is chosen from; None: any, or the place is silent."""
    if kind is not Kind.SUPERVISOR:
        return None
    told = current_place().parameters.value(AREA_KEY, clock.today())
    return AreaLevel(str(told)) if told in set(AreaLevel) else None


def applicant_days() -> int | None:
    """Return for how many days those who were refused are remembered; None where not set."""
    return current_place().parameters.whole(APPLICANT_DAYS, clock.today())


def department_of(domain: str) -> str:
    """Return the department that an observation about this belongs to."""
    return current_place().departments.responsible_for(domain).code
