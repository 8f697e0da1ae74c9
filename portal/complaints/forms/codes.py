"""A code that takes a draft to another device."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from portal.complaints.forms.fields import readable
from portal.web.forms import BaseForm, at_most, filled


class CodeForm(BaseForm):
    """The code that the other device shows."""

    code = StringField(_("取件码"), [filled(_("请填取件码")), at_most(60)], filters=[readable])
