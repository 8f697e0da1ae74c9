"""The paper an applicant is handed when its application for repair is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.kernel.errors import NotFound
from portal.penalties.models import Penalty, RepairCase
from portal.penalties.queries import repairs, subjects
from portal.penalties.rules.repairs import RepairStage
from portal.places.profile import current_place
from portal.places.rules import Parameter, Text

DECIDED = (RepairStage.APPROVED, RepairStage.DECLINED)


@dataclass(frozen=True)
class Answered:
    """One condition of repair and whether it was found to be met."""

    label: Text
    is_met: bool


@dataclass(frozen=True)
class RepairNotice:
    """What the notice says. It is addressed to the party: its name stands there whole."""

    reference: str
    number: str
    addressee: str
    about: str
    is_about_list: bool
    applied_on: date
    decided_on: date
    is_approved: bool
    reason: str
    answers: Sequence[Answered]
    basis: Parameter | None
    bureau: Text


def notice_of(repair: RepairCase) -> RepairNotice:
    """Return the notice of a decided application; raises NotFound before it is decided."""
    if repair.stage not in DECIDED or repair.decided_on is None:
        raise NotFound(repair.reference)
    subject, place = subjects.subject_of(repair), current_place()
    labels = {item.code: item.label for item in repairs.conditions_for(repair)}
    return RepairNotice(
        reference=repair.reference,
        number=repair.decision_number,
        addressee=subject.respondent,
        about=subject.number if isinstance(subject, Penalty) else subject.decision_number,
        is_about_list=not isinstance(subject, Penalty),
        applied_on=repair.applied_on,
        decided_on=repair.decided_on,
        is_approved=repair.stage is RepairStage.APPROVED,
        reason=repair.decision_reason,
        answers=[
            Answered(labels.get(one.condition, Text(one.condition, one.condition)), one.is_met)
            for one in repair.findings
        ],
        basis=place.parameters.find(repairs.CONDITIONS, on=repair.applied_on),
        bureau=place.place.bureau,
    )
