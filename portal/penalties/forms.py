"""What officers type about penalties, the list and repairs."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    Field,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.penalties.decisions import Decision, Proposal
from portal.penalties.models import Penalty
from portal.penalties.rules.amounts import FEN_OF_YUAN, fen_of
from portal.penalties.rules.kinds import (
    PenaltyField,
    PenaltyKind,
    Procedure,
    RespondentKind,
    Severity,
    Withdrawal,
)
from portal.penalties.words import (
    PENALTY_FIELDS,
    PENALTY_KINDS,
    PROCEDURES,
    RESPONDENT_KINDS,
    SEVERITIES,
    WITHDRAWALS,
)
from portal.places.profile import current_place
from portal.places.rules import Item
from portal.web.forms import BaseForm, WholeNumberField, at_most, filled, not_in_the_future, strip
from portal.web.locale import language

LONGEST_BAN_MONTHS = 36


def listed(key: str) -> list[tuple[str, str]]:
    """Return a list of the law as choices of a field."""
    items: Sequence[Item] = current_place().parameters.items(key, clock.today())
    return [(item.code, item.label.in_(language())) for item in items]


def _choices(words: Mapping[Any, str]) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(one.value, str(label)) for one, label in words.items()]


class YuanField(Field):
    """An amount typed in yuan, kept in 分; nothing typed is 0."""

    widget = TextInput()
    data: int

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        fen = self.data or 0
        return f"{fen // FEN_OF_YUAN}.{fen % FEN_OF_YUAN:02d}" if fen else ""

    def process_data(self, value: Any) -> None:
        """Begin with an amount, or with none."""
        self.data = value or 0

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        text = str(valuelist[0]).strip() if valuelist else ""
        fen = fen_of(text) if text else 0
        if fen is None:
            self.data = 0
            raise ValueError(_("请填写金额，单位元，例如 5000 或者 5000.50"))
        self.data = fen


class TicksField(SelectMultipleField):
    """Several answers to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class EnumField(SelectField):
    """One answer of an enum; nothing chosen is None where the field may be empty."""

    def __init__(
        self, label: Any, kind: type[StrEnum], words: Mapping[Any, str], **more: Any
    ) -> None:
        self._may_be_empty = more.pop("may_be_empty", False)
        empty = [("", _("不适用"))] if self._may_be_empty else []
        super().__init__(label, choices=lambda: [*empty, *_choices(words)()], **more)
        self._kind = kind

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no answer; none at all is one where the field may be empty."""
        if self.data or not self._may_be_empty:
            super().pre_validate(form)

    @property
    def answer(self) -> Any:
        """The answer as the enum has it."""
        return self._kind(self.data) if self.data else None


class PenaltyForm(BaseForm):
    """A decision."""

    number = StringField(
        _("行政处罚决定书文号"), [filled(_("请填写处罚决定书文号")), at_most(80)], filters=[strip]
    )
    respondent_kind = EnumField(_("当事人是"), RespondentKind, RESPONDENT_KINDS)
    respondent = StringField(
        _("当事人名称或者姓名"), [filled(_("请填写当事人")), at_most(200)], filters=[strip]
    )
    enterprise_key = StringField(_("统一社会信用代码或者本站编号"), [at_most(40)], filters=[strip])
    field = EnumField(_("领域"), PenaltyField, PENALTY_FIELDS)
    procedure = EnumField(_("程序"), Procedure, PROCEDURES)
    conduct = StringField(
        _("违法行为类型"), [filled(_("请填写违法行为类型")), at_most(300)], filters=[strip]
    )
    basis = TextAreaField(_("处罚依据"), [at_most(2000)])
    kinds = TicksField(_("处罚种类"), choices=_choices(PENALTY_KINDS))
    content = TextAreaField(_("处罚内容"), [at_most(2000)])
    fine_fen = YuanField(_("罚款（元）"))
    confiscated_fen = YuanField(_("没收违法所得、非法财物价值（元）"))
    ban_until = DateField(_("限制到哪一天"), [Optional()])
    is_ban_lifelong = BooleanField(_("终身限制"))
    small_fine_basis = StringField(_("较低数额罚款的认定依据"), [at_most(200)], filters=[strip])
    severity = EnumField(_("失信程度"), Severity, SEVERITIES, may_be_empty=True)
    shown_months = WholeNumberField(
        _("公示几个月"), [Optional(), NumberRange(min=0, max=LONGEST_BAN_MONTHS)]
    )
    authority = StringField(
        _("作出决定的机关"), [filled(_("请填写作出决定的机关")), at_most(200)], filters=[strip]
    )
    decided_on = DateField(
        _("决定日期"),
        [filled(_("请填写决定日期")), not_in_the_future(_("决定日期晚于今天，请核对"))],
    )
    shown_since = DateField(_("在别处已经公示的，从哪一天起"), [Optional()])
    summary = TextAreaField(_("决定书摘要"), [at_most(20_000)])

    def decision(self, enterprise: Enterprise | None) -> Decision:
        """Return what was typed, once the form is valid."""
        return Decision(
            number=self.number.data,
            respondent=self.respondent.data,
            conduct=self.conduct.data,
            authority=self.authority.data,
            decided_on=self.decided_on.data,
            kinds=tuple(PenaltyKind(kind) for kind in self.kinds.data),
            enterprise=enterprise,
            respondent_kind=self.respondent_kind.answer,
            field=self.field.answer,
            procedure=self.procedure.answer,
            basis=self.basis.data or "",
            content=self.content.data or "",
            summary=self.summary.data or "",
            fine_fen=self.fine_fen.data,
            confiscated_fen=self.confiscated_fen.data,
            ban_until=self.ban_until.data,
            is_ban_lifelong=self.is_ban_lifelong.data,
            small_fine_basis=self.small_fine_basis.data or "",
            severity=self.severity.answer,
            shown_months=self.shown_months.data,
            shown_since=self.shown_since.data,
        )


def penalty_form(penalty: Penalty | None = None) -> PenaltyForm:
    """Return the form of a decision, filled in from a record that was returned."""
    if penalty is None:
        return PenaltyForm()
    key = penalty.enterprise.address_key if penalty.enterprise else ""
    return PenaltyForm(obj=penalty, enterprise_key=key, kinds=[k.value for k in penalty.kinds])


class ReasonForm(BaseForm):
    """Why something is returned, dropped or removed."""

    reason = StringField(_("理由"), [filled(_("请写明理由")), at_most(300)], filters=[strip])


class WithdrawalForm(BaseForm):
    """Why a penalty is taken back, and since when it no longer holds."""

    why = EnumField(_("为什么撤回"), Withdrawal, WITHDRAWALS)
    revoked_on = DateField(
        _("撤销、变更的日期"),
        [
            filled(_("请填写撤销、变更的日期")),
            not_in_the_future(_("撤销或者变更的日期晚于今天，请核对")),
        ],
    )
    reason = StringField(_("公开的说明"), [filled(_("请写明理由")), at_most(300)], filters=[strip])


class EntryForm(BaseForm):
    """A proposal to list a party."""

    respondent_kind = EnumField(_("当事人是"), RespondentKind, RESPONDENT_KINDS)
    respondent = StringField(
        _("当事人名称或者姓名"), [filled(_("请填写当事人")), at_most(200)], filters=[strip]
    )
    enterprise_key = StringField(_("统一社会信用代码或者本站编号"), [at_most(40)], filters=[strip])
    penalty_number = StringField(
        _("所依据的处罚决定书文号"),
        [filled(_("请填写所依据的处罚决定书文号")), at_most(80)],
        filters=[strip],
    )
    ground = SelectField(_("列入的法律依据"), choices=lambda: listed("penalties.list_grounds"))
    conditions = TicksField(
        _("列入要同时具备"), choices=lambda: listed("penalties.list_conditions")
    )
    heavy = TicksField(_("受到哪种较重行政处罚"), choices=lambda: listed("penalties.heavy_kinds"))
    reason = TextAreaField(_("列入事由（会公开）"), [filled(_("请写明列入的事由")), at_most(2000)])
    authority = StringField(
        _("作出决定的机关"), [filled(_("请填写作出决定的机关")), at_most(200)], filters=[strip]
    )

    def proposal(self, enterprise: Enterprise | None) -> Proposal:
        """Return what was typed, once the form is valid."""
        return Proposal(
            respondent=self.respondent.data,
            penalty_number=self.penalty_number.data,
            ground=self.ground.data,
            reason=self.reason.data,
            authority=self.authority.data,
            conditions=tuple(self.conditions.data),
            heavy=tuple(self.heavy.data),
            enterprise=enterprise,
            respondent_kind=self.respondent_kind.answer,
        )


class NoticeForm(BaseForm):
    """When the party was told, and until when it may answer."""

    notified_on = DateField(_("告知日期"), [filled(_("请填告知日期"))])
    defence_until = DateField(_("陈述申辩截止日期"), [Optional()])


class DefenceForm(BaseForm):
    """What the party answered."""

    defence = TextAreaField(
        _("陈述申辩的内容"), [filled(_("请写明陈述申辩的内容")), at_most(20_000)]
    )


class HearingForm(BaseForm):
    """When the hearing is held."""

    hearing_on = DateField(_("听证日期"), [filled(_("请填写听证日期"))])


class ListingForm(BaseForm):
    """The decision to list."""

    decision_number = StringField(
        _("列入决定书文号"), [filled(_("请填写列入决定书文号")), at_most(80)], filters=[strip]
    )
    listed_on = DateField(_("列入日期"), [filled(_("请填写列入日期"))])
