"""What the public types: a claim, its code, an objection."""

from typing import Any, TypeVar

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from portal.rewards.forms.fields import RewardForm, options, question_fields, tidy
from portal.rewards.questions import asked_of_reporter
from portal.rewards.rules import (
    ClaimWish,
    PayeeFacts,
    PayMethod,
    Scheme,
)
from portal.rewards.words import METHODS
from portal.web.forms import WholeNumberField, at_most, filled

NAMED, ANONYMOUS = "named", "anonymous"


class DeclaringForm(RewardForm):
    """The exclusions of a scheme, to be answered by the reporter."""

    asked_fields: dict[str, str] = {}  # noqa: RUF012 - filled by each scheme's own class

    def declared(self) -> dict[str, str]:
        """Return what was answered, by the code of the question."""
        return {code: self[name].data or "" for code, name in self.asked_fields.items()}

    @property
    def asked(self) -> list[Any]:
        """The fields of the questions, in the scheme's order."""
        return [self[name] for name in self.asked_fields.values()]


Declaring = TypeVar("Declaring", bound=DeclaringForm)


def for_scheme(kind: type[Declaring], scheme: Scheme) -> type[Declaring]:
    """Return a form with the questions that a scheme has reporters answer."""
    questions = asked_of_reporter(scheme)
    names = {question.code: question.field for question in questions}
    made = type(kind.__name__, (kind,), {**question_fields(questions), "asked_fields": names})
    form: type[Declaring] = made
    return form


class DeclarationForm(DeclaringForm):
    """The exclusions alone, answered before the reward is decided."""


class ClaimForm(DeclaringForm):
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
    reporters = WholeNumberField(_("几个人一起举报的（含您）"), [Optional()])
    has_promised = BooleanField(_("以上都是真的；弄虚作假的，退回奖励并承担责任"))

    def wish(self) -> ClaimWish:
        """Return what was chosen, once the form is valid."""
        return ClaimWish(
            is_named=self.identity.data == NAMED,
            method=PayMethod(self.method.data),
            has_promised=bool(self.has_promised.data),
            declared=self.declared(),
            reporters=1 if self.reporters.data is None else self.reporters.data,
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
