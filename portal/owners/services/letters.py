"""Letters with codes: issued at the desk, printed, sent, used once. Callers commit."""

import secrets

from portal.enterprises.models import Enterprise
from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.owners import policy, queries
from portal.owners.models import OwnerLetter
from portal.owners.rules import LetterState, new_code, plain_code
from portal.owners.words import REFUSALS

CODE = "owners.claim-code"


def digest_of_code(code: str) -> str:
    """Return what is kept of a code: a keyed digest."""
    return keyring().digest(CODE, plain_code(code))


def issue_letter(enterprise: Enterprise, *, by: Actor) -> OwnerLetter:
    """Issue a code for an enterprise; letters of it that were not used yet lose theirs."""
    # Of two letters at once the later one takes the other's code out of use.
    db.session.get(Enterprise, enterprise.id, with_for_update=True)
    for standing in queries.list_letters(enterprise.id):
        if standing.state is LetterState.OPEN:
            revoke_letter(standing, by=by)
    code, reference = new_code(), f"L-{secrets.token_hex(5)}"
    letter = OwnerLetter(
        reference=reference,
        enterprise=enterprise,
        code_digest=digest_of_code(code),
        sealed_code=keyring().seal(CODE, code, context=reference),
        issued_by=by.name,
        issued_at=clock.now(),
        expires_on=policy.code_expires(clock.today()),
    )
    db.session.add(letter)
    db.session.flush()
    after = {"enterprise": enterprise.reference}
    audit.record("owner.letter-issued", subject=f"letter:{reference}", by=by, after=after)
    return letter


def readable_code(letter: OwnerLetter) -> str | None:
    """Return a letter's code until it was sent, and never again."""
    if letter.sealed_code is None or letter.state is not LetterState.OPEN:
        return None
    return keyring().open(CODE, letter.sealed_code, context=letter.reference)


def send_letter(letter: OwnerLetter, *, by: Actor) -> None:
    """Say that a letter was sent; from now on nobody at the desk can read its code."""
    _check_open(letter)
    letter.sealed_code, letter.sent_at = None, clock.now()
    audit.record("owner.letter-sent", subject=f"letter:{letter.reference}", by=by)


def revoke_letter(letter: OwnerLetter, *, by: Actor) -> None:
    """Take a letter's code out of use."""
    _check_open(letter)
    letter.sealed_code, letter.revoked_at = None, clock.now()
    audit.record("owner.letter-revoked", subject=f"letter:{letter.reference}", by=by)


def _check_open(letter: OwnerLetter) -> None:
    hold(letter, "used_at", "revoked_at")  # somebody may be claiming with it this moment
    if letter.state is not LetterState.OPEN:
        raise Refused(REFUSALS["letter_over"])
