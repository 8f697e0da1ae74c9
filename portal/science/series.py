"""Lists of the place that articles refer to. Which there are is data of its profile."""

from collections.abc import Mapping
from typing import Any

from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Text


def _named(key: str) -> Mapping[str, Text]:
    rows: Any = current_place().parameters.value(key, clock.today()) or ()
    return {row.code: row.label for row in rows}


def series_of_place() -> Mapping[str, Text]:
    """Return the place's series by code, with their names; empty where none is set."""
    return _named("science.series")


def brands_of_place() -> Mapping[str, Text]:
    """Return the place's brands by code, with their names; empty where none is set."""
    return _named("science.brands")


def live_hosts() -> tuple[str, ...]:
    """Return the hosts a live broadcast may be shown at; empty where none is set."""
    return tuple(_named("science.live_hosts"))
