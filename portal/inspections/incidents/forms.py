"""What officers type about incidents."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField, TextAreaField

from portal.inspections.incidents.rules import IncidentKind
from portal.inspections.incidents.words import KINDS
from portal.web.forms import BaseForm, at_most, filled, not_in_the_future, strip

LONGEST_KEY, LONGEST_LINE, LONGEST_DOCUMENT = 40, 300, 200


class IncidentForm(BaseForm):
    """What happened, at whom, when, and which document says so."""

    enterprise = StringField(
        _("统一社会信用代码或本站编号"),
        [filled(_("请填统一社会信用代码或本站编号")), at_most(LONGEST_KEY)],
        filters=[strip],
    )
    kind = SelectField(
        _("情形"),
        [filled(_("请选一种情形"))],
        choices=lambda: [(kind.value, str(label)) for kind, label in KINDS.items()],
    )
    happened_on = DateField(
        _("发生日期"), [filled(_("请填发生日期")), not_in_the_future(_("发生日期晚于今天，请核对"))]
    )
    detail = TextAreaField(
        _("什么情况"), [filled(_("请写明是什么情况")), at_most(LONGEST_LINE)], filters=[strip]
    )
    document = StringField(
        _("认定的文书或记录"),
        [filled(_("请填写认定这件事的文书或记录")), at_most(LONGEST_DOCUMENT)],
        filters=[strip],
    )

    @property
    def chosen(self) -> IncidentKind:
        """The kind that was chosen."""
        return IncidentKind(self.kind.data)


class DecisionForm(BaseForm):
    """Why an incident is not confirmed, or is withdrawn."""

    reason = StringField(
        _("理由"), [filled(_("请写明理由")), at_most(LONGEST_LINE)], filters=[strip]
    )
