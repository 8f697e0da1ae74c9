"""What the desk asks of whoever enters a sampling plan."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, NumberRange, Optional

from portal.kernel import clock
from portal.sampling.models import SamplingPlan
from portal.sampling.publishing_forms import department_choices
from portal.sampling.rules.batches import ChainStage, Domain, TaskKind
from portal.sampling.rules.planning import FIRST_YEAR, LAST_YEAR, MOST_PLANNED
from portal.sampling.services.planning import PlanFacts
from portal.sampling.telling import category_labels
from portal.sampling.words import DOMAINS, KINDS, STAGES
from portal.web.forms import BaseForm, WholeNumberField, at_most, filled, strip

LONGEST_NOTE = 500


def _choices(labels: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value, str(label)) for value, label in labels]


class PlanForm(BaseForm):
    """One line of a year's sampling plan."""

    number = StringField(
        _("计划编号"), [DataRequired(_("请填写计划编号")), at_most(80)], filters=[strip]
    )
    year = WholeNumberField(
        _("年度"),
        [
            filled(_("请填写年度，例如 2026")),
            NumberRange(FIRST_YEAR, LAST_YEAR, _("年度应当是 %(min)s 到 %(max)s 之间的数")),
        ],
    )
    department = SelectField(_("部门"))
    kind = SelectField(_("任务类别"))
    domain = SelectField(_("领域"))
    stage = SelectField(_("抽样环节"))
    category = SelectField(_("食品大类"))
    planned_count = WholeNumberField(
        _("计划批次"),
        [
            filled(_("请填写计划批次，用数字")),
            NumberRange(1, MOST_PLANNED, _("计划批次应当是 %(min)s 到 %(max)s 之间的数")),
        ],
    )
    note = TextAreaField(_("调整说明"), [Optional(), at_most(LONGEST_NOTE)], filters=[strip])

    def __init__(self, **kwargs: Any) -> None:
        """Offer departments, kinds, domains, stages and categories."""
        super().__init__(**kwargs)
        every = SelectChoice("", str(_("全部")))
        self.department.choices = department_choices()
        self.kind.choices = _choices((one.value, label) for one, label in KINDS.items())
        self.domain.choices = _choices((one.value, label) for one, label in DOMAINS.items())
        stages = _choices((one.value, label) for one, label in STAGES.items())
        self.stage.choices = [every, *stages]
        self.category.choices = [every, *_choices(category_labels().items())]
        if not self.is_submitted() and self.year.data is None:
            self.year.data = clock.today().year

    @classmethod
    def of(cls, plan: SamplingPlan) -> "PlanForm":
        """Return the form filled with what a plan says."""
        told = {
            "number": plan.number,
            "year": plan.year,
            "department": plan.department,
            "kind": plan.kind.value,
            "domain": plan.domain.value,
            "stage": plan.stage.value if plan.stage else "",
            "category": plan.category,
            "planned_count": plan.planned_count,
        }
        return cls(data=told)

    def told(self) -> PlanFacts:
        """Return what the line says, once the form is valid."""
        return PlanFacts(
            number=self.number.data or "",
            year=self.year.data,
            department=self.department.data,
            kind=TaskKind(self.kind.data),
            domain=Domain(self.domain.data),
            stage=ChainStage(self.stage.data) if self.stage.data else None,
            category=self.category.data or "",
            planned_count=self.planned_count.data,
        )
