"""What voters fill in, and what the desk does."""

import re
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Field,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.kernel import clock
from portal.rounds import policy
from portal.rounds.facts import RoundFacts
from portal.rounds.models import RoundProposal, VoteRound
from portal.rounds.rules import MOST_CHOICES, MOST_CODES
from portal.rounds.words import WORDS
from portal.web.forms import BaseForm, WholeNumberField, at_most, filled
from portal.web.locale import language
from portal.web.once_forms import OnceForm

_UNKEEPABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
# What browsers send: with seconds only where somebody typed them.
MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
FIRST_YEAR, LAST_YEAR = 2000, 2100


def kept(value: str | None) -> str | None:
    """Take off what cannot be kept, and blanks at both ends."""
    return _UNKEEPABLE.sub("", value).strip() if value else value


def in_this_century(_form: object, field: Field) -> None:
    """Refuse a day no calendar of ours reaches."""
    value: Any = field.data
    if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(_("请核对年份"))


def as_number(told: object) -> int:
    """Return the number of a proposal; that of none, where it is no number."""
    return int(str(told)) if re.fullmatch("[0-9]{1,6}", str(told)) else 0


def _tick_boxes(label: Any, **told: Any) -> SelectMultipleField:
    lists = ListWidget(prefix_label=False)
    return SelectMultipleField(label, option_widget=CheckboxInput(), widget=lists, **told)


def _kinds(codes: list[str]) -> list[SelectChoice]:
    names, tongue = policy.kinds(), language()
    return [
        SelectChoice(code, names[code].in_(tongue) if code in names else code) for code in codes
    ]


class BallotForm(BaseForm):
    """One person's vote."""

    choices = _tick_boxes(_("您想抽检什么"), coerce=as_number, validate_choice=False)
    code = StringField(_("投票码"), [at_most(40)], filters=[kept])

    def __init__(self, of: VoteRound, shown: list[RoundProposal], **told: Any) -> None:
        super().__init__(**told)
        self.choices.choices = [SelectChoice(one.number, one.text) for one in shown]
        if not of.needs_code:
            del self.code

    @property
    def code_told(self) -> str:
        """The code of the slip, where the round needs one."""
        return (self.code.data or "") if "code" in self else ""


class ProposalForm(OnceForm):
    """A product somebody would like to have tested."""

    text = StringField(
        _("想抽检什么"), [filled(WORDS["text_missing"]), at_most(60)], filters=[kept]
    )
    kind = RadioField(_("属于哪一类"), [filled(WORDS["kind"])])

    def __init__(self, of: VoteRound, **told: Any) -> None:
        super().__init__(**told)
        self.kind.choices = _kinds(of.kinds)


class RoundForm(BaseForm):
    """A round as the desk opens it."""

    title = StringField(_("名称"), [filled(WORDS["title_missing"]), at_most(80)], filters=[kept])
    title_en = StringField(_("名称（英文）"), [at_most(160)], filters=[kept])
    opens_at = DateTimeLocalField(
        _("开始时间"), [filled(WORDS["times"]), in_this_century], format=MOMENT
    )
    closes_at = DateTimeLocalField(
        _("截止时间"), [filled(WORDS["times"]), in_this_century], format=MOMENT
    )
    kinds = _tick_boxes(_("收哪几类"), validators=[filled(WORDS["kinds_missing"])])
    choices = WholeNumberField(
        _("每人可选几项"),
        [filled(WORDS["most_choices"]), NumberRange(1, MOST_CHOICES, WORDS["most_choices"])],
    )
    needs_code = BooleanField(_("凭现场发的投票码投票"))

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.kinds.choices = _kinds(list(policy.kinds()))

    @property
    def facts(self) -> RoundFacts:
        """What was told, as the service takes it."""
        begins: datetime = self.opens_at.data
        ends: datetime = self.closes_at.data
        return RoundFacts(
            title=self.title.data or "",
            title_en=self.title_en.data or "",
            opens_at=begins.replace(tzinfo=clock.CHINA),
            closes_at=ends.replace(tzinfo=clock.CHINA),
            kinds=self.kinds.data or [],
            choices=self.choices.data,
            needs_code=bool(self.needs_code.data),
        )


class ReasonForm(BaseForm):
    """Why a proposal is left out."""

    reason = TextAreaField(
        _("原因"), [filled(WORDS["reason_missing"]), at_most(400)], filters=[kept]
    )


class CancelForm(BaseForm):
    """Why a round is called off."""

    why = TextAreaField(
        _("取消的原因"), [filled(WORDS["reason_missing"]), at_most(400)], filters=[kept]
    )


class CodesForm(BaseForm):
    """How many slips are made."""

    count = WholeNumberField(
        _("要几个投票码"), [filled(WORDS["codes"]), NumberRange(1, MOST_CODES, WORDS["codes"])]
    )


class ResultForm(BaseForm):
    """A public result that followed."""

    reference = StringField(
        _("公示结果的编号"), [filled(_("请填编号")), at_most(20)], filters=[kept]
    )


class PlanForm(BaseForm):
    """The sampling plan a proposal went into."""

    plan = StringField(_("抽检计划的编号"), [filled(_("请填编号")), at_most(80)], filters=[kept])
