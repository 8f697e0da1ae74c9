"""What comes next in a case, by when, and who has it: in one breath, for its citizen."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.complaints import deadlines, timetable
from portal.complaints.models import Case
from portal.complaints.rules import CLOSED, Stage
from portal.complaints.words import label
from portal.kernel import clock
from portal.places.profile import current_place
from portal.web.locale import language


@dataclass(frozen=True)
class NextStep:
    """``what`` is a sentence; ``due_on`` and ``basis`` belong to the time limit that runs."""

    what: str
    who: str
    due_on: date | None = None
    basis: str = ""
    is_late: bool = False
    is_yours: bool = False


def next_step_of(case: Case) -> NextStep | None:
    """Return the next step; None for a case that is closed."""
    if case.stage is Stage.AWAITING:
        told = _("请您把缺的材料补上，补上以后接着办。")
        return NextStep(told, _("您"), case.supplement_due_on, is_yours=True)
    if case.stage in CLOSED:
        return None
    running = deadlines.running(case)
    if running is None:
        return NextStep(_("接着办，有进展就写在这里。"), who_has(case))
    return NextStep(
        label(running.clock),
        who_has(case),
        running.due_on,
        timetable.basis_of(running.limit),
        running.is_late(clock.today()),
    )


def who_has(case: Case) -> str:
    """Return who has a case: the department, and whether somebody there has taken it up."""
    office = current_place().departments.find(case.department)
    name = office.name.in_(language()) if office else case.department
    if case.stage is Stage.TRANSFERRED:
        told = _("%(office)s，等他们接收", office=name)
    elif case.handler_id is None:
        told = _("%(office)s，还没有指定承办人", office=name)
    else:
        told = _("%(office)s，有一名承办人在办", office=name)
    return str(told)
