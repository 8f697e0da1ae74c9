"""Forgetting those who were refused, in the time the place has set. Callers commit."""

from datetime import timedelta

from sqlalchemy import select

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.members import policy
from portal.members.models import MemberApplication
from portal.members.rules import Stage


def erase_old_applicants(*, by: Actor) -> int:
    """Forget name, contact and words of those refused long enough ago; return how many.

    Personal Information Protection Law, Article 47. Where the place set no time, nobody.
    """
    days = policy.applicant_days()
    if days is None:
        return 0
    before = clock.now() - timedelta(days=days)
    refused = select(MemberApplication).filter_by(stage=Stage.REFUSED)
    due = refused.where(MemberApplication.decided_at < before, MemberApplication.sealed_name != b"")
    rows = db.session.scalars(due.order_by(MemberApplication.id).with_for_update()).all()
    for one in rows:
        one.sealed_name = one.sealed_contact = b""
        one.person_digest, one.wish = None, ""
    if rows:
        digest = audit.digest_of_rows(one.reference for one in rows)
        after = {"count": len(rows), "rows": digest}
        audit.record("members.applicants-erased", subject="members:refused", by=by, after=after)
    return len(rows)
