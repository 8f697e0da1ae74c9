"""What is late: a digest for each department every morning, and who has seen it."""

from datetime import date

from sqlalchemy import select

from portal.accounts.models import Account
from portal.complaints import queue
from portal.complaints.models import LateDigest
from portal.kernel import audit, clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed
from portal.kernel.permissions import Permission
from portal.places.profile import current_place

MOST_NUMBERS = 200


def make_digests() -> int:
    """Make today's digest of every department that has cases; one a day. Return how many."""
    today, made = clock.today(), 0
    known = set(db.session.scalars(select(LateDigest.department).filter_by(made_on=today)))
    for office in current_place().departments.offices:
        counts = queue.count_urgency(frozenset({office.code}))
        if office.code in known or not counts.open_count:
            continue
        db.session.add(_digest(office.code, today, counts))
        made += 1
    if made:
        after = {"on": today.isoformat(), "departments": made}
        audit.record("case.digests-made", subject="digest:late", by=SYSTEM, after=after)
    return made


def _digest(department: str, today: date, counts: queue.Counts) -> LateDigest:
    return LateDigest(
        department=department,
        made_on=today,
        made_at=clock.now(),
        late_count=counts.late,
        today_count=counts.today,
        unassigned_count=counts.unassigned,
        numbers=queue.list_late_numbers(department, MOST_NUMBERS),
        seen_by="",
    )


def acknowledge_digest(digest: LateDigest, *, by: Account) -> None:
    """Note that whoever leads the department has seen what is late."""
    if not by.may(Permission.CASE_LEAD) or by.department != digest.department:
        raise NotAllowed
    if digest.seen_at is None:
        digest.seen_at, digest.seen_by = clock.now(), by.username
        subject = f"digest:{digest.department}-{digest.made_on.isoformat()}"
        audit.record("digest.seen", subject=subject, by=by.actor)
