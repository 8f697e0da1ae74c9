"""What the desk asks of somebody who brings a table in."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField

from portal.tables.kinds import TableKind
from portal.tables.models import LONGEST_SOURCE
from portal.web.forms import BaseForm, at_most, filled, strip
from portal.web.locale import language


class UploadForm(BaseForm):
    """A table to bring in: of which kind, and from where."""

    kind = SelectField(_("表格类型"), [filled(_("请选择这是哪一类表格"))], validate_choice=True)
    source = StringField(
        _("出自哪里"), [filled(_("请写明这张表出自哪里")), at_most(LONGEST_SOURCE)], filters=[strip]
    )
    file = FileField(_("表格文件"), [FileRequired(_("请选择要导入的表格文件"))])

    @classmethod
    def of(cls, kinds: Sequence[TableKind], chosen: str = "") -> "UploadForm":
        """Return the form with the kinds that its reader may bring in."""
        form = cls()
        titles = [(kind.code, kind.title.in_(language())) for kind in kinds]
        form.kind.choices = [("", str(_("请选择"))), *titles]
        if chosen and form.kind.data is None:
            form.kind.data = chosen
        return form
