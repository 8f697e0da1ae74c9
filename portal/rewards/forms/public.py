"""What the public types: the calculator, a claim, its code, an objection."""

from fractions import Fraction

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.rewards.forms.fields import RewardForm, YuanField, options, tidy
from portal.rewards.rules import ClaimWish, Inputs, PayeeFacts, PayMethod, Scheme
from portal.rewards.words import METHODS
from portal.web.forms import FilterForm, WholeNumberField, at_most, filled
from portal.web.locale import language

NAMED, ANONYMOUS = "named", "anonymous"


class CalculatorForm(FilterForm):
    """What goes into a computation."""

    scheme = SelectField(_("按哪个方案"))
    grade = WholeNumberField(_("奖励等级"), [filled(_("请填写等级，例如 2"))])
    base = YuanField(_("罚没款（元）"), [filled(_("请填写罚没款，没有就填 0"))])
    uplift = WholeNumberField(_("内部举报人提高（%）"), [Optional()])
    on = DateField(_("结案日期"), [Optional()])

    def offer(self, schemes: list[Scheme]) -> "CalculatorForm":
        """Offer these schemes; the first is the one that applies here."""
        tongue = language()
        self.scheme.choices = options([(scheme.id, scheme.name.in_(tongue)) for scheme in schemes])
        if not self.scheme.data and schemes:
            self.scheme.data = schemes[0].id
        return self

    def inputs(self) -> Inputs:
        """Return the typed facts of a valid form."""
        return Inputs(
            grade=self.grade.data or 0,
            base_fen=self.base.fen or 0,
            uplift=Fraction(self.uplift.data or 0, 100),
            on=self.on.data or clock.today(),
        )

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at its field."""
        field = self._fields.get(refusal.field or "", self.scheme)
        field.errors = [*field.errors, str(refusal.reason)]


class ClaimForm(RewardForm):
    """How somebody wants to be paid."""

    identity = RadioField(
        _("要不要留名"),
        [filled(_("请选择留名还是不留名"))],
        choices=options(
            [(ANONYMOUS, _("不留名，凭身份代码和领取码")), (NAMED, _("留名，凭身份证件"))]
        ),
    )
    method = RadioField(
        _("怎么领"),
        [filled(_("请选择怎么领"))],
        choices=options([(method.value, METHODS[method]) for method in PayMethod]),
    )
    name = StringField(_("姓名或户名"), [at_most(60)], filters=[tidy])
    bank = StringField(_("开户银行"), [at_most(80)], filters=[tidy])
    account = StringField(_("银行账号"), [at_most(60)], filters=[tidy])
    has_promised = BooleanField(_("我承诺不属于不予奖励的情形"))

    def wish(self) -> ClaimWish:
        """Return what was chosen, once the form is valid."""
        return ClaimWish(
            is_named=self.identity.data == NAMED,
            method=PayMethod(self.method.data),
            has_promised=bool(self.has_promised.data),
            payee=PayeeFacts(
                name=self.name.data or "",
                bank=self.bank.data or "",
                account=self.account.data or "",
            ),
        )


class ClaimCodeForm(RewardForm):
    """The code typed back, which shows that it was written down."""

    code = StringField(
        _("照着纸上的领取码输一遍"), [filled(_("请输入领取码")), at_most(40)], filters=[tidy]
    )


class ObjectionForm(RewardForm):
    """Why grade or amount should be looked at again."""

    text = TextAreaField(
        _("您认为哪里不对"), [filled(_("请写明理由")), at_most(1000)], filters=[tidy]
    )
