"""What may be done to a case's clocks now."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from portal.complaints.clocks import FactKind
from portal.complaints.forms import clocks as forms
from portal.complaints.models import Case
from portal.complaints.rules import CLOSED, Clock, Track
from portal.complaints.services.clock_facts import can_pause, extendable, open_fact
from portal.web.forms import BaseForm

CLOCK_FORMS: Mapping[str, Callable[[Case], BaseForm]] = {
    "pause": lambda case: forms.PauseForm(case, prefix="pause-"),
    "pause-end": lambda _case: forms.SettlingForm(prefix="pause-end-"),
    "extension": lambda _case: forms.ExtensionForm(prefix="extension-"),
    "dispute": lambda _case: forms.FactForm(prefix="dispute-"),
    "dispute-end": lambda _case: forms.SettlingForm(prefix="dispute-end-"),
    "clue": lambda _case: forms.FactForm(prefix="clue-"),
    "clue-end": lambda _case: forms.SettlingForm(prefix="clue-end-"),
}
CLOCK_ENDPOINTS = {
    "pause": "suspend_clock",
    "pause-end": "resume_clock",
    "extension": "extend_limit",
    "dispute": "record_dispute",
    "dispute-end": "conclude_dispute",
    "clue": "record_clue",
    "clue-end": "decide_clue",
}


def _may_extend(case: Case) -> bool:
    limit = extendable(case)
    return limit is not None and not (limit.clock is Clock.VERIFICATION and limit.is_extended)


def clock_moves(case: Case) -> list[tuple[str, str, bool, bool]]:
    """Return each deed with its button, whether it is grave, and whether it is offered now."""
    is_open = case.stage not in CLOSED
    paused = open_fact(case, FactKind.PAUSE) is not None
    disputed = open_fact(case, FactKind.DISPUTE) is not None
    clue = open_fact(case, FactKind.CLUE) is not None
    finds = case.track is Track.COMPLAINT and case.accepted_at is not None
    return [
        ("extension", _("延长期限"), False, _may_extend(case)),
        ("pause", _("送检、鉴定，暂停期限"), False, not paused and can_pause(case)),
        ("pause-end", _("检验、鉴定有结果，恢复期限"), False, paused),
        ("dispute", _("登记管辖争议"), False, is_open and not disputed),
        ("dispute-end", _("管辖争议已商定"), False, disputed),
        ("clue", _("登记发现的违法线索"), False, finds and not clue),
        ("clue-end", _("线索已核查决定"), False, clue),
    ]
