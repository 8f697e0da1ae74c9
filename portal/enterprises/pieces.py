"""The register's own pieces of an enterprise's page."""

from portal.enterprises import rules
from portal.enterprises.certificates import certificate_kinds
from portal.enterprises.models import Enterprise
from portal.enterprises.words import DOUBTS, FLAGS
from portal.kernel import clock
from portal.kernel.panels import Panel


def licences_of(enterprise: Enterprise) -> Panel:
    """Return licences, certificates and badges, those that are over marked as such."""
    return Panel(
        "enterprises/_licences.html",
        {
            "licences": enterprise.licences,
            "flags": enterprise.flags,
            "licence_kinds": rules.licence_kinds(),
            "flag_names": FLAGS,
            "certificates": enterprise.certificates,
            "certificate_kinds": certificate_kinds(),
            "doubts": DOUBTS,
            "today": clock.today(),
        },
    )


def report_on(enterprise: Enterprise) -> Panel:
    """Return the way to tell the bureau about this enterprise."""
    return Panel("enterprises/_report.html", {"reference": enterprise.reference})
