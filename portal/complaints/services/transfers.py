"""Handing a case to the department it belongs to; it has exactly one owner throughout (C9)."""

from portal.accounts.models import Account
from portal.complaints import documents, queries
from portal.complaints.access import check_same_department
from portal.complaints.documents import Told
from portal.complaints.models import Case, Transfer
from portal.complaints.rules import DocumentKind, Stage
from portal.complaints.services.joining import together
from portal.complaints.services.moves import hand_to, move
from portal.complaints.words import REFUSALS
from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.places.profile import current_place


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused(REFUSALS["reason_missing"], field="reason")
    return text.strip()


@together
def transfer_case(case: Case, *, to: str, reason: str, by: Account) -> None:
    """Hand a case from intake to another department.

    Only intake may pass a case on; whoever is not competent hands it back (Order 20 Art. 37).
    """
    check_same_department(case, by)
    intake = current_place().departments.intake.code
    target = current_place().departments.find(to)
    if target is None or target.kind != "department" or not queries.list_handlers(to):
        raise Refused(REFUSALS["department_unknown"], field="department")
    if to == case.department:
        raise Refused(REFUSALS["same_department"], field="department")
    if case.department != intake:
        raise Refused(REFUSALS["intake_only"], field="department")
    words = _reason(reason)
    _send(case, to, words, by)
    told = Told(note=words, receiver=documents.agency_of(to))
    documents.issue(DocumentKind.PASSING_ON, case, by=by, told=told)


def _send(case: Case, to: str, reason: str, by: Account) -> None:
    row = Transfer(
        from_department=case.department,
        to_department=to,
        reason=reason,
        sent_at=clock.now(),
        returned_because="",
    )
    case.transfers.insert(0, row)
    case.department = to
    hand_to(case, None)
    move(case, Stage.TRANSFERRED, action="transferred", by=by.actor, note=reason)


@together
def take_over(case: Case, *, by: Account) -> None:
    """Take a case that was handed over; it is this person's from now on."""
    check_same_department(case, by)
    if case.stage is not Stage.TRANSFERRED:
        raise Refused(REFUSALS["not_handed"])
    move(case, Stage.SUBMITTED, action="taken-over", by=by.actor)
    latest = case.transfers[0]
    latest.is_taken, latest.answered_at = True, clock.now()
    hand_to(case, by)


@together
def hand_back(case: Case, *, reason: str, by: Account) -> None:
    """Hand a case back to intake with a reason; it is intake's at once."""
    check_same_department(case, by)
    words = _reason(reason)
    intake = current_place().departments.intake.code
    if case.department == intake:
        raise Refused(REFUSALS["nothing_to_return"])
    if case.stage is not Stage.TRANSFERRED:
        _send(case, intake, words, by)
        return
    latest = case.transfers[0]
    latest.is_taken, latest.answered_at, latest.returned_because = False, clock.now(), words
    case.department = intake
    hand_to(case, None)
    move(case, Stage.SUBMITTED, action="handed-back", by=by.actor, note=words)
