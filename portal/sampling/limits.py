"""Time limits of sampling, as the place's parameters set them."""

from collections.abc import Iterator
from datetime import date, timedelta

from portal.places.profile import current_place
from portal.places.rules import Parameter, due_on

ONE_DAY = timedelta(days=1)
# No time limit of today began before the law it stands in.
FIRST_DAY = date(1995, 10, 30)


def limit_of(key: str, start: date) -> Parameter | None:
    """Return the limit in force on ``start``, with its instrument and article; None if none is."""
    return current_place().parameters.find(key, start)


def last_day(key: str, start: date) -> date | None:
    """Return the last day of the limit ``key`` begun on ``start``; None where it is not set."""
    place = current_place()
    parameter = place.parameters.find(key, start)
    return None if parameter is None else due_on(parameter, start, place.calendar)


def starts_due_before(key: str, day: date) -> Iterator[tuple[date, date]]:
    """Return the ranges of days (first, last) whose limit ``key`` ended before ``day``.

    So a database can find what is overdue by the day its time began: last days are kept nowhere.
    """
    for row in current_place().parameters.history(key):
        if not row.is_set:
            continue
        first = max(row.valid_from or FIRST_DAY, FIRST_DAY)
        last = _latest_start(row, first, min(row.valid_to or day, day), before=day)
        if last is not None:
            yield first, last


def _latest_start(row: Parameter, first: date, last: date, *, before: date) -> date | None:
    # A limit that begins later never ends earlier, so halving finds the edge.
    calendar = current_place().calendar

    def is_past(start: date) -> bool:
        ends = due_on(row, start, calendar)
        return ends is not None and ends < before

    if last < first or not is_past(first):
        return None
    while first < last:
        middle = first + (last - first + ONE_DAY) // 2
        first, last = (middle, last) if is_past(middle) else (first, middle - ONE_DAY)
    return first
