"""What is written about the installation. Callers commit."""

from portal.kernel import audit, clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.places import queries
from portal.places.models import Installation
from portal.places.profile import current_place


def claim_database() -> Installation:
    """Make this database the running place's; raises Refused where it holds another place."""
    code = current_place().place.code
    installation = queries.find_installation()
    if installation is None:
        installation = Installation(id=1, place=code, is_demo=False, created_at=clock.now())
        db.session.add(installation)
        audit.record("installation.claimed", subject=f"place:{code}", by=SYSTEM)
    if installation.place != code:
        raise Refused(
            f"This database holds the place {installation.place!r}, PORTAL_PLACE says {code!r}: "
            "one database holds one place."
        )
    return installation


def mark_as_demo() -> None:
    """Say on every page from now on that the data are synthetic."""
    claim_database().is_demo = True
    db.session.flush()  # whatever asks next does so in plain SQL
    audit.record("installation.marked-as-demo", subject="place:demo", by=SYSTEM)
