"""What inspections add to other rooms' pages: a piece of the enterprise's page, and facts."""

from portal.enterprises import facts
from portal.enterprises.models import Enterprise
from portal.enterprises.panels import ENTERPRISE_PANELS
from portal.inspections import queries
from portal.inspections.incidents import queries as incidents
from portal.inspections.rating_facts import TOLD, tell_inspections
from portal.inspections.words import KINDS, RESULT_MARKS, RESULTS
from portal.kernel.panels import Panel

# After the grades and the results of samples, before the licences.
PLACE = 50


def show_inspections(enterprise: Enterprise) -> Panel | None:
    """Return an enterprise's newest inspections, or nothing where there is none."""
    records = queries.newest_of(enterprise.id)
    if not records:
        return None
    words = {"kinds": KINDS, "results": RESULTS, "marks": RESULT_MARKS}
    return Panel("inspections/_panel.html", {"records": records, **words})


ENTERPRISE_PANELS.register(PLACE, show_inspections)
facts.provide(tell_inspections, kinds=TOLD)
facts.provide(incidents.tell_incidents, kinds=incidents.TOLD)
