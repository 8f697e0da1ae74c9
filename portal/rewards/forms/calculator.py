"""What goes into a computation, as people type it."""

from fractions import Fraction

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField
from wtforms.validators import NumberRange, Optional

from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.rewards.counting import MOST_SHARERS, Asked
from portal.rewards.forms.fields import YuanField, options
from portal.rewards.rules import Scheme
from portal.web.forms import FilterForm, WholeNumberField, filled
from portal.web.locale import language


class CalculatorForm(FilterForm):
    """What goes into a computation."""

    scheme = SelectField(_("按哪个方案"))
    grade = WholeNumberField(_("奖励等级"), [filled(_("请填写等级，例如 2"))])
    base = YuanField(_("罚没款（元）"), [filled(_("请填写罚没款，没有就填 0"))])
    matched = YuanField(_("其中与举报相符的部分（元）"), [Optional()])
    uplift = WholeNumberField(_("内部举报人提高（%）"), [Optional()])
    shares = WholeNumberField(
        _("几个人一起举报"),
        [Optional(), NumberRange(1, MOST_SHARERS, _("请填 1 到 %(max)s 的人数"))],
    )
    on = DateField(_("结案日期"), [Optional()])

    def offer(self, schemes: list[Scheme]) -> "CalculatorForm":
        """Offer these schemes; the first is the one that applies here."""
        tongue = language()
        self.scheme.choices = options([(scheme.id, scheme.name.in_(tongue)) for scheme in schemes])
        if not self.scheme.data and schemes:
            self.scheme.data = schemes[0].id
        return self

    def asked(self) -> Asked:
        """Return the computation that a valid form asks for; people together share equally."""
        people = self.shares.data or 1
        return Asked(
            scheme_id=self.scheme.data,
            grade=self.grade.data or 0,
            base_fen=self.base.fen or 0,
            uplift=Fraction(self.uplift.data or 0, 100),
            on=self.on.data or clock.today(),
            matched_fen=self.matched.fen,
            weights=(1,) * people if people > 1 else (),
        )

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at its field."""
        field = self._fields.get(refusal.field or "", self.scheme)
        field.errors = [*field.errors, str(refusal.reason)]
