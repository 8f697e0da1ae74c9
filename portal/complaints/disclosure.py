"""消费投诉公示 on an enterprise's page: off until the place has set it, then only by consent."""

from datetime import datetime

from sqlalchemy import case, func, select

from portal.complaints import policy
from portal.complaints.models import Case
from portal.complaints.rules import Outcome, Track
from portal.enterprises.models import Enterprise
from portal.enterprises.panels import ENTERPRISE_PANELS
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.panels import Panel
from portal.places.profile import current_place

ALLOWED, MONTHS = "complaints.disclosure_per_enterprise", "complaints.disclosure_months"
# After what officers found, before what the enterprise itself says.
PLACE = 58
MONTHS_OF_YEAR = 12


def _first_moment(months: int) -> datetime:
    today = clock.in_china(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    year, month = divmod(today.year * MONTHS_OF_YEAR + today.month - 1 - months, MONTHS_OF_YEAR)
    return today.replace(year=year, month=month + 1, day=1)


def _counts(enterprise_id: int, months: int) -> tuple[int, int]:
    found = select(
        func.count(Case.id),
        func.coalesce(func.sum(case((Case.outcome == Outcome.SETTLED, 1), else_=0)), 0),
    ).where(
        Case.enterprise_id == enterprise_id,
        Case.track == Track.COMPLAINT,
        Case.may_publish.is_(True),
        Case.accepted_at.is_not(None),
        Case.concluded_at >= _first_moment(months),
    )
    concluded, settled = db.session.execute(found).one()
    return concluded, settled


def show_disclosure(enterprise: Enterprise) -> Panel:
    """Return how many complaints were concluded and settled, of those whose citizen agreed.

    Not set: says so, and counts nothing. Never names anybody or tells a case's content.
    """
    parameters, today = current_place().parameters, clock.today()
    months = parameters.whole(MONTHS, today)
    if not parameters.flag(ALLOWED, today) or months is None:
        return Panel("complaints/_disclosure.html", {"is_on": False})
    concluded, settled = _counts(enterprise.id, months)
    smallest = policy.small_cell()
    # How many were not settled follows from the other two, so it may not be few either.
    is_shown = not any(0 < one < smallest for one in (concluded, settled, concluded - settled))
    told = {"concluded": concluded, "settled": settled} if is_shown else {}
    facts = {"is_on": True, "months": months, "smallest": smallest, "is_shown": is_shown, **told}
    return Panel("complaints/_disclosure.html", facts)


ENTERPRISE_PANELS.register(PLACE, show_disclosure)
