"""Which numbers an enterprise has in registers of other authorities, for its page."""

from portal.enterprises.identifiers import list_identifiers
from portal.enterprises.models import Enterprise
from portal.enterprises.panels import ENTERPRISE_PANELS
from portal.kernel.panels import Panel
from portal.ratings.registers.sources import sources

NUMBERS = 61  # behind the licences


def show_numbers(enterprise: Enterprise) -> Panel | None:
    """Return the numbers and the day of the extract that told them, or nothing."""
    known = sources()
    rows = [
        (known[kept.source], kept)
        for kept in list_identifiers(enterprise.id)
        if kept.source in known
    ]
    return Panel("ratings/registers/_numbers.html", {"rows": rows}) if rows else None


ENTERPRISE_PANELS.register(NUMBERS, show_numbers)
