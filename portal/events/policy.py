"""What the place's parameters say about taking part."""

from portal.kernel import clock
from portal.places.profile import current_place

GROUP, DAYS = "members.event_group_most", "members.event_contact_days"


def group_most() -> int | None:
    """Return how many people one sign-up may bring; None where the place has set nothing."""
    return current_place().parameters.whole(GROUP, clock.today())


def contact_days() -> int | None:
    """Return for how many days after an event contacts are kept; None where not set."""
    return current_place().parameters.whole(DAYS, clock.today())
