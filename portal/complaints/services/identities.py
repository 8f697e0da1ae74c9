"""Reading who filed a case: the assigned handler alone, for a reason that is logged (C1)."""

from sqlalchemy import select

from portal.accounts.models import Account
from portal.complaints.access import check_handler
from portal.complaints.models import Case, CasePerson
from portal.complaints.rules import Identity
from portal.complaints.services.persons import opened_person
from portal.complaints.services.recording import keep_reason
from portal.complaints.words import REFUSALS
from portal.kernel import audit
from portal.kernel.db import db, own_transaction
from portal.kernel.errors import NotAllowed, Refused
from portal.kernel.permissions import Permission


def read_identity(case: Case, *, by: Account, reason: str) -> Identity:
    """Return who filed a case. The look is on record before anything is shown.

    Raises NotAllowed for anybody but the assigned handler, Refused without a reason or where
    no identity is kept. Call it before the request's own work.
    """
    check_handler(case, by)
    if not by.may(Permission.IDENTITY_READ):
        raise NotAllowed(REFUSALS["not_yours"])
    if not reason.strip():
        raise Refused(REFUSALS["reason_missing"], field="reason")
    person = db.session.scalar(select(CasePerson).filter_by(case_id=case.id))
    if person is None:
        raise Refused(REFUSALS["no_identity"])
    # Opened before the look is put on record: rows are read anew after that.
    identity = opened_person(case.reference, person)
    case_id, subject, actor = case.id, case.subject, by.actor
    with own_transaction() as own:
        after = {"reason_digest": keep_reason(case_id, reason.strip(), session=own)}
        audit.record("case.identity-read", subject=subject, by=actor, after=after, session=own)
    return identity
