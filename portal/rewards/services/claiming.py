"""The reporter's claim, from the page to the counter. Callers commit."""

from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.audit import CITIZEN, Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.rewards import queries
from portal.rewards.codes import new_claim_code, new_identity_code, plain_code
from portal.rewards.models import RewardCase, RewardClaim
from portal.rewards.rules import CLAIMABLE, ClaimWish, Collector, Part, Stage
from portal.rewards.services import notices, payees
from portal.rewards.services.moves import (
    check_claimable,
    check_part,
    is_over,
    locked,
    move,
    note,
)
from portal.rewards.words import WORDS

CODE = "rewards.claim-code"


def digest_of_code(code: str) -> str:
    """Return what is kept of a claim code: a keyed digest."""
    return keyring().digest(CODE, plain_code(code))


def file_claim(reward: RewardCase, wish: ClaimWish) -> RewardClaim:
    """Claim a reward; the claim's code is kept readable until the reporter has confirmed it.

    Whoever has no name promises not to be excluded (〔2021〕4号 Art. 9). Raises Refused with the
    field: promise, name, bank, account; and where the time to claim is over.
    """
    reward = locked(reward)
    check_claimable(reward)
    notices.refresh_claim_until(reward)
    if reward.claim is not None:
        raise Refused(WORDS["already_claimed"])
    if is_over(reward.claim_until):
        raise Refused(WORDS["claim_over"])
    if not wish.has_promised:
        raise Refused(WORDS["promise"], field="has_promised")
    payees.check(wish.payee, is_named=wish.is_named, method=wish.method)
    code = new_claim_code()
    claim = RewardClaim(
        round=reward.round,
        identity_code=new_identity_code(),
        code_digest=digest_of_code(code),
        sealed_code=None,
        is_named=wish.is_named,
        method=wish.method,
        claimed_at=clock.now(),
        expires_on=reward.claim_until,
    )
    claim.sealed_code = keyring().seal(CODE, code, context=claim.identity_code)
    reward.claims.append(claim)
    db.session.flush()
    payees.keep(claim, wish.payee)
    note(reward, "claimed", CITIZEN, method=wish.method.value, is_named=wish.is_named)
    return claim


def readable_code(claim: RewardClaim) -> str | None:
    """Return a claim's code until it is confirmed, and never again."""
    if claim.sealed_code is None:
        return None
    return keyring().open(CODE, claim.sealed_code, context=claim.identity_code)


def confirm_claim(claim: RewardClaim, *, typed: str) -> None:
    """Forget the readable code once the reporter has typed it back; raises Refused."""
    if claim.confirmed_at is not None:
        return
    if digest_of_code(typed) != claim.code_digest:
        raise Refused(WORDS["code_wrong"], field="code")
    claim.sealed_code, claim.confirmed_at = None, clock.now()
    note(claim.reward, "claim-confirmed", CITIZEN)


def verify_claim(
    *, code: str, collector: Collector, has_checked_papers: bool, by: Actor
) -> RewardCase:
    """Accept a claim at the counter: the code is right, alive and unused, the papers are checked.

    An agent brings a power of attorney and both identity cards (Art. 18). Raises Refused at the
    field code with one and the same answer for unknown, expired and used codes.
    """
    claim = queries.find_claim(digest_of_code(code))
    if claim is None:
        raise Refused(WORDS["code_unknown"], field="code")
    reward = locked(claim.reward)
    notices.refresh_claim_until(reward)
    is_current = claim.round == reward.round and reward.stage in CLAIMABLE
    if not is_current or is_over(claim.expires_on):
        raise Refused(WORDS["code_unknown"], field="code")
    if not has_checked_papers and (claim.is_named or collector is Collector.AGENT):
        raise Refused(WORDS["papers"], field="has_checked_papers")
    check_part(reward, Part.VERIFY, by)
    claim.sealed_code = None
    claim.verified_at, claim.verified_by = clock.now(), by.name
    claim.collector = collector
    move(reward, Stage.VERIFIED, by=by, after={"collector": collector.value})
    return reward
