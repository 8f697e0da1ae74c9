"""Staff declare relatives and enterprises; the portal compares (D7). Callers commit."""

import unicodedata

from portal.enterprises import queries as enterprises
from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused
from portal.rewards import queries
from portal.rewards.models import StaffInterest
from portal.rewards.words import WORDS

RELATIVE = "rewards.relative"
DECLARED = "reward-interest:{person}"


def digest_of_name(name: str) -> str:
    """Return what is kept of a relative's name: a keyed digest, the same however it is typed."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return keyring().digest(RELATIVE, "".join(plain.split()))


def declare_relative(name: str, *, by: Actor) -> StaffInterest:
    """Declare a relative, who is then not rewarded unlooked-at; the name itself is not kept."""
    if not name.strip():
        raise Refused(WORDS["relative_name"], field="name")
    digest = digest_of_name(name)
    if any(row.relative_digest == digest for row in queries.list_interests(by.name)):
        raise Refused(WORDS["interest_known"], field="name")
    return _declare(StaffInterest(relative_digest=digest), by, kind="relative")


def declare_enterprise(code: str, *, by: Actor) -> StaffInterest:
    """Declare an enterprise in which one has an interest, by its unified social credit code."""
    try:
        enterprise = enterprises.get_enterprise(code.strip().upper())
    except NotFound:
        raise Refused(WORDS["enterprise_unknown"], field="code") from None
    if any(row.enterprise_id == enterprise.id for row in queries.list_interests(by.name)):
        raise Refused(WORDS["interest_known"], field="code")
    return _declare(StaffInterest(enterprise=enterprise), by, kind="enterprise")


def end_interest(number: int, *, by: Actor) -> None:
    """Take back one's own declaration, which stays in the log."""
    interest = queries.get_interest(by.name, number)
    interest.ended_at = clock.now()
    audit.record("reward-interest.ended", subject=DECLARED.format(person=by.name), by=by)


def is_namesake(name: str) -> bool:
    """Whether somebody of the staff, or a relative they declared, bears this name."""
    if not name.strip():
        return False
    digest = digest_of_name(name)
    staff = {digest_of_name(known) for known in queries.list_staff_names()}
    return digest in staff or queries.is_declared_relative(digest)


def _declare(interest: StaffInterest, by: Actor, *, kind: str) -> StaffInterest:
    interest.person, interest.declared_at = by.name, clock.now()
    db.session.add(interest)
    db.session.flush()
    subject = DECLARED.format(person=by.name)
    audit.record("reward-interest.declared", subject=subject, by=by, after={"kind": kind})
    return interest
