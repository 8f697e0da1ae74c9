"""What a handler found of a takeaway's seal: a fact apart from the rider's own words."""

from portal.accounts.models import Account
from portal.complaints import access
from portal.complaints.models import Case
from portal.complaints.rules import Seal
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.rewards.riders import queries
from portal.rewards.riders.models import SealFinding
from portal.rewards.riders.words import WORDS


def note_seal(case: Case, *, found: Seal | None, by: Account) -> None:
    """Note what the case's handler found; None takes an earlier finding back.

    Raises NotAllowed for anybody but the handler, Refused where the case tells of no seal.
    """
    access.check_handler(case, by)
    if case.seal is None:
        raise Refused(WORDS["no_seal"], field="found")
    known = queries.find_seal(case)
    before = {"found": known.found.value if known else None}
    if found is None:
        if known is not None:
            db.session.delete(known)
    elif known is None:
        fresh = SealFinding(
            case_id=case.id, found=found, found_at=clock.now(), found_by=by.username
        )
        db.session.add(fresh)
    else:
        known.found, known.found_at, known.found_by = found, clock.now(), by.username
    after = {"found": found.value if found else None}
    audit.record("seal.noted", subject=case.subject, by=by.actor, before=before, after=after)
