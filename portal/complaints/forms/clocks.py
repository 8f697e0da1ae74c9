"""What handlers fill in when something moves a case's clocks."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from portal.complaints import policy
from portal.complaints.clocks import Grounds
from portal.complaints.forms.fields import DayField, choices_of, plain_words, readable
from portal.complaints.forms.handling import NoteForm
from portal.complaints.models import Case
from portal.kernel import clock
from portal.web.forms import BaseForm, at_most, filled


class FactForm(NoteForm):
    """From which day, why, by which document."""

    from_on = DayField(_("从哪天起"), [filled(_("请选开始的日子"))])
    document = StringField(_("文书编号"), [at_most(100), plain_words], filters=[readable])

    def grounds(self) -> Grounds:
        """Return the reason and the document."""
        return Grounds(self.note.data or "", self.document.data or "")


class PauseForm(FactForm):
    """A test or an appraisal: its days are not counted, both ends included."""

    cause = SelectField(_("为什么暂停"), [filled(_("请选择暂停的原因"))])
    until_on = DayField(_("到哪天止（还没结束就不填）"), [Optional()])

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        received = clock.in_china(case.received_at).date()
        self.cause.choices = [SelectChoice("", "—"), *choices_of(policy.pause_causes(received))]


class SettlingForm(BaseForm):
    """The last day of what is still open."""

    until_on = DayField(_("到哪天止"), [filled(_("请选结束的日子"))])
    document = StringField(_("文书编号"), [at_most(100), plain_words], filters=[readable])


class ExtensionForm(NoteForm):
    """More time: granted on which day, by whom, by which document."""

    granted_on = DayField(_("哪天批准"), [filled(_("请选批准的日子"))])
    approved_by = StringField(
        _("谁批准的（写职务，不写姓名）"),
        [filled(_("请写谁批准的（写职务，不写姓名）")), at_most(60), plain_words],
        filters=[readable],
    )
    document = StringField(
        _("批准文书编号"),
        [filled(_("请写文书或者报告的编号")), at_most(100), plain_words],
        filters=[readable],
    )
    until_on = DayField(_("再延长时，集体讨论决定延到哪天"), [Optional()])

    def grounds(self) -> Grounds:
        """Return the reason, the document and who granted it."""
        return Grounds(self.note.data or "", self.document.data or "", self.approved_by.data or "")
