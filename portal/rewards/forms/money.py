"""What finance types about batches and budgets."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.validators import NumberRange

from portal.rewards.forms.desk import FIRST_YEAR, LAST_YEAR
from portal.rewards.forms.fields import RewardForm, YuanField, tidy
from portal.web.forms import WholeNumberField, at_most, filled


class BeginForm(RewardForm):
    """Nothing to type: a button and its token."""


class ResultForm(RewardForm):
    """The result file of a batch."""

    file = FileField(_("结果文件"), [FileRequired(_("请选择银行或国库退回的结果文件"))])

    def content(self) -> bytes:
        """Return the file's bytes, once the form is valid."""
        sent: Any = self.file.data
        return bytes(sent.read())


class LoweringForm(RewardForm):
    """Money taken out of a year's budget."""

    year = WholeNumberField(
        _("年度"),
        [
            filled(_("请填写年度")),
            NumberRange(min=FIRST_YEAR, max=LAST_YEAR, message=_("请填四位年份，例如 2026")),
        ],
    )
    amount = YuanField(_("核减金额（元）"), [filled(_("请填写金额"))])
    document = StringField(
        _("核减文号"), [filled(_("请填写核减文号")), at_most(120)], filters=[tidy]
    )

    def lowering(self) -> dict[str, Any]:
        """Return what was typed, once the form is valid."""
        return {
            "year": self.year.data,
            "amount_fen": self.amount.fen or 0,
            "document": self.document.data or "",
        }
