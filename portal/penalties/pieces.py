"""What this room adds to an enterprise's page: a listing before all else, then penalties."""

from portal.enterprises.models import Enterprise
from portal.kernel.panels import Panel
from portal.penalties.queries import entries, penalties
from portal.penalties.telling import told_entries, told_penalties

# A listing is the first thing to know; penalties stand between the results and the licences.
LISTING, PENALTIES = -10, 30


def show_listing(enterprise: Enterprise) -> Panel | None:
    """Return the listing that stands today, or nothing."""
    standing = entries.standing_of([enterprise.id]).get(enterprise.id)
    if standing is None:
        return None
    (entry,) = told_entries([standing])
    return Panel("penalties/_listing.html", {"entry": entry})


def show_penalties(enterprise: Enterprise) -> Panel:
    """Return the penalties that are shown today; that there are none is worth saying too."""
    found = penalties.list_of_enterprise(enterprise.id)
    return Panel("penalties/_of_enterprise.html", {"penalties": told_penalties(found)})
