"""What the desk asks."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Regexp

from portal.sampling.models import SampleBatch
from portal.sampling.models.imports import LONGEST_SOURCE
from portal.sampling.rules.batches import CORRECTABLE, Domain
from portal.sampling.rules.subscriptions import Frequency
from portal.sampling.words import DOMAINS
from portal.sampling.words.subscriptions import FREQUENCIES
from portal.web.forms import BaseForm, at_most, filled, strip

LONGEST_NOTE = 500
LONGEST_ADDRESS = 200
# As browsers check it (HTML, "valid e-mail address"), with a dot in the host.
MAIL_ADDRESS = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\Z"


class UploadForm(BaseForm):
    """A table to bring in."""

    file = FileField(_("表格文件"), [FileRequired(_("请选择要导入的表格文件"))])
    domain = SelectField(
        _("领域"),
        choices=[
            SelectChoice("", _("按表格内容判断")),
            *(SelectChoice(one.value, label) for one, label in DOMAINS.items()),
        ],
        validate_choice=True,
    )

    source_name = StringField(_("表格来源"), [at_most(LONGEST_SOURCE)], filters=[strip])

    def told_domain(self) -> Domain | None:
        """Return what every row is about, or None where the table tells."""
        return Domain(self.domain.data) if self.domain.data else None


class ReasonForm(BaseForm):
    """Why an import is returned, or a result withdrawn."""

    reason = TextAreaField(
        _("理由"), [filled(_("请写明理由")), at_most(LONGEST_NOTE)], filters=[strip]
    )


class CorrectionForm(BaseForm):
    """What a published result should say instead."""

    product = StringField(
        _("产品名称"), [filled(_("请填写产品名称")), at_most(200)], filters=[strip]
    )
    spec = StringField(_("规格型号"), [at_most(200)], filters=[strip])
    trademark = StringField(_("商标"), [at_most(200)], filters=[strip])
    product_date_text = StringField(_("生产日期"), [at_most(200)], filters=[strip])
    batch_number = StringField(_("批号"), [at_most(200)], filters=[strip])
    maker_name = StringField(_("标称生产企业"), [at_most(300)], filters=[strip])
    maker_address = StringField(_("生产企业地址"), [at_most(300)], filters=[strip])
    seller_name = StringField(_("被抽样单位"), [at_most(300)], filters=[strip])
    seller_address = StringField(_("被抽样单位地址"), [at_most(300)], filters=[strip])
    remark = TextAreaField(_("备注"), [at_most(2000)], filters=[strip])
    note = TextAreaField(
        _("更正说明"),
        [filled(_("请写明更正的原因，会随更正一同公开")), at_most(LONGEST_NOTE)],
        filters=[strip],
    )

    @classmethod
    def of(cls, batch: SampleBatch) -> "CorrectionForm":
        """Return the form filled with what the result says now."""
        return cls(data={name: getattr(batch, name) for name in CORRECTABLE})

    def changes(self) -> dict[str, str]:
        """Return every field as it should be."""
        return {name: getattr(self, name).data or "" for name in CORRECTABLE}


class SubscriptionForm(BaseForm):
    """Where letters about new results should go, and how often."""

    address = StringField(
        _("电子邮箱"),
        [
            filled(_("请填写电子邮箱")),
            at_most(LONGEST_ADDRESS),
            Regexp(MAIL_ADDRESS, message=_("邮箱地址应当像 name@example.com 这样，请核对")),
        ],
        filters=[strip],
    )
    frequency = RadioField(
        _("多久一封"),
        choices=[SelectChoice(one.value, label) for one, label in FREQUENCIES.items()],
        default=Frequency.DAILY.value,
        validators=[filled(_("请选择多久一封"))],
    )
