"""What a citizen fills in to follow a case."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from portal.complaints import receipt
from portal.complaints.forms.fields import EvidenceField, plain_words, readable
from portal.complaints.rules import Followup
from portal.complaints.words import LABELS
from portal.places.rules import Item
from portal.web.forms import BaseForm, at_most, filled
from portal.web.locale import language


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


class UncoverForm(BaseForm):
    """The number of a receipt that was put away."""

    number = StringField(
        _("查询码"),
        [filled(_("请填查询码，如 LC26-7K3M-92QF-HT4W")), at_most(60)],
        filters=[readable],
    )


class MessageForm(BaseForm):
    """One more sentence, one more photo."""

    text = TextAreaField(_("补充一句"), [at_most(2000), plain_words], filters=[readable])
    files = EvidenceField(_("照片、小票、聊天截图"))


class ReasonForm(BaseForm):
    """Why; for taking a case back, where nothing need be said."""

    reason = TextAreaField(_("理由"), [at_most(500), plain_words], filters=[readable])


class RatingForm(BaseForm):
    """How well it was handled, and what is asked about the outcome (回访问效)."""

    ASKED = "ask_"

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
    words = TextAreaField(_("还想说一句"), [at_most(500), plain_words], filters=[readable])

    def questions(self) -> list[Field]:
        """Return the field of each question that is asked."""
        return [field for field in self if field.short_name.startswith(self.ASKED)]

    def answers(self) -> dict[str, str]:
        """Return each answer given, by the code of its question."""
        return {
            field.short_name.removeprefix(self.ASKED): field.data
            for field in self.questions()
            if field.data
        }


def rating_form(questions: Iterable[Item], **options: Any) -> RatingForm:
    """Return the form with these questions, which the place may change at any time."""
    choices = [SelectChoice(one.value, LABELS[one]) for one in Followup]
    asked = {
        f"{RatingForm.ASKED}{item.code}": RadioField(
            item.label.in_(language()), [Optional()], choices=choices
        )
        for item in questions
    }
    form: RatingForm = type("AskingForm", (RatingForm,), asked)(**options)
    return form
