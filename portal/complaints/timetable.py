"""What happens next, in words and calendar days, with the rule that says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.complaints import deadlines, policy
from portal.complaints.clocks import counts_unannounced_days
from portal.complaints.models import Case
from portal.complaints.receipts import ShownReceipt
from portal.complaints.rules import Clock, Deadline
from portal.complaints.words import SEEN, label
from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import Parameter
from portal.web.filters import clause
from portal.web.locale import language


@dataclass(frozen=True)
class Promise:
    """One line of a timetable. ``due_on`` is None where no limit is set."""

    what: str
    due_on: date | None
    basis: str
    seen: str
    met_on: date | None = None
    is_late: bool = False
    is_provisional: bool = False
    is_standing: bool = False
    is_extended: bool = False


def _length(limit: Parameter) -> str:
    unit = current_place().vocabulary.units[limit.unit.value].name.in_(language())
    return f"{limit.value} {unit}"


def basis_of(limit: Parameter | None) -> str:
    """Return a time limit's length, instrument and article, as people cite them."""
    if limit is None or limit.value is None:
        return str(_("未设定"))
    length = _length(limit)
    instrument = limit.instrument.name.in_(language()) if limit.instrument else ""
    article = clause(limit.article)
    source = " ".join(part for part in (instrument, article) if part)
    return str(_("%(length)s（%(source)s）", length=length, source=source)) if source else length


def _promise(deadline: Deadline) -> Promise:
    return Promise(
        what=label(deadline.clock),
        due_on=deadline.due_on,
        basis=basis_of(deadline.limit),
        seen=str(SEEN[deadline.clock]),
        met_on=deadline.met_on,
        is_late=deadline.is_late(clock.today()),
        is_provisional=deadline.may_move,
        is_standing=deadline.is_standing,
        is_extended=deadline.is_extended,
    )


def _promises(found: Iterable[Deadline]) -> list[Promise]:
    return [_promise(one) for one in found]


def receipt_promises(case: Case | ShownReceipt) -> Sequence[Promise]:
    """Return what a receipt promises, and by which day."""
    received = clock.in_china(case.received_at).date()
    found = deadlines.expected(case.track, received, named=not case.is_anonymous)
    rows = _promises(found)
    if found[0].clock is Clock.VERIFICATION and found[0].due_on:
        longer = policy.extension(received)
        starts = found[0].due_on
        due = policy.last_day(longer, starts)
        told = _("情况特殊的，可延长一次"), due, basis_of(longer), _("延长的原因")
        moves = counts_unannounced_days(longer, received, due, current_place().calendar)
        rows.insert(1, Promise(*told, is_provisional=moves))
    return rows


def case_promises(case: Case) -> Sequence[Promise]:
    """Return the time limits of a running case, met and open."""
    return _promises(deadlines.deadlines_of(case))


def waiting_time(which: Clock) -> str:
    """Return how long one step takes by the rule in force today, such as 7 个工作日."""
    limit = policy.time_limit(which, clock.today())
    if limit is None or limit.value is None:
        return str(_("未设定"))
    return _length(limit)
