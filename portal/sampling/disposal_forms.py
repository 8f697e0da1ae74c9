"""What the desk asks about a disposal besides the next step."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    Field,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)

from portal.kernel import clock
from portal.places.profile import current_place
from portal.sampling.models import Disposal, Dispute
from portal.sampling.rules.disposals import OF_DISPUTES, DisposalStage, StepTaken, next_steps
from portal.sampling.rules.disputes import (
    AskedBy,
    DisputeKind,
    DisputeStage,
    dispute_lifecycle,
)
from portal.sampling.services import no_retest_ground
from portal.sampling.words import (
    ASKED_BY,
    DISPOSAL_HINTS,
    DISPOSAL_REFUSALS,
    DISPOSAL_STAGES,
    DISPUTE_KINDS,
)
from portal.web.forms import BaseForm, at_most, filled, strip
from portal.web.locale import language


def suggest(field: Field, value: object) -> None:
    """Write into a field what is probably right, unless somebody has answered it."""
    if not field.raw_data:
        field.data = value


ON = filled(_("请填写日期"))
PAPER = filled(_("请填写文书名称或文号"))
MET, NOT_MET = "met", "not-met"


class NextStepForm(BaseForm):
    """The next step of a disposal; what belongs to a dispute has forms of its own."""

    stage = RadioField(_("办到哪一步"), [filled(_("请选择办到哪一步"))])
    done_on = DateField(_("办理日期"), [filled(_("请填写办理日期"))])
    document = StringField(_("文书名称或文号"), [at_most(200)], filters=[strip])
    note = TextAreaField(_("公开说明"), [at_most(1000)], filters=[strip])
    is_met = RadioField(
        _("整改是否到位"),
        choices=[SelectChoice(MET, _("已到位")), SelectChoice(NOT_MET, _("未到位，回到处理"))],
        validate_choice=False,
    )

    @classmethod
    def of(cls, disposal: Disposal) -> "NextStepForm":
        """Return the form that offers only the steps which may follow."""
        form = cls()
        steps = next_steps(disposal.stage, recheck=disposal.recheck)
        offered = [one for one in steps if one not in OF_DISPUTES]
        form.stage.choices = [SelectChoice(one.value, DISPOSAL_STAGES[one]) for one in offered]
        if DisposalStage.RECHECKED not in offered:
            del form.is_met
        suggest(form.done_on, clock.today())
        suggest(form.stage, offered[0].value if len(offered) == 1 else None)
        return form

    def help_for_stages(self) -> dict[str, Any]:
        """Return one line about each step on offer."""
        return {one.value: DISPOSAL_HINTS[DisposalStage(one.value)] for one in self.stage.choices}

    def told_stage(self) -> DisposalStage:
        """Return the chosen step, once the form is valid."""
        return DisposalStage(self.stage.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask of a re-check what it found."""
        is_right = bool(super().validate(extra_validators))
        if self.stage.data == DisposalStage.RECHECKED and self.is_met.data not in {MET, NOT_MET}:
            self.is_met.errors = [*self.is_met.errors, str(DISPOSAL_REFUSALS["recheck_missing"])]
            return False
        return is_right

    @property
    def is_offered(self) -> bool:
        """Whether there is a step to record at all."""
        return bool(self.stage.choices)

    def step(self) -> StepTaken:
        """Return the step as told, once the form is valid."""
        found = self.is_met.data if "is_met" in self else None
        return StepTaken(
            self.told_stage(),
            self.done_on.data,
            self.document.data or "",
            self.note.data or "",
            is_met={MET: True, NOT_MET: False}.get(found or ""),
        )


class ReceiptForm(BaseForm):
    """When the bureau had the failing report."""

    received_on = DateField(_("收到检验报告的日期"), [ON])

    @classmethod
    def of(cls, disposal: Disposal) -> "ReceiptForm":
        """Return the form with the day as it is known."""
        form = cls(prefix="receipt")
        suggest(form.received_on, disposal.received_on)
        return form


class ExtensionForm(BaseForm):
    """A written approval that puts the last day off."""

    until = DateField(_("延长到"), [filled(_("请填写延长到哪一天"))])
    approved_on = DateField(_("批准日期"), [ON])
    document = StringField(_("批准文书"), [PAPER, at_most(200)], filters=[strip])
    reason = TextAreaField(
        _("延长原因"), [filled(_("请写明延长的原因，会公开")), at_most(500)], filters=[strip]
    )

    @classmethod
    def of(cls, _disposal: Disposal) -> "ExtensionForm":
        """Return the empty form."""
        return cls(prefix="extension")


class DisputeForm(BaseForm):
    """Who asked for what, and when."""

    kind = RadioField(
        _("提出什么"),
        [filled(_("请选择提出什么"))],
        choices=[SelectChoice(one.value, label) for one, label in DISPUTE_KINDS.items()],
    )
    asked_by = RadioField(
        _("谁提出"),
        [filled(_("请选择谁提出"))],
        choices=[SelectChoice(one.value, label) for one, label in ASKED_BY.items()],
    )
    served_on = DateField(_("检验报告送达日期"), [ON])
    asked_on = DateField(_("提出日期"), [ON])
    document = StringField(_("申请书或异议书"), [PAPER, at_most(200)], filters=[strip])

    @classmethod
    def of(cls, disposal: Disposal) -> "DisputeForm":
        """Return the form with the days as far as they are known."""
        form = cls(prefix="dispute")
        suggest(form.served_on, disposal.started_on)
        suggest(form.asked_on, clock.today())
        return form

    def told(self) -> tuple[DisputeKind, AskedBy]:
        """Return what was asked and by whom, once the form is valid."""
        return DisputeKind(self.kind.data), AskedBy(self.asked_by.data)


class DecisionForm(BaseForm):
    """Whether a re-test or an objection is accepted."""

    answer = RadioField(
        _("是否受理"),
        [filled(_("请选择是否受理"))],
        choices=[SelectChoice("accept", _("受理")), SelectChoice("refuse", _("不予受理"))],
    )
    on = DateField(_("决定日期"), [ON])
    ground = SelectField(_("不予受理的情形"), validate_choice=False)
    document = StringField(_("决定文书"), [at_most(200)], filters=[strip])

    @classmethod
    def of(cls, dispute: Dispute) -> "DecisionForm":
        """Return the form with the grounds the law lists; the one that leaves no choice is set."""
        form = cls(prefix="decision")
        form.ground.choices = [SelectChoice("", _("请选择")), *_grounds(dispute.asked_on)]
        ground = no_retest_ground(dispute)
        suggest(form.on, clock.today())
        suggest(form.ground, ground)
        suggest(form.answer, "refuse" if ground else None)
        return form


def _grounds(on: date) -> Sequence[SelectChoice]:
    listed = current_place().parameters.items("sampling.no_retest", on)
    return [SelectChoice(item.code, item.label.in_(language())) for item in listed]


class LaboratoryForm(BaseForm):
    """Which laboratory tests again."""

    laboratory = StringField(
        _("复检机构"), [filled(_("请填写复检机构")), at_most(300)], filters=[strip]
    )
    on = DateField(_("确定日期"), [ON])

    @classmethod
    def of(cls, _dispute: Dispute) -> "LaboratoryForm":
        """Return the form for today."""
        form = cls(prefix="laboratory")
        suggest(form.on, clock.today())
        return form


class HandOverForm(BaseForm):
    """When the laboratory had the spare sample."""

    on = DateField(_("移交日期"), [ON])

    @classmethod
    def of(cls, _dispute: Dispute) -> "HandOverForm":
        """Return the form for today."""
        form = cls(prefix="spare")
        suggest(form.on, clock.today())
        return form


class ConclusionForm(BaseForm):
    """What came out of a re-test or an objection."""

    outcome = RadioField(
        _("结论"),
        [filled(_("请选择结论"))],
        choices=[
            SelectChoice("upheld", _("维持不合格，继续处置")),
            SelectChoice("overturned", _("改判合格，处置终止，公示同时更正")),
        ],
    )
    on = DateField(_("结论日期"), [ON])
    document = StringField(_("结论文书"), [PAPER, at_most(200)], filters=[strip])
    note = TextAreaField(_("公开说明"), [at_most(500)], filters=[strip])

    @classmethod
    def of(cls, _dispute: Dispute) -> "ConclusionForm":
        """Return the form for today."""
        form = cls(prefix="result")
        suggest(form.on, clock.today())
        return form


def dispute_form_of(dispute: Dispute) -> tuple[str, BaseForm] | None:
    """Return the form for the next step of a dispute, with its name; None where it has ended."""
    following = dispute_lifecycle(dispute.kind).next_stages(dispute.stage)
    for stage, name, form in (
        (DisputeStage.ACCEPTED, "decision", DecisionForm),
        (DisputeStage.LABORATORY, "laboratory", LaboratoryForm),
        (DisputeStage.HANDED_OVER, "spare", HandOverForm),
        (DisputeStage.UPHELD, "result", ConclusionForm),
    ):
        if stage in following:
            return name, form.of(dispute)
    return None
