"""Credit repair as an enterprise meets it; what the law asks is the business of penalties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.enterprises.models import Enterprise
from portal.kernel.audit import Actor
from portal.kernel.errors import NotFound, Refused
from portal.owners import record
from portal.owners.record import Line
from portal.owners.words import REFUSALS
from portal.penalties import services
from portal.penalties.models import DishonestEntry, Penalty, RepairCase
from portal.penalties.queries import entries, penalties, repairs
from portal.penalties.repair_notices import DECIDED, RepairNotice, notice_of
from portal.penalties.rules.repairs import RepairStage
from portal.penalties.words import REPAIR_MARKS, REPAIR_STAGES
from portal.ratings.objections.rules import Subject, SubjectKind
from portal.web.attachments import CheckedFile


@dataclass(frozen=True)
class ToldRepair:
    """One application as its enterprise sees it."""

    reference: str
    about: str
    applied_on: date
    stage: str
    mark: str
    request: str
    is_waiting: bool
    is_decided: bool
    answer: str


def list_repairable(enterprise: Enterprise) -> list[Line]:
    """Return the penalties of an enterprise that show today, and its entries of the list."""
    return [*record.listings_of(enterprise), *record.penalties_of(enterprise)]


def apply_for_repair(
    enterprise: Enterprise,
    subject: Subject,
    *,
    statement: str,
    by: Actor,
    files: Sequence[CheckedFile] = (),
) -> None:
    """Apply to end a publication or a listing of this enterprise; raises Refused."""
    about: Penalty | DishonestEntry = (
        entries.get_shown_entry(subject.reference)
        if subject.kind is SubjectKind.LISTING
        else penalties.get_shown_penalty(subject.reference)
    )
    if about.enterprise_id != enterprise.id:
        raise Refused(REFUSALS["subject_unknown"], field="subject")
    services.apply_for_repair(about, statement=statement, by=by, attachments=files)


def supplement_repair(
    enterprise: Enterprise,
    reference: str,
    *,
    statement: str,
    by: Actor,
    files: Sequence[CheckedFile] = (),
) -> None:
    """Hand in what the bureau asked for; raises NotFound for another enterprise's application."""
    repair = repairs.get_repair(get_told(enterprise, reference).reference)
    services.supplement_repair(repair, statement=statement, by=by, attachments=files)


def get_told(enterprise: Enterprise, reference: str) -> ToldRepair:
    """Return one application of an enterprise; raises NotFound."""
    for told in list_told(enterprise):
        if told.reference == reference:
            return told
    raise NotFound


def get_notice(enterprise: Enterprise, reference: str) -> RepairNotice:
    """Return the notice of a decided application of an enterprise; raises NotFound."""
    return notice_of(repairs.get_repair(get_told(enterprise, reference).reference))


def list_told(enterprise: Enterprise) -> list[ToldRepair]:
    """Return an enterprise's applications, newest first."""
    return [
        ToldRepair(
            reference=repair.reference,
            about=_called(repair),
            applied_on=repair.applied_on,
            stage=str(REPAIR_STAGES[repair.stage]),
            mark=REPAIR_MARKS[repair.stage],
            request=repair.supplement_request,
            is_waiting=repair.stage is RepairStage.SUPPLEMENT,
            is_decided=repair.stage in DECIDED,
            answer=repair.decision_reason,
        )
        for repair in repairs.list_of_enterprise(enterprise.id)
    ]


def _called(repair: RepairCase) -> str:
    if repair.penalty is not None:
        return repair.penalty.number
    return repair.entry.decision_number if repair.entry is not None else repair.reference
