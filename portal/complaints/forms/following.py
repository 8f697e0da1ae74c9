"""What a citizen fills in to follow a case."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.complaints import receipt
from portal.complaints.forms.fields import EvidenceField, plain_words, readable
from portal.web.forms import BaseForm, at_most, filled


class OpenForm(BaseForm):
    """Number and secret."""

    number = StringField(
        _("查询码"),
        [filled(_("请填查询码，如 LC26-7K3M-92QF-HT4W")), at_most(60)],
        filters=[readable],
    )
    secret = StringField(
        _("五词密码"), [filled(_("请填五个词，或二十位数字")), at_most(200)], filters=[readable]
    )

    ticket = HiddenField()

    def validate_secret(self, field: Field) -> None:
        """Name the word that is none of the list's; the list is public."""
        strange = receipt.strange_words(field.data or "") if field.data else ()
        if strange == (0,):
            raise ValidationError(gettext("密码是五个词（十个汉字），或二十位数字，请数一数"))
        if strange:
            told = "、".join(str(place) for place in strange)
            raise ValidationError(gettext("第 %(n)s 个词不是词表里的，请对照回执核对", n=told))

    def validate_number(self, field: Field) -> None:
        """Catch a slip of the pen before it is looked up."""
        if field.data and receipt.clean_number(field.data) is None:
            raise ValidationError(gettext("查询码里写错或漏了一个字，请对照回执核对"))

    def clean_number(self) -> str:
        """Return the number as numbers are written."""
        return receipt.clean_number(self.number.data or "") or ""


class ReceiptForm(BaseForm):
    """Written down."""

    is_written = BooleanField(_("我已抄好"), [filled(_("请先抄好，再打勾"))])


class MessageForm(BaseForm):
    """One more sentence, one more photo."""

    text = TextAreaField(_("补充一句"), [at_most(2000), plain_words], filters=[readable])
    files = EvidenceField(_("照片、小票、聊天截图"))


class ReasonForm(BaseForm):
    """Why; for taking a case back, where nothing need be said."""

    reason = TextAreaField(_("理由"), [at_most(500), plain_words], filters=[readable])


class RatingForm(BaseForm):
    """How well it was handled."""

    score = RadioField(
        _("这件办得怎么样"),
        [filled(_("请选 1 到 5 分"))],
        choices=[
            SelectChoice("5", _("5 很满意")),
            SelectChoice("4", _("4 满意")),
            SelectChoice("3", _("3 一般")),
            SelectChoice("2", _("2 不满意")),
            SelectChoice("1", _("1 很不满意")),
        ],
    )
