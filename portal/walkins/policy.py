"""What the place's parameters say about walk-in tests."""

from collections.abc import Mapping

from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Text

PRODUCTS, CATEGORIES = "members.walk_in_products", "sampling.food_categories"
UNTESTABLE, PER_PERSON = "members.walk_in_untestable", "members.walk_in_quota"
DAYS, SMALL_CELL = "members.event_contact_days", "privacy.small_cell"


def _labels(key: str) -> Mapping[str, Text]:
    parameters, today = current_place().parameters, clock.today()
    row = parameters.find(key, today)
    if row is None or not row.is_set:
        return {}
    return {item.code: item.label for item in parameters.items(key, today)}


def products() -> Mapping[str, Text]:
    """Return what the place says may be brought; empty where it has not said."""
    return _labels(PRODUCTS)


def kinds() -> Mapping[str, Text]:
    """Return the kinds a slot may take: the place's own, else its food categories."""
    return products() or _labels(CATEGORIES)


def untestable() -> Mapping[str, Text]:
    """Return what walk-in tests cannot tell; empty where the place has not said."""
    return _labels(UNTESTABLE)


def per_person() -> int | None:
    """Return how many tests somebody may have booked at once; None where not set."""
    return current_place().parameters.whole(PER_PERSON, clock.today())


def contact_days() -> int | None:
    """Return for how many days after a slot contacts are kept; None where not set."""
    return current_place().parameters.whole(DAYS, clock.today())


def small_cell() -> int:
    """Return the smallest count that is shown to the public; 10 where the place set none."""
    return current_place().parameters.whole(SMALL_CELL, clock.today()) or 10
