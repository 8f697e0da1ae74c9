"""What riders add to others' pages: the rider's form, the handler's case, the merchant's page."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.complaints.models import Case
from portal.complaints.panels import DESK_PANELS, RIDER_PANELS
from portal.complaints.rules import Door
from portal.enterprises.models import Enterprise
from portal.enterprises.panels import DOCUMENT_PARTS, ENTERPRISE_PANELS
from portal.kernel import clock
from portal.kernel.panels import Panel
from portal.rewards.riders import policy, queries
from portal.rewards.riders.browser import current_rider
from portal.rewards.riders.forms import SealForm
from portal.rewards.riders.words import FOUND
from portal.rewards.rules import shown_cells, total_is_shown

ORDER, MERCHANT = 5, 70
MONTHS_IN_QUARTER, QUARTERS = 3, 4


def show_to_rider(_door: Door) -> Panel:
    """Say on the rider's form whether this phone is a rider's, and how to become one."""
    rider = current_rider()
    platform = rider.platform if rider else None
    return Panel("rewards/riders/_sender.html", {"is_enrolled": bool(rider), "platform": platform})


def show_to_handler(case: Case) -> Panel | None:
    """Say that an enrolled rider sent it, not which; take the finding about the seal."""
    tip = queries.find_tip_of_case(case)
    if tip is None and case.seal is None:
        return None
    finding = queries.find_seal(case)
    form = SealForm.of(finding)
    facts = {"case": case, "tip": tip, "finding": finding, "found": FOUND, "form": form}
    return Panel("rewards/riders/_desk_panel.html", facts)


@dataclass(frozen=True)
class Seals:
    """How often a handler verified that a merchant's takeaways had no whole seal.

    None stands for a number too small to be shown beside the sum.
    """

    total: int
    absent: int | None
    broken: int | None
    since: date
    until: date


def quarter_of(day: date) -> date:
    """Return the first day of the quarter that a day lies in."""
    month = (day.month - 1) // MONTHS_IN_QUARTER * MONTHS_IN_QUARTER + 1
    return day.replace(month=month, day=1)


def seals_of(enterprise: Enterprise) -> Seals | None:
    """Return the verified seals of the last four whole quarters; None where too few are known.

    Whole quarters, so that no count changes on a day that points to a tip; none and too few look
    the same. What is not verified is never counted.
    """
    until = quarter_of(clock.today())
    since = until.replace(year=until.year - 1)
    counts = queries.count_bad_seals(enterprise.id, _midnight(since), _midnight(until))
    total, smallest = sum(counts.values()), policy.small_cell()
    if not total or not total_is_shown(total, smallest):
        return None
    cells = {seal: counts.get(seal, 0) for seal in queries.BAD_SEALS}
    shown = shown_cells(cells, smallest)
    absent, broken = (cells[one] if one in shown else None for one in queries.BAD_SEALS)
    return Seals(total, absent, broken, since, until)


def show_to_public(enterprise: Enterprise) -> Panel | None:
    """Add the verified seals to the merchant's page."""
    seals = seals_of(enterprise)
    return Panel("rewards/riders/_seals.html", {"seals": seals}) if seals else None


def tell_seals(enterprise: Enterprise) -> dict[str, object] | None:
    """Return the verified seals for programmes, as the page shows them; None where too few."""
    seals = seals_of(enterprise)
    if seals is None:
        return None
    return {
        "since": seals.since.isoformat(),
        "before": seals.until.isoformat(),
        "verified_count": seals.total,
        "absent_count": seals.absent,
        "broken_count": seals.broken,
    }


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.CHINA)


RIDER_PANELS.register(ORDER, show_to_rider)
DESK_PANELS.register(ORDER, show_to_handler)
ENTERPRISE_PANELS.register(MERCHANT, show_to_public)
DOCUMENT_PARTS["takeaway_seals"] = tell_seals
