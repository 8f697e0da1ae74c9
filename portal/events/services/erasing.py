"""Forgetting names and contacts once nobody needs them (Personal Information Protection Law 47)."""

from portal.events.queries.sign_ups import due_to_be_erased
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db


def erase_old_contacts(*, by: Actor) -> int:
    """Forget the names and contacts that are past the time the place has set; return how many."""
    due = due_to_be_erased()
    rows = [] if due is None else db.session.scalars(due.with_for_update()).all()
    for one in rows:
        one.sealed_name = one.sealed_contact = b""
        one.erased_at = clock.now()
    if rows:
        digest = audit.digest_of_rows(one.reference for one in rows)
        after = {"count": len(rows), "rows": digest}
        audit.record("events.contacts-erased", subject="events:contacts", by=by, after=after)
    return len(rows)
