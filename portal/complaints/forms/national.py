"""What staff fill in about the national platform: a number, a file out, a file in."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from portal.complaints.forms.fields import DayField, plain_words, readable
from portal.complaints.rules import Track
from portal.complaints.words import label
from portal.kernel import clock
from portal.web.forms import BaseForm, at_most, filled

USUAL_SPAN = timedelta(days=30)


class NumberForm(BaseForm):
    """Under which number the national platform has a case."""

    number = StringField(_("全国 12315 编号"), [at_most(60), plain_words], filters=[readable])


class HandOverForm(BaseForm):
    """Which cases go into the file, and of which kind it is."""

    first = DayField(_("收到日期从"), [filled(_("请选开始的日子"))])
    last = DayField(_("到"), [filled(_("请选结束的日子"))])
    track = SelectField(_("类型"), default="")
    which = RadioField(
        _("哪些件"),
        [DataRequired(_("请选哪些件"))],
        choices=[
            SelectChoice("new", _("还没有全国编号的")),
            SelectChoice("all", _("全部")),
        ],
        default="new",
    )
    kind = RadioField(
        _("文件格式"),
        [DataRequired(_("请选文件格式"))],
        choices=[SelectChoice("csv", "CSV"), SelectChoice("json", "JSON")],
        default="csv",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = clock.today()
        super().__init__(*args, **{"first": today - USUAL_SPAN, "last": today, **kwargs})
        self.track.choices = [
            SelectChoice("", _("全部类型")),
            *(SelectChoice(one.value, label(one)) for one in Track),
        ]

    def validate_last(self, field: Any) -> None:
        """Refuse an end before the beginning."""
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError(str(_("结束的日子不能早于开始的日子")))


class PairsForm(BaseForm):
    """A table with numbers coming back."""

    file = FileField(_("编号对照表"), [FileRequired(_("请选择编号对照表"))])
