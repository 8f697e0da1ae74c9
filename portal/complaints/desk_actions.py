"""What may be done with a case beside deciding it: asking, meeting, joining, linking."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from portal.complaints import doubles, meetings
from portal.complaints.forms import desk as forms
from portal.complaints.forms.handling import WhyForm
from portal.complaints.forms.national import NumberForm
from portal.complaints.models import Case
from portal.complaints.rules import CLOSED, Stage, Track, joinable_steps
from portal.web.forms import BaseForm

DESK_FORMS: Mapping[str, Callable[[Case], BaseForm]] = {
    "question": lambda _case: forms.QuestionForm(prefix="question-"),
    "enterprise-question": lambda _case: forms.QuestionForm(prefix="enterprise-question-"),
    "question-withdrawal": lambda _case: forms.NumberForm(prefix="question-withdrawal-"),
    "meeting": lambda _case: forms.MeetingForm(prefix="meeting-"),
    "minutes": lambda _case: forms.MinutesForm(prefix="minutes-"),
    "joining": lambda _case: forms.OtherForm(prefix="joining-"),
    "splitting": lambda _case: WhyForm(prefix="splitting-"),
    "dismissal": lambda _case: forms.OtherForm(prefix="dismissal-"),
    "link": lambda _case: forms.LinkForm(prefix="link-"),
    "unlinking": lambda _case: forms.NumberForm(prefix="unlinking-"),
    "note": lambda _case: forms.RemarkForm(prefix="note-"),
    "national-number": lambda case: NumberForm(
        prefix="national-number-", data={"number": case.national_12315_no}
    ),
}
DESK_ENDPOINTS = {
    "question": "ask_citizen",
    "enterprise-question": "ask_enterprise",
    "meeting": "create_meeting",
    "minutes": "record_meeting",
    "joining": "merge_case",
    "splitting": "split_case",
    "link": "add_link",
    "national-number": "set_national_number",
}


def desk_moves(case: Case) -> list[tuple[str, str, bool, bool]]:
    """Return each deed with its button, whether it is grave, and whether it is offered now."""
    is_open = case.stage not in CLOSED
    is_joined = len(doubles.list_matter(case)) > 1
    mediating = case.track is Track.COMPLAINT and case.stage in {Stage.ACCEPTED, Stage.MEDIATING}
    waiting = meetings.find_unrecorded(case) is not None
    return [
        ("meeting", _("安排调解"), False, mediating and not waiting),
        ("minutes", _("记录调解结果"), False, mediating and waiting),
        ("question", _("请当事人答复"), False, is_open),
        ("enterprise-question", _("向企业询问"), False, is_open and case.enterprise_id is not None),
        ("joining", _("和另一件并案"), False, case.stage in joinable_steps(case.track)),
        ("splitting", _("拆开单独办"), False, is_joined and is_open),
        ("link", _("关联抽检、处罚、文章"), False, True),
        ("national-number", _("填全国 12315 编号"), False, True),
    ]
