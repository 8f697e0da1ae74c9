"""消费投诉公示 on an enterprise's page: off until the place has set it, then only by consent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from portal.complaints import policy
from portal.complaints.models import Case
from portal.complaints.rules import Outcome, Track
from portal.complaints.rules.retention import months_before
from portal.complaints.statistics.sheets import last_day_due
from portal.enterprises.models import Enterprise
from portal.enterprises.panels import ENTERPRISE_PANELS
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.panels import Panel
from portal.places.profile import current_place

ALLOWED, MONTHS = "complaints.disclosure_per_enterprise", "complaints.disclosure_months"
# After what officers found, before what the enterprise itself says.
PLACE = 58


# So far back is looked for what was shown last; older than that nobody is sure to remember.
MONTHS_BACK = 36


@dataclass(frozen=True)
class Concluded:
    """How many complaints of one enterprise were concluded, and how many of them settled."""

    concluded: int
    settled: int

    @property
    def told(self) -> tuple[int, int, int]:
        """What a reader knows: how many were not settled follows from the other two."""
        return self.concluded, self.settled, self.concluded - self.settled

    def is_of_few(self, before: "Concluded | None", smallest: int) -> bool:
        """Whether it tells of few people, by itself or beside what was shown before."""
        earlier = before.told if before else self.told
        changes = [abs(one - other) for one, other in zip(self.told, earlier, strict=True)]
        return any(0 < count < smallest for count in (*self.told, *changes))


def _rows(enterprise_id: int, first: date, last: date) -> Sequence[tuple[date, bool]]:
    found = select(Case.concluded_at, Case.outcome).where(
        Case.enterprise_id == enterprise_id,
        Case.track == Track.COMPLAINT,
        Case.may_publish.is_(True),
        Case.accepted_at.is_not(None),
        Case.concluded_at >= _moment(first),
        Case.concluded_at < _moment(last + timedelta(days=1)),
    )
    return [
        (clock.in_china(at).date(), outcome is Outcome.SETTLED)
        for at, outcome in db.session.execute(found)
        if at is not None
    ]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.CHINA)


def _shown(enterprise_id: int, months: int, smallest: int, until: date) -> Concluded | None:
    # Month by month, as it was shown: whole months alone, and no change of few between two.
    after = until + timedelta(days=1)
    rows = _rows(enterprise_id, months_before(after, months + MONTHS_BACK), until)
    last, shown = None, None
    for back in range(MONTHS_BACK, -1, -1):
        end = months_before(after, back)
        begin = months_before(end, months)
        within = [is_settled for day, is_settled in rows if begin <= day < end]
        now = Concluded(len(within), sum(within))
        shown = None if now.is_of_few(last, smallest) else now
        last = shown or last
    return shown


def show_disclosure(enterprise: Enterprise) -> Panel:
    """Return how many complaints were concluded and settled, of those whose citizen agreed.

    Whole months alone, as of the end of the last one given out. Not set: says so, and counts
    nothing. Never names anybody or tells a case's content.
    """
    parameters, today = current_place().parameters, clock.today()
    months = parameters.whole(MONTHS, today)
    if not parameters.flag(ALLOWED, today) or months is None:
        return Panel("complaints/_disclosure.html", {"is_on": False})
    smallest, until = policy.small_cell(), last_day_due(today)
    shown = _shown(enterprise.id, months, smallest, until)
    told = {"concluded": shown.concluded, "settled": shown.settled} if shown else {}
    facts = {"is_on": True, "months": months, "smallest": smallest, "until": until, **told}
    return Panel("complaints/_disclosure.html", {**facts, "is_shown": shown is not None})


ENTERPRISE_PANELS.register(PLACE, show_disclosure)
