"""What a clerk is told by somebody who lost the secret."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, StringField

from portal.complaints import policy
from portal.complaints.forms.fields import choices_of, readable
from portal.web.forms import BaseForm, at_most, filled


class ReissueForm(BaseForm):
    """Name and telephone as the person says them, and how the identity was checked."""

    name = StringField(
        _("对方说的姓名"), [filled(_("请填对方说的姓名")), at_most(60)], filters=[readable]
    )
    telephone = StringField(
        _("对方说的电话"), [filled(_("请填对方说的电话")), at_most(30)], filters=[readable]
    )
    check = RadioField(_("怎样核实的身份"), [filled(_("请选怎样核实的身份"))])

    # Which secret this page was opened over.
    seen = HiddenField(validators=[at_most(200)], filters=[readable])

    def __init__(self, seen: str) -> None:
        super().__init__()
        if not self.is_submitted():
            self.seen.data = seen
        self.check.choices = choices_of(policy.reissue_checks())
