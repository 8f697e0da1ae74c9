"""What announcements are called: their kinds, as the place's parameters name them."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Text

OWN, FROM_ABOVE = "publication.county_may", "publication.needs_authority"


@dataclass(frozen=True)
class Kind:
    """One kind of announcement, and whether a document from above has to allow it."""

    code: str
    label: Text
    needs_authority: bool


def list_kinds() -> list[Kind]:
    """Return every kind: those a county publishes itself, then those it needs leave for (4.5)."""
    parameters, today = current_place().parameters, clock.today()
    return [
        Kind(item.code, item.label, needs_authority=key == FROM_ABOVE)
        for key in (OWN, FROM_ABOVE)
        for item in parameters.items(key, today)
    ]


def kinds_by_code() -> Mapping[str, Kind]:
    """Return the kinds by their codes."""
    return {kind.code: kind for kind in list_kinds()}
