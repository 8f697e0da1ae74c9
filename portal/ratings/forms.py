"""What officers type about ratings."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, SelectMultipleField, StringField
from wtforms.validators import Optional

from portal.web.forms import BaseForm, at_most, filled, not_in_the_future, strip


class ImportForm(BaseForm):
    """A table of ratings, and the document it comes from."""

    file = FileField(_("等级表（CSV）"), [FileRequired(_("请选一个文件"))])
    document = StringField(
        _("出自哪份文件"), [filled(_("请写明文件名称或文号")), at_most(200)], filters=[strip]
    )
    take_good = BooleanField(_("有错的行先不要，其余的照样导入"))

    def content(self) -> bytes:
        """Return the file's bytes, once the form is valid."""
        content: bytes = self.file.data.read()
        return content


class ChosenForm(BaseForm):
    """The ratings ticked in a list, or all that were listed."""

    chosen = SelectMultipleField(validate_choice=False)
    shown = SelectMultipleField(validate_choice=False)
    all = BooleanField()

    def references(self) -> list[str]:
        """Return the references that are meant."""
        return list((self.shown.data if self.all.data else self.chosen.data) or [])


class NoticeForm(BaseForm):
    """When the enterprise was told, and until when it may object."""

    notified_on = DateField(
        _("告知日期"),
        [filled(_("请填告知日期")), not_in_the_future(_("告知日期晚于今天，请核对"))],
    )
    objection_until = DateField(_("异议截止日期"), [Optional()])


class ReasonForm(BaseForm):
    """Why a grade is taken off the pages."""

    reason = StringField(_("暂停的理由"), [filled(_("请写明理由")), at_most(300)], filters=[strip])
