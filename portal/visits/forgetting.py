"""Forgetting how to reach people once nobody needs it (Personal Information Protection Law 47)."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.places.profile import current_place
from portal.visits.models import BaseBooking, BaseDay, Visit

DAYS = "members.event_contact_days"


def contact_days() -> int | None:
    """Return for how many days after a visit contacts are kept; None where not set."""
    return current_place().parameters.whole(DAYS, clock.today())


def erase_old_contacts(*, by: Actor) -> int:
    """Forget the contacts that are past the time the place has set; return how many."""
    days = contact_days()
    rows = [] if days is None else _due(days)
    for one in rows:
        one.sealed_contact = b""
    if rows:
        digest = audit.digest_of_rows(one.reference for one in rows)
        after = {"count": len(rows), "rows": digest}
        audit.record("visit.contacts-erased", subject="visits:contacts", by=by, after=after)
    return len(rows)


def _due(days: int) -> Sequence[Visit | BaseBooking]:
    before = clock.today() - timedelta(days=days)
    day = func.coalesce(Visit.agreed_on, Visit.proposed_on, Visit.wished_on)
    visits = select(Visit).where(Visit.sealed_contact != b"", day < before).order_by(Visit.id)
    over = select(BaseDay.id).where(BaseDay.open_on < before)
    kept = BaseBooking.sealed_contact != b"", BaseBooking.day_id.in_(over)
    bookings = select(BaseBooking).where(*kept).order_by(BaseBooking.id)
    return [
        *db.session.scalars(visits.with_for_update()),
        *db.session.scalars(bookings.with_for_update(of=BaseBooking)),
    ]
