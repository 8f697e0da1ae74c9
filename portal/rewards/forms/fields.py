"""Fields that rewards need: yuan typed by people, and text without signs nobody can see."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectChoice, SelectMultipleField, StringField, widgets
from wtforms.validators import ValidationError

from portal.kernel.errors import NotAllowed, NotFound, OutOfDate, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.rewards.rules import Expected, Question
from portal.web.forms import BaseForm, filled
from portal.web.locale import language

AMOUNT = re.compile(r"[¥￥]?(?P<yuan>[0-9]{1,13})(?:\.(?P<fen>[0-9]{1,2}))?元?")
VISIBLE_CONTROLS = "\n\t"
YES_NO = [(Expected.YES.value, _("是")), (Expected.NO.value, _("否"))]
# What concerns the page as a whole is answered by the page of that refusal, not by a field.
PAGES_OF_THEIR_OWN = (MoveRefused, OutOfDate, NotAllowed, NotFound)


class RewardForm(BaseForm):
    """Parent of the forms of rewards.

    ``slips`` names the fields that held something the form itself could not take: they go on
    record where money is concerned. What was left out is no slip.
    """

    slips: Collection[str] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything can be taken; keeps which fields could not."""
        is_valid: bool = super().validate(extra_validators)
        wrong = [field for field in self if field.errors and not isinstance(field, HiddenField)]
        self.slips = [field.short_name for field in wrong if any(field.raw_data or ())]
        return is_valid

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at its field; raise it again where it has a page of its own."""
        if isinstance(refusal, PAGES_OF_THEIR_OWN):
            raise refusal
        super().refuse(refusal)


def tidy(value: str | None) -> str | None:
    """Take away blanks at both ends and control characters, which no database keeps."""
    if value is None:
        return None
    kept = "".join(
        sign
        for sign in value
        if sign in VISIBLE_CONTROLS or unicodedata.category(sign) not in {"Cc", "Cs"}
    )
    return kept.strip()


def options(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """Return what a field offers: values, and what each is called."""
    return [SelectChoice(value=value, label=label) for value, label in pairs]


class TickField(SelectMultipleField):
    """Any number of ticks."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


def question_fields(questions: Iterable[Question]) -> dict[str, RadioField]:
    """Return a yes-or-no field for each question, by the name of its field."""
    tongue = language()
    return {
        question.field: RadioField(
            question.text.in_(tongue), [filled(_("请回答这一条"))], choices=options(YES_NO)
        )
        for question in questions
    }


class YuanField(StringField):
    """An amount typed in yuan, with or without separators: 68,400.50."""

    fen: int | None = None

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[tidy], **kwargs)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' signature
        """Read the amount; say how to write it where it cannot be read."""
        self.fen = fen_of(self.data or "")
        is_typed = bool(self.raw_data and self.raw_data[0])
        if is_typed and self.fen is None:
            raise ValidationError(
                _("请用数字写金额，单位是元，最多两位小数，例如 68400 或 68400.50")
            )


def fen_of(typed: str) -> int | None:
    """Return an amount in 分, or None where it is not an amount of yuan."""
    plain = unicodedata.normalize("NFKC", typed).replace(",", "").replace(" ", "")
    found = AMOUNT.fullmatch(plain)
    if found is None:
        return None
    return int(found["yuan"]) * 100 + int((found["fen"] or "").ljust(2, "0"))
