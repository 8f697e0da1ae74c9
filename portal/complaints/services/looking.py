"""Noting who of the staff looked at a case, for its citizen to see."""

from datetime import timedelta

from portal.accounts.models import Account
from portal.complaints import queries
from portal.complaints.models import Case
from portal.kernel import audit, clock
from portal.kernel.db import own_transaction

LOOKED = "case.looked-at"
ONCE_IN = timedelta(hours=12)


def note_look(case: Case, *, by: Account) -> None:
    """Record that this member of staff opened the case; again only after half a day.

    Call it before the request's own work.
    """
    subject, actor = case.subject, by.actor
    if queries.has_deed(subject, LOOKED, actor.name, since=clock.now() - ONCE_IN):
        return
    with own_transaction() as own:
        audit.record(LOOKED, subject=subject, by=actor, session=own)
