"""A new secret for a named citizen who lost the old one: only after the identity was checked.

Whoever issues it never sees who filed the case: what the person says is compared, and only
whether it is right is told. A case without a name has nobody to compare with; its secret is lost.
"""

import hmac
import re
import unicodedata

from sqlalchemy import delete, select

from portal.accounts.models import Account
from portal.complaints import access, policy, receipt
from portal.complaints.models import Case, CasePerson, TrackingVisit
from portal.complaints.rules import Identity
from portal.complaints.services.drafts import new_token
from portal.complaints.services.persons import opened_person
from portal.complaints.words import REFUSALS
from portal.extensions import keyring
from portal.kernel import audit, clock, throttle
from portal.kernel.db import db, hold, own_transaction
from portal.kernel.errors import Busy, NotAllowed, Refused
from portal.kernel.permissions import Permission

# Whoever guesses names would learn from the answers who filed a case.
GUESSES = "5 per 1 day"
# The same for whoever tries one name on many cases.
GUESSES_BY_ONE = "20 per 1 day"
LAST_DIGITS = 11


def mark_of_secret(case: Case) -> str:
    """Return a mark of the secret in force: another one as soon as a new secret is made."""
    return keyring().digest("secret mark", case.secret_digest)


def is_in_force(case: Case, token: str) -> bool:
    """Whether the secret made of this token is the one that opens the case."""
    words = "".join(receipt.secret_for(token, ring=keyring()))
    return receipt.is_secret(case.reference, words, case.secret_digest, ring=keyring())


def reissue_secret(case: Case, *, told: Identity, check: str, seen: str, by: Account) -> str:
    """Make a new secret and return the token it is made of; the old one opens nothing any more.

    ``told`` is what the person says, ``check`` how the identity was checked, ``seen`` the mark of
    the secret that this one is to take the place of. Raises Refused where they do not match what
    was filed, where somebody else made a new one meanwhile, where the case has no name, and after
    too many tries. Call it before the request's own work: each try is recorded whatever becomes
    of it.
    """
    access.check_may_see(case, by)
    if not by.may(Permission.CASE_ENTER):
        raise NotAllowed(REFUSALS["not_yours"])
    if check not in {item.code for item in policy.reissue_checks()}:
        raise Refused(REFUSALS["check_missing"], field="check")
    _count_guess(case, by)
    person = db.session.scalar(select(CasePerson).filter_by(case_id=case.id))
    if person is None:
        raise Refused(REFUSALS["nobody_to_check"])
    if not _is_same(opened_person(case.reference, person), told):
        _record_mismatch(case.subject, by)
        raise Refused(REFUSALS["identity_wrong"], field="name")
    hold(case, "secret_digest")
    if not hmac.compare_digest(mark_of_secret(case).encode(), seen.encode()):
        raise Refused(REFUSALS["reissued_meanwhile"])
    return _reissued(case, check, by)


def _count_guess(case: Case, by: Account) -> None:
    try:
        throttle.count_try("reissue secret", case.reference, limit=GUESSES)
        throttle.count_try("reissue secret by", f"account {by.id}", limit=GUESSES_BY_ONE)
    except Busy as busy:
        raise Refused(REFUSALS["guessed_often"]) from busy


def _reissued(case: Case, check: str, by: Account) -> str:
    token, ring = new_token(), keyring()
    words = "".join(receipt.secret_for(token, ring=ring))
    case.secret_digest = receipt.secret_digest(case.reference, words, ring=ring)
    # The first receipt would show words that open nothing.
    case.receipt_confirmed_at = case.receipt_confirmed_at or clock.now()
    db.session.execute(delete(TrackingVisit).where(TrackingVisit.case_id == case.id))
    audit.record("case.secret-reissued", subject=case.subject, by=by.actor, after={"check": check})
    return token


def _record_mismatch(subject: str, by: Account) -> None:
    actor = by.actor
    with own_transaction() as own:
        audit.record("case.secret-refused", subject=subject, by=actor, session=own)


def _is_same(filed: Identity, told: Identity) -> bool:
    names = hmac.compare_digest(_plain(filed.name), _plain(told.name))
    numbers = hmac.compare_digest(_digits(filed.telephone), _digits(told.telephone))
    return names and numbers


def _plain(name: str) -> bytes:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in folded if sign.isalnum()).encode()


def _digits(telephone: str) -> bytes:
    found = re.sub(r"\D", "", unicodedata.normalize("NFKC", telephone))
    return found[-LAST_DIGITS:].encode()
