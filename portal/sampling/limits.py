"""Time limits of sampling, as the place's parameters set them."""

from datetime import date

from portal.places.profile import current_place
from portal.places.rules import due_on


def last_day(key: str, start: date) -> date | None:
    """Return the last day of the limit ``key`` begun on ``start``; None where it is not set."""
    place = current_place()
    parameter = place.parameters.find(key, start)
    return None if parameter is None else due_on(parameter, start, place.calendar)
