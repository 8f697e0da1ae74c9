"""What staff type: the handler, the approvers, the counter, finance."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import HiddenInput

from portal.rewards.forms.fields import (
    RewardForm,
    TickField,
    YuanField,
    options,
    question_fields,
    tidy,
)
from portal.rewards.questions import questions_of
from portal.rewards.rules import Collector, Paper, Proposal, Ruling, Scheme
from portal.rewards.words import COLLECTORS, PAPERS
from portal.web.forms import WholeNumberField, at_most, filled
from portal.web.locale import language

FIRST_YEAR, LAST_YEAR = 2020, 2100


class SeenForm(RewardForm):
    """A form about a proposal that the person has seen, in that round and no other."""

    seen_round = WholeNumberField(validators=[filled(_("请刷新后再办理"))], widget=HiddenInput())


class ProposalForm(SeenForm):
    """Grade, base and uplift; the questions of the scheme are added by ``proposal_form``."""

    scheme = HiddenField(validators=[filled(_("请选择方案"))])
    grade = RadioField(_("奖励等级"), [filled(_("请选择等级"))], coerce=int)
    base = YuanField(_("罚没款合计（元）"), [filled(_("请填写罚没款，没有就填 0"))])
    uplift = WholeNumberField(
        _("内部举报人提高（%）"),
        [Optional(), NumberRange(min=0, max=1000, message=_("请填 0 以上的整数"))],
    )
    consultation = StringField(_("与财政部门会商的文号"), [at_most(120)], filters=[tidy])
    matched = YuanField(_("与举报相符的部分（元）"), [Optional()])
    matched_part = StringField(_("哪一部分与举报相符"), [at_most(300)], filters=[tidy])
    has_declared = BooleanField(_("我与举报人、被举报人没有亲属关系和利害关系"))
    question_fields: dict[str, str] = {}  # noqa: RUF012 - filled by each scheme's own class

    def proposal(self) -> Proposal:
        """Return what was typed, once the form is valid."""
        return Proposal(
            scheme_id=self.scheme.data or "",
            grade=self.grade.data,
            base_fen=self.base.fen or 0,
            uplift_percent=self.uplift.data or 0,
            answers={code: self[name].data or "" for code, name in self.question_fields.items()},
            consultation=self.consultation.data or "",
            matched_fen=self.matched.fen,
            matched_part=self.matched_part.data or "",
            has_declared=bool(self.has_declared.data),
        )

    def is_countable(self) -> bool:
        """Whether grade, base and uplift are valid; the questions may still be open."""
        self.validate()
        for name in self.question_fields.values():
            self[name].errors = []
        return not self.errors


def proposal_form(scheme: Scheme) -> ProposalForm:
    """Return the form of a scheme: its grades to choose from, its questions to answer."""
    asked = question_fields(questions_of(scheme))
    names = {question.code: question.field for question in questions_of(scheme)}
    kind = type("SchemeProposalForm", (ProposalForm,), {**asked, "question_fields": names})
    form: ProposalForm = kind()
    form.grade.choices = options(
        [(grade.number, grade.name.in_(language())) for grade in scheme.grades or ()]
    )
    return form


class RefusalForm(SeenForm):
    """The question whose answer stands against a reward, and why."""

    ground = RadioField(_("不符合哪一条"), [filled(_("请选出不符合的那一条"))])
    because = TextAreaField(
        _("告诉举报人的理由"), [filled(_("请写明理由")), at_most(1000)], filters=[tidy]
    )

    def offer(self, scheme: Scheme) -> "RefusalForm":
        """Offer the scheme's questions as grounds."""
        tongue = language()
        self.ground.choices = options(
            [(row.code, row.text.in_(tongue)) for row in questions_of(scheme)]
        )
        return self

    def refusal(self) -> dict[str, Any]:
        """Return what was typed, once the form is valid."""
        return {
            "ground": self.ground.data or "",
            "because": self.because.data or "",
            "seen_round": self.seen_round.data,
        }


class ExtensionForm(RewardForm):
    """More working days to claim."""

    days = WholeNumberField(_("延长几个工作日"), [filled(_("请填写天数"))])
    reason = TextAreaField(_("延长的理由"), [filled(_("请写明理由")), at_most(500)], filters=[tidy])

    def extension(self) -> dict[str, Any]:
        """Return what was typed, once the form is valid."""
        return {"days": self.days.data or 0, "reason": self.reason.data or ""}


class ApprovalForm(SeenForm):
    """An approver's declaration and consent."""

    has_declared = BooleanField(_("我与举报人、被举报人没有亲属关系和利害关系"))

    def approval(self) -> dict[str, Any]:
        """Return what was ticked, once the form is valid."""
        return {"seen_round": self.seen_round.data, "has_declared": bool(self.has_declared.data)}


class ReturnForm(SeenForm):
    """Why a proposal goes back."""

    reason = TextAreaField(_("退回的理由"), [filled(_("请写明理由")), at_most(500)], filters=[tidy])

    def returned(self) -> dict[str, Any]:
        """Return what was typed, once the form is valid."""
        return {"seen_round": self.seen_round.data, "reason": self.reason.data or ""}


class ReviewForm(SeenForm):
    """What becomes of an objection."""

    ruling = RadioField(
        _("复核结论"),
        [filled(_("请选择复核结论"))],
        choices=options(
            [(Ruling.UPHOLD.value, _("维持原奖励")), (Ruling.REOPEN.value, _("重新认定"))]
        ),
    )
    because = TextAreaField(
        _("告诉举报人的理由"), [filled(_("请写明理由")), at_most(1000)], filters=[tidy]
    )

    def review(self) -> dict[str, Any]:
        """Return what was chosen, once the form is valid."""
        return {
            "ruling": Ruling(self.ruling.data),
            "because": self.because.data or "",
            "seen_round": self.seen_round.data,
        }


class CounterForm(RewardForm):
    """Both codes of a claim at the counter, and which papers were seen."""

    identity_code = StringField(
        _("身份代码"), [filled(_("请输入身份代码")), at_most(40)], filters=[tidy]
    )
    code = StringField(_("领取码"), [filled(_("请输入领取码")), at_most(40)], filters=[tidy])
    collector = RadioField(
        _("谁来领取"),
        [filled(_("请选择谁来领取"))],
        choices=options([(collector.value, COLLECTORS[collector]) for collector in Collector]),
        default=Collector.SELF.value,
    )
    papers = TickField(
        _("核对了什么"), choices=options([(paper.value, PAPERS[paper]) for paper in Paper])
    )

    def verification(self) -> dict[str, Any]:
        """Return what was typed, once the form is valid."""
        return {
            "identity_code": self.identity_code.data or "",
            "code": self.code.data or "",
            "collector": Collector(self.collector.data),
            "papers": [Paper(seen) for seen in self.papers.data or ()],
        }


class PaymentForm(RewardForm):
    """The bank's number of a payment."""

    bank_reference = StringField(
        _("银行流水号"), [filled(_("请填写银行流水号")), at_most(60)], filters=[tidy]
    )


class ReasonForm(RewardForm):
    """Why a payment failed, or why a reward was paid back."""

    reason = TextAreaField(_("原因"), [filled(_("请写明原因")), at_most(500)], filters=[tidy])


class BudgetForm(RewardForm):
    """Money granted for a year."""

    year = WholeNumberField(
        _("年度"),
        [
            filled(_("请填写年度")),
            NumberRange(min=FIRST_YEAR, max=LAST_YEAR, message=_("请填四位年份，例如 2026")),
        ],
    )
    amount = YuanField(_("下达金额（元）"), [filled(_("请填写金额"))])
    document = StringField(
        _("预算文号"), [filled(_("请填写预算文号")), at_most(120)], filters=[tidy]
    )

    def grant(self) -> dict[str, Any]:
        """Return what was typed, once the form is valid."""
        return {
            "year": self.year.data,
            "amount_fen": self.amount.fen or 0,
            "document": self.document.data or "",
        }
