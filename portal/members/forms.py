"""What applicants and the desk fill in."""

import re

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, TextAreaField

from portal.members.words import WORDS
from portal.web.forms import BaseForm, at_least, at_most, filled

_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def kept(value: str | None) -> str | None:
    """Take off what cannot be kept, and blanks at both ends."""
    return _UNKEEPABLE.sub("", value).strip() if value else value


class ApplicationForm(BaseForm):
    """A wish to become a volunteer author."""

    name = StringField(_("姓名"), [filled(WORDS["name_missing"]), at_most(60)], filters=[kept])
    contact = StringField(
        _("手机号码或电子邮箱"),
        [
            filled(WORDS["contact_missing"]),
            at_least(5, _("这个联系方式太短，请核对")),
            at_most(120),
        ],
        filters=[kept],
    )
    wish = TextAreaField(
        _("您想写什么"), [filled(WORDS["wish_missing"]), at_most(1000)], filters=[kept]
    )
    consent = BooleanField(
        _("我同意编辑部保存以上内容，只用于和我联系"), [filled(WORDS["consent_missing"])]
    )


class RefusalForm(BaseForm):
    """Why an application is not admitted."""

    reason = TextAreaField(
        _("原因"), [filled(WORDS["reason_missing"]), at_most(400)], filters=[kept]
    )
