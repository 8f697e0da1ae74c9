"""What riders type, and the officer who hands out codes."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, PasswordField, RadioField, StringField
from wtforms.validators import InputRequired, Optional, ValidationError

from portal.complaints import intake
from portal.complaints.rules import Seal
from portal.rewards.forms.fields import RewardForm, options, tidy
from portal.rewards.riders.models import SealFinding
from portal.rewards.riders.rules import LONGEST_PIN
from portal.rewards.riders.services import Enrolment
from portal.rewards.riders.words import FOUND, WORDS
from portal.web.forms import WholeNumberField, at_most, filled
from portal.web.locale import language

NOTHING = "nothing"


class EnrolmentForm(RewardForm):
    """A code, a platform, a PIN; no name."""

    code = StringField(
        _("登记码"), [filled(_("请照着纸上的登记码输入")), at_most(40)], filters=[tidy]
    )
    platform = RadioField(_("您跑哪个平台"), [InputRequired(_("请选平台"))])
    pin = PasswordField(_("自己定一个口令"), [filled(_("请定一个口令")), at_most(40)])
    again = PasswordField(_("口令再输一遍"), [filled(_("请把口令再输一遍")), at_most(40)])
    agrees = BooleanField(_("我知道会留下什么，同意登记"), [InputRequired(_("同意以后才能登记"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tongue = language()
        self.platform.choices = options(
            [(one.code, one.label.in_(tongue)) for one in intake.platforms()]
        )

    def validate_again(self, field: Field) -> None:
        """Notice a slip: nobody reads a PIN back."""
        if field.data != self.pin.data:
            raise ValidationError(str(WORDS["pin_differs"]))

    def told(self) -> Enrolment:
        """Return what was typed, once the form is valid."""
        return Enrolment(
            code=self.code.data or "",
            platform=self.platform.data,
            pin=(self.pin.data or "").strip(),
        )


class SignInForm(RewardForm):
    """A rider's number and PIN."""

    number = StringField(_("骑手编号"), [filled(_("请输入编号")), at_most(40)], filters=[tidy])
    pin = PasswordField(_("口令"), [filled(_("请输入口令")), at_most(LONGEST_PIN * 2)])


class CodesForm(RewardForm):
    """How many codes, for which station. The token makes them; it is not kept."""

    token = HiddenField()
    station = StringField(
        _("发给哪个站点"), [filled(_("请写发给哪个站点")), at_most(80)], filters=[tidy]
    )
    count = WholeNumberField(_("做几个"), [filled(_("请写要做几个码，1 到 200"))])


class RenewalForm(RewardForm):
    """Who lost phone or PIN."""

    token = HiddenField()
    number = StringField(_("骑手编号"), [filled(_("请输入编号")), at_most(40)], filters=[tidy])


class EndForm(RewardForm):
    """Whose enrolment ends, and why."""

    number = StringField(_("骑手编号"), [filled(_("请输入编号")), at_most(40)], filters=[tidy])
    reason = StringField(_("原因"), [filled(_("请写原因")), at_most(200)], filters=[tidy])


class RevocationForm(RewardForm):
    """Which code of a batch; all that are open where no serial is given."""

    batch = StringField(
        _("批号"), [filled(_("请写批号，印在纸上，QM 开头")), at_most(20)], filters=[tidy]
    )
    serial = WholeNumberField(_("只作废这一个序号"), [Optional()])


class SealForm(RewardForm):
    """What the handler found of the seal."""

    found = RadioField(_("核实的结果"), [InputRequired(_("请选核实的结果"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(seal.value, word) for seal, word in FOUND.items()]
        self.found.choices = options([*told, (NOTHING, gettext("不能核实，或者收回先前的核实"))])

    @classmethod
    def of(cls, finding: SealFinding | None) -> "SealForm":
        """Return the form as it stands on the page of a case."""
        return cls(None, prefix="seal-", data={"found": finding.found.value if finding else None})

    def told(self) -> Seal | None:
        """Return what was found, None for nothing."""
        return None if self.found.data == NOTHING else Seal(self.found.data)
