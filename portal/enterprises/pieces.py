"""The register's own pieces of an enterprise's page."""

from collections.abc import Sequence

from portal.enterprises import rules
from portal.enterprises.certificates import certificate_kinds
from portal.enterprises.holdings import may_hold
from portal.enterprises.models import Certificate, Enterprise, Flag, FormerName, Licence
from portal.enterprises.words import DOUBTS, FLAGS
from portal.kernel import clock
from portal.kernel.panels import Panel


def licences_of(enterprise: Enterprise) -> Panel:
    """Return licences, certificates and badges, those that are over marked as such."""
    ids = [enterprise.id]
    return Panel(
        "enterprises/_licences.html",
        {
            "licences": enterprise.licences if may_hold(Licence, ids) else [],
            "flags": enterprise.flags if may_hold(Flag, ids) else [],
            "licence_kinds": rules.licence_kinds(),
            "flag_names": FLAGS,
            "certificates": enterprise.certificates if may_hold(Certificate, ids) else [],
            "certificate_kinds": certificate_kinds(),
            "doubts": DOUBTS,
            "today": clock.today(),
        },
    )


def former_names_of(enterprise: Enterprise) -> Sequence[FormerName]:
    """Return the names it bore before, the newest first."""
    return enterprise.former_names if may_hold(FormerName, [enterprise.id]) else []


def report_on(enterprise: Enterprise) -> Panel:
    """Return the way to tell the bureau about this enterprise."""
    return Panel("enterprises/_report.html", {"reference": enterprise.reference})
