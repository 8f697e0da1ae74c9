"""Issuing a document in the transaction of the deed it belongs to; voiding one."""

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from portal.accounts.models import Account
from portal.complaints import policy
from portal.complaints.access import check_handler
from portal.complaints.documents.content import content_of, emptied
from portal.complaints.documents.printing import LAYOUT
from portal.complaints.documents.telling import Told, written_moment
from portal.complaints.documents.wording import wording_file, wording_of
from portal.complaints.models import Case, CaseDocument
from portal.complaints.rules import Appointment, DocumentKind, Track
from portal.complaints.words import REFUSALS
from portal.kernel import audit, clock
from portal.kernel.db import db, take_turns
from portal.kernel.errors import Refused
from portal.places.profile import current_place

# Any constant does, as long as nothing else locks it.
NUMBERING_LOCK = 0x0D0C5
KEY_BYTES = 12


def issue(kind: DocumentKind, case: Case, *, by: Account, told: Told | None = None) -> CaseDocument:
    """Issue a document with the next number of its place, year and kind.

    Call it as the last step of a deed, after the case has moved: numbers are given one transaction
    at a time, and one that fails gives its number back, so that there is no gap and no double.
    """
    # Whoever passes a case on issues that in the own department's name.
    now, department = clock.now(), by.department or case.department
    place, year = current_place().place.code, clock.in_china(now).year
    serial = _next_serial(place, year, kind)
    number = f"{policy.document_prefix()}{wording_of(kind).mark}〔{year}〕{serial}号"
    row = CaseDocument(
        key=secrets.token_hex(KEY_BYTES),
        case_id=case.id,
        kind=kind,
        place=place,
        year=year,
        serial=serial,
        number=number,
        department=department,
        wording=wording_file().version,
        layout=LAYOUT,
        content=content_of(kind, case, number=number, department=department, told=told or Told()),
        issued_at=now,
        issued_by_id=by.id,
        void_reason="",
    )
    db.session.add(row)
    db.session.flush()
    after = {"kind": kind.value, "number": number}
    audit.record("case.document-issued", subject=case.subject, by=by.actor, after=after)
    return row


def _next_serial(place: str, year: int, kind: DocumentKind) -> int:
    db.session.flush()  # every row this deed changes is held before the turn is waited for
    take_turns(NUMBERING_LOCK)
    last = db.session.scalar(
        select(func.max(CaseDocument.serial)).filter_by(place=place, year=year, kind=kind)
    )
    return (last or 0) + 1


def register_once(case: Case, *, by: Account) -> CaseDocument | None:
    """Issue the form a case is registered on, with the first deed that decides something of it."""
    complaint = case.track is Track.COMPLAINT
    kind = DocumentKind.COMPLAINT_FORM if complaint else DocumentKind.REPORT_FORM
    if _standing(case, kind) is not None:
        return None
    return issue(kind, case, by=by)


def _standing(case: Case, kind: DocumentKind) -> CaseDocument | None:
    newest = select(CaseDocument).filter_by(case_id=case.id, kind=kind, voided_at=None)
    return db.session.scalar(newest.order_by(CaseDocument.id.desc()).limit(1))


def tell_reporter(case: Case, told: Told, *, by: Account) -> CaseDocument | None:
    """Issue the notice of a result to a reporter who gave a name; others read it on their page."""
    if case.track is not Track.REPORT or case.is_anonymous:
        return None
    return issue(DocumentKind.REPORT_RESULT, case, by=by, told=told)


def tell_of_meeting(case: Case, *, starts_at: datetime, venue: str, by: Account) -> CaseDocument:
    """Issue the notice of a mediation meeting, to both sides."""
    meeting = Appointment(written_moment(starts_at), venue)
    return issue(DocumentKind.MEDIATION_NOTICE, case, by=by, told=Told(meeting=meeting))


def take_back_decision(case: Case, *, reason: str, by: Account) -> None:
    """Void what a review overturned; a complaint refused before is accepted by its decision."""
    decided = DocumentKind.REFUSAL, DocumentKind.MEDIATION_END, DocumentKind.REPORT_RESULT
    void_standing(case, *decided, reason=reason, by=by)
    accepts = case.track is Track.COMPLAINT
    if accepts and _standing(case, DocumentKind.ACCEPTANCE) is None:
        issue(DocumentKind.ACCEPTANCE, case, by=by)


def void_document(document: CaseDocument, *, reason: str, by: Account) -> None:
    """Declare a document void; its number and its words are kept, and it says so from now on.

    Raises Refused without a reason, or where it is void already.
    """
    check_handler(document.case, by)
    if not reason.strip():
        raise Refused(REFUSALS["reason_missing"], field="reason")
    if document.voided_at is not None:
        raise Refused(REFUSALS["void_already"])
    _void(document, reason.strip(), by)


def void_standing(case: Case, *kinds: DocumentKind, reason: str, by: Account) -> None:
    """Declare void what stands of these kinds, where the decision behind it was taken back."""
    for kind in kinds:
        document = _standing(case, kind)
        if document is not None:
            _void(document, reason, by)


def forget_words(case_ids: Collection[int]) -> int:
    """Remove the words of these cases' documents, whose period is over; return of how many.

    Numbers, days and kinds stay: the register of documents keeps no gap.
    """
    found = db.session.scalars(select(CaseDocument).where(CaseDocument.case_id.in_(case_ids))).all()
    for document in found:
        document.content = emptied(document.content)
        document.void_reason = ""
    return len(found)


def _void(document: CaseDocument, reason: str, by: Account) -> None:
    document.voided_at, document.void_reason = clock.now(), reason
    after = {"number": document.number}
    audit.record("case.document-voided", subject=document.case.subject, by=by.actor, after=after)
