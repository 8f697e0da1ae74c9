"""What the desk asks of whoever writes an announcement."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional

from portal.kernel import clock
from portal.places.profile import current_place
from portal.sampling.announcing import list_kinds
from portal.sampling.publishing_forms import department_choices
from portal.sampling.services.announcements import Draft
from portal.web.forms import BaseForm, at_most, filled, strip
from portal.web.locale import language

LONGEST_BODY = 20_000


class AnnouncementForm(BaseForm):
    """An announcement before a second person publishes it."""

    kind = RadioField(_("信息类型"), [filled(_("请选择信息类型"))])
    title = StringField(_("标题"), [DataRequired(_("请填写标题")), at_most(300)], filters=[strip])
    number = StringField(_("期号"), [Optional(), at_most(120)], filters=[strip])
    announced_on = DateField(_("公告日期"), [filled(_("请填写公告日期"))])
    department = SelectField(_("发布部门"))
    document = StringField(_("公告文号"), [Optional(), at_most(200)], filters=[strip])
    authority = StringField(_("授权文件文号"), [Optional(), at_most(120)], filters=[strip])
    body = TextAreaField(_("正文"), [Optional(), at_most(LONGEST_BODY)], filters=[strip])

    def __init__(self, **kwargs: Any) -> None:
        """Offer the kinds of the parameters and the departments of the place."""
        super().__init__(**kwargs)
        self.kind.choices = [
            SelectChoice(kind.code, kind.label.in_(language())) for kind in list_kinds()
        ]
        self.department.choices = department_choices()
        if not self.is_submitted():
            self.announced_on.data = clock.today()
            self.department.data = current_place().departments.intake.code

    def help_for_kinds(self) -> dict[str, Any]:
        """Return one line about each kind that needs leave from above."""
        needed = _("由国家或者省级公布；本级发布须填写授权文件文号")
        return {kind.code: needed for kind in list_kinds() if kind.needs_authority}

    def told(self) -> Draft:
        """Return what is to be announced, once the form is valid."""
        return Draft(
            kind=self.kind.data,
            title=self.title.data or "",
            announced_on=self.announced_on.data,
            department=self.department.data,
            number=self.number.data or "",
            document=self.document.data or "",
            authority=self.authority.data or "",
            body=self.body.data or "",
        )
