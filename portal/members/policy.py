"""What the place's parameters say to the roll."""

from portal.kernel import clock
from portal.members.rules import Kind
from portal.places.profile import current_place

TERM_KEY = "members.supervisor_term_months"


def months_of_term(kind: Kind) -> int | None:
    """Return how long a term is where the place has set it; only supervisors have one by rule."""
    if kind is not Kind.SUPERVISOR:
        return None
    return current_place().parameters.whole(TERM_KEY, clock.today())
