"""What may be done with a case next: one form for each deed, offered only where it is allowed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.accounts.models import Account
from portal.complaints import doubles, queries
from portal.complaints.clock_actions import CLOCK_ENDPOINTS, CLOCK_FORMS, clock_moves
from portal.complaints.desk_actions import DESK_ENDPOINTS, DESK_FORMS, desk_moves
from portal.complaints.forms import handling as forms
from portal.complaints.forms.matter import for_matter, for_message
from portal.complaints.models import Case
from portal.complaints.rules import Outcome, Stage, Track, lifecycle_of
from portal.complaints.words import label
from portal.kernel.permissions import Permission
from portal.places.profile import current_place
from portal.places.rules import Department
from portal.web.forms import BaseForm


def _numbers(case: Case) -> list[str]:
    return [one.reference for one in doubles.list_matter(case)]


def _shared(form: type[BaseForm], case: Case) -> type[BaseForm]:
    # Where cases are handled as one matter, whoever writes chooses to whom.
    return for_matter(form, _numbers(case), case.reference)


WORKING_STEPS = (Stage.SCREENING, Stage.VERIFYING, Stage.MEDIATING, Stage.ARCHIVED)
FORMS: Mapping[str, Callable[[Case], BaseForm]] = {
    "assignment": lambda case: forms.HandlerForm(
        queries.list_handlers(case.department), prefix="assignment-"
    ),
    "taking-over": lambda _case: forms.StepForm(prefix="taking-over-"),
    "handing-back": lambda _case: forms.WhyForm(prefix="handing-back-"),
    "transfer": lambda case: forms.TransferForm(receivers_of(case), prefix="transfer-"),
    "acceptance": lambda _case: forms.StepForm(prefix="acceptance-"),
    "refusal": lambda case: forms.GroundForm(case, prefix="refusal-"),
    "supplement": lambda _case: forms.SupplementForm(prefix="supplement-"),
    "step": lambda _case: forms.StepForm(prefix="step-"),
    "decision": lambda case: _shared(forms.FilingDecisionForm, case)(prefix="decision-"),
    "notice": lambda _case: forms.StepForm(prefix="notice-"),
    "outcome": lambda case: _shared(forms.OutcomeForm, case)(case, prefix="outcome-"),
    "verdict": lambda case: _shared(forms.VerdictForm, case)(prefix="verdict-"),
    "answer": lambda case: _shared(forms.NoteForm, case)(prefix="answer-"),
    "review": lambda _case: forms.ReviewForm(prefix="review-"),
    "message": lambda case: for_message(forms.TextForm, _numbers(case))(prefix="message-"),
    "identity": lambda _case: forms.WhyForm(prefix="identity-"),
    **CLOCK_FORMS,
    **DESK_FORMS,
}


ENDPOINTS = {
    "assignment": "assign_case",
    "taking-over": "take_over",
    "handing-back": "hand_back",
    "transfer": "transfer_case",
    "acceptance": "accept_case",
    "refusal": "refuse_case",
    "supplement": "ask_for_supplement",
    "decision": "decide_filing",
    "notice": "record_notice",
    "outcome": "conclude_complaint",
    "verdict": "conclude_report",
    "answer": "answer_report",
    "review": "decide_review",
    **CLOCK_ENDPOINTS,
    **DESK_ENDPOINTS,
}


@dataclass(frozen=True)
class Action:
    """One deed on offer: its form, where it is sent, what its button says."""

    name: str
    button: str
    form: BaseForm
    is_grave: bool = False
    is_open: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing to fill in: the button stands alone."""
        return isinstance(self.form, forms.StepForm)

    @property
    def endpoint(self) -> str:
        """The view that does it."""
        return f"complaints_desk.{ENDPOINTS[self.name]}"


def receivers_of(case: Case) -> list[Department]:
    """Return the departments a case can be passed to: those with somebody to take it."""
    return [
        office
        for office in current_place().departments.offices
        if office.code != case.department and queries.list_handlers(office.code)
    ]


def _moving(case: Case) -> list[tuple[str, str, bool]]:
    allows = lifecycle_of(case.track).allows
    complaint = case.track is Track.COMPLAINT
    offered = [
        ("acceptance", _("受理"), False, complaint and allows(case.stage, Stage.ACCEPTED)),
        ("decision", _("决定立不立案"), False, allows(case.stage, Stage.FILED)),
        ("outcome", _("办结"), False, complaint and allows(case.stage, Stage.CONCLUDED)),
        ("verdict", _("结案"), False, not complaint and allows(case.stage, Stage.CONCLUDED)),
        ("answer", _("反馈结果"), False, allows(case.stage, Stage.ANSWERED)),
        ("supplement", _("限期补正"), False, allows(case.stage, Stage.AWAITING)),
        ("notice", _("已另行告知当事人"), False, _may_tell(case)),
        *desk_moves(case),
        *clock_moves(case),
        ("refusal", _("不予受理"), True, allows(case.stage, Stage.REFUSED)),
    ]
    if case.stage is Stage.REVIEWING:
        return [("review", _("答复复核"), False)]
    return [(name, button, grave) for name, button, grave, is_offered in offered if is_offered]


def _may_tell(case: Case) -> bool:
    if case.answered_at is not None:
        return False
    if case.track is Track.COMPLAINT:
        return case.outcome in {Outcome.TERMINATED, Outcome.UNSETTLED}
    return case.track is Track.REPORT and not case.is_anonymous and case.decided_at is not None


def _ownership(case: Case, person: Account) -> list[tuple[str, str, bool]]:
    intake = current_place().departments.intake.code
    if case.stage is Stage.TRANSFERRED:
        return [("taking-over", _("接收并接办"), False), ("handing-back", _("退回受理部门"), True)]
    offered = []
    if queries.list_handlers(case.department):
        offered.append(("assignment", _("指定承办人"), False))
    if lifecycle_of(case.track).allows(case.stage, Stage.TRANSFERRED):
        at_intake = person.department == intake
        offered.append(
            ("transfer", _("转办"), False)
            if at_intake
            else ("handing-back", _("退回受理部门"), True)
        )
    return offered


def next_steps(case: Case) -> list[tuple[Stage, str]]:
    """Return the working steps that may follow now."""
    may_follow = lifecycle_of(case.track).next_stages(case.stage)
    if case.stage is Stage.REVIEWING:
        return []
    return [(stage, label(stage)) for stage in WORKING_STEPS if stage in may_follow]


def actions_for(case: Case, person: Account, tried: Mapping[str, BaseForm]) -> list[Action]:
    """Return what this person may do with the case now; ``tried`` are forms to be put right."""
    if not person.may(Permission.CASE_HANDLE) or person.department != case.department:
        return []
    found = _ownership(case, person)
    if case.handler_id == person.id and case.stage is not Stage.TRANSFERRED:
        found = [*_moving(case), *found]
    waiting = "assignment" if case.handler_id is None else ""
    return [
        Action(
            name,
            button,
            tried.get(name) or FORMS[name](case),
            is_grave=is_grave,
            is_open=name in tried or name == waiting,
        )
        for name, button, is_grave in found
    ]
