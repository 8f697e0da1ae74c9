"""What clerks and handlers fill in."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional

from portal.accounts.models import Account
from portal.complaints import policy
from portal.complaints.forms.fields import DayField, choices_of, plain_words, readable
from portal.complaints.models import Case
from portal.complaints.rules import Outcome, Stage, Verdict
from portal.complaints.words import label
from portal.kernel import clock
from portal.places.rules import Department
from portal.web.forms import BaseForm, at_most, filled
from portal.web.locale import language


class NoteForm(BaseForm):
    """Words the citizen will read."""

    note = TextAreaField(_("说明"), [at_most(2000), plain_words], filters=[readable])


class GroundForm(NoteForm):
    """A legal ground, and why it applies here."""

    ground = SelectField(_("法定理由"), [filled(_("请选择法定理由"))])

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        received = clock.in_china(case.received_at).date()
        self.ground.choices = [
            SelectChoice("", "—"),
            *choices_of(policy.refusal_grounds(case.track, received)),
        ]


class SupplementForm(NoteForm):
    """What is missing, and by when; proof of identity is asked for by a notice with a number."""

    asked = RadioField(
        _("补什么"),
        [DataRequired(_("请选补什么"))],
        choices=[
            SelectChoice("material", _("补充材料")),
            SelectChoice("identity", _("身份证明材料（出具限期提供通知书）")),
        ],
        default="material",
    )
    until = DayField(_("补正到哪天"), [filled(_("请选补正期限，要晚于今天"))])


class HandlerForm(BaseForm):
    """To whom a case is given."""

    handler = SelectField(_("承办人"), [filled(_("请选择承办人"))])

    def __init__(self, people: Iterable[Account], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.handler.choices = [SelectChoice(one.username, one.display_name) for one in people]


class TransferForm(BaseForm):
    """To which department, and why."""

    department = SelectField(_("转给"), [filled(_("请选择部门"))])
    reason = TextAreaField(_("理由"), [at_most(1000), plain_words], filters=[readable])

    def __init__(self, departments: Iterable[Department], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.department.choices = [
            SelectChoice(one.code, one.name.in_(language())) for one in departments
        ]


class TextForm(BaseForm):
    """A message to the citizen, or the reason for looking at an identity."""

    text = TextAreaField(_("给当事人留言"), [at_most(2000), plain_words], filters=[readable])


class WhyForm(BaseForm):
    """A reason that is kept on record."""

    reason = StringField(_("理由"), [at_most(300), plain_words], filters=[readable])


class StepForm(BaseForm):
    """The next working step."""

    to = HiddenField(filters=[readable])

    def stage(self) -> Stage | None:
        """Return the stage asked for, or None where there is no such stage."""
        known = {stage.value for stage in Stage}
        return Stage(self.to.data) if self.to.data in known else None


class FilingDecisionForm(NoteForm):
    """Whether a report is filed as a case."""

    decision = RadioField(
        _("立不立案"),
        [filled(_("请选立案或不予立案"))],
        choices=[SelectChoice("yes", _("立案")), SelectChoice("no", _("不予立案"))],
    )


class OutcomeForm(BaseForm):
    """How mediation ended."""

    outcome = RadioField(_("结果"), [filled(_("请选择结论"))])
    ground = SelectField(_("终止调解的法定理由"), [Optional()])
    answer = TextAreaField(_("告诉当事人的话"), [at_most(2000), plain_words], filters=[readable])

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        received = clock.in_china(case.received_at).date()
        self.outcome.choices = [SelectChoice(one.value, label(one)) for one in Outcome]
        self.ground.choices = [SelectChoice("", "—"), *choices_of(policy.end_grounds(received))]


class VerdictForm(BaseForm):
    """What verification found."""

    verdict = RadioField(_("核查结论"), [filled(_("请选择结论"))])
    answer = TextAreaField(_("告诉当事人的话"), [at_most(2000), plain_words], filters=[readable])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verdict.choices = [SelectChoice(one.value, label(one)) for one in Verdict]


class ReviewForm(NoteForm):
    """Whether the result stands."""

    decision = RadioField(
        _("复核结果"),
        [filled(_("请选择结论"))],
        choices=[SelectChoice("upheld", _("维持原结果")), SelectChoice("reopened", _("重新办理"))],
    )
