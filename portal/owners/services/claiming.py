"""Claiming a page with the code of a letter, and taking the claim back. Callers commit."""

from dataclasses import dataclass

from portal.accounts import services as accounts
from portal.accounts.models import Account
from portal.accounts.policy import current_policy
from portal.accounts.rules import NewAccount
from portal.kernel import audit, clock, throttle
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Busy, Refused
from portal.owners import policy, queries
from portal.owners.models import Owner, OwnerLetter
from portal.owners.rules import LetterState
from portal.owners.services.letters import digest_of_code
from portal.owners.words import REFUSALS

ROLE = "enterprise"
BY_NETWORK = "claim by network"


@dataclass(frozen=True)
class Claim:
    """What somebody types to claim a page."""

    code: str
    username: str
    display_name: str
    password: str


def count_claim(bucket: str) -> None:
    """Count one try from a network, before anything is looked at; raises Refused."""
    try:
        throttle.count_try(BY_NETWORK, bucket, limit=current_policy().limits.by_name)
    except Busy:
        raise Refused(REFUSALS["too_often"], field="code") from None


def claim_page(claim: Claim) -> Account:
    """Open an account that acts for the letter's enterprise; the code is used up by it.

    Raises Refused with the field: one and the same answer for unknown, used, revoked and expired
    codes; a name that is taken, a weak password; and where enough people act for the enterprise.
    """
    letter = _usable(claim.code)
    if queries.count_people(letter.enterprise_id) >= policy.most_people():
        raise Refused(REFUSALS["too_many"])
    name = claim.username.strip().lower()
    facts = NewAccount(name, claim.display_name, claim.password, [ROLE], is_bound=True)
    by = Actor(kind="enterprise", name=letter.enterprise.reference, role=ROLE)
    account = accounts.create_account(facts=facts, by=by)
    letter.used_at, letter.sealed_code = clock.now(), None
    db.session.add(
        Owner(
            account=account,
            enterprise=letter.enterprise,
            letter_id=letter.id,
            joined_at=clock.now(),
        )
    )
    db.session.flush()
    after = {"letter": letter.reference, "account": account.username}
    subject = f"enterprise:{letter.enterprise.reference}"
    audit.record("owner.claimed", subject=subject, by=by, after=after)
    return account


def revoke_owner(owner: Owner, *, by: Actor) -> None:
    """End somebody's access to an enterprise's desk, and every session of theirs."""
    if owner.revoked_at is not None:
        return
    owner.revoked_at, owner.revoked_by = clock.now(), by.name
    accounts.switch_account(owner.account, is_active=False, by=by)
    subject = f"enterprise:{owner.enterprise.reference}"
    audit.record("owner.revoked", subject=subject, by=by, after={"account": owner.account.username})


def _usable(code: str) -> OwnerLetter:
    letter = queries.find_letter(digest_of_code(code))
    if letter is not None:
        hold(letter, "used_at", "revoked_at")  # of two who claim at once, one does
    if letter is None or letter.state is not LetterState.OPEN:
        raise Refused(REFUSALS["code_unknown"], field="code")
    return letter
