"""The reporter's claim, from the page to the counter. Callers commit."""

import hmac
from collections.abc import Collection

from portal.complaints import policy as complaints
from portal.extensions import keyring
from portal.kernel import audit, clock, throttle
from portal.kernel.audit import CITIZEN, Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.rewards import queries
from portal.rewards.codes import (
    new_claim_code,
    new_identity_code,
    plain_code,
    plain_identity,
)
from portal.rewards.models import RewardCase, RewardClaim
from portal.rewards.rules import (
    CLAIMABLE,
    ClaimWish,
    Collector,
    Paper,
    Part,
    Stage,
    papers_needed,
)
from portal.rewards.services import eligibility, interests, notices, payees
from portal.rewards.services.moves import (
    check_claimable,
    check_part,
    is_over,
    locked,
    move,
    note,
    refused,
)
from portal.rewards.words import PAPERS, WORDS

CODE = "rewards.claim-code"
# More than these report nothing jointly; it is a slip of the finger.
MOST_REPORTERS = 100


def digest_of_code(code: str) -> str:
    """Return what is kept of a claim code: a keyed digest."""
    return keyring().digest(CODE, plain_code(code))


def file_claim(reward: RewardCase, wish: ClaimWish) -> RewardClaim:
    """Claim a reward; the claim's code is kept readable until the reporter has confirmed it.

    Whoever claims answers the exclusions and promises that it is so (〔2021〕4号 Art. 8, 9). One
    of several joint reporters claims for all; they share among themselves. Raises Refused with
    the field: an exclusion, promise, reporters, name, bank, account; where the time to claim is
    over, or the reward was claimed already: both are on record.
    """
    reward = locked(reward)
    check_claimable(reward)
    notices.refresh_claim_until(reward)
    if reward.claim is not None:
        refused(reward, "second-claim-refused", CITIZEN)
        claimed_on = clock.in_china(reward.claim.claimed_at).date().isoformat()
        raise Refused(str(WORDS["already_claimed"]) % {"day": claimed_on})
    if is_over(reward.claim_until):
        refused(reward, "late-claim-refused", CITIZEN, until=str(reward.claim_until))
        raise Refused(WORDS["claim_over"])
    _check_wish(reward, wish)
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
        reporter_count=wish.reporters,
        has_namesake=interests.is_namesake(wish.payee.name),
    )
    claim.sealed_code = keyring().seal(CODE, code, context=claim.identity_code)
    reward.claims.append(claim)
    db.session.flush()
    payees.keep(claim, wish.payee)
    note(reward, "claimed", CITIZEN, method=wish.method.value, is_named=wish.is_named)
    return claim


def _check_wish(reward: RewardCase, wish: ClaimWish) -> None:
    eligibility.declare_at_claim(reward, wish.declared)
    if not wish.has_promised:
        raise Refused(WORDS["promise"], field="has_promised")
    if not 1 <= wish.reporters <= MOST_REPORTERS:
        raise Refused(WORDS["reporters"], field="reporters")
    payees.check(wish.payee, is_named=wish.is_named, method=wish.method)


def readable_code(claim: RewardClaim) -> str | None:
    """Return a claim's code until it is confirmed, and never again."""
    if claim.sealed_code is None:
        return None
    return keyring().open(CODE, claim.sealed_code, context=claim.identity_code)


def confirm_claim(claim: RewardClaim, *, typed: str) -> None:
    """Forget the readable code once the reporter has typed it back; raises Refused."""
    if claim.confirmed_at is not None:
        return
    if not _is_code_of(claim, typed):
        raise Refused(WORDS["code_wrong"], field="code")
    claim.sealed_code, claim.confirmed_at = None, clock.now()
    note(claim.reward, "claim-confirmed", CITIZEN)


def count_code_try(identity_code: str, *, by: Actor) -> None:
    """Count one try of a claim code; raises Busy where the tries are used up.

    Tries are counted for the identity code and for whoever types. Call it before any other work.
    """
    of_code, of_person, _network = complaints.opening_limits()
    name = keyring().digest("reward throttle", plain_identity(identity_code))[:32]
    throttle.count_try("reward code", name, limit=of_code)
    throttle.count_try("reward code person", by.name, limit=of_person)


def verify_claim(
    *,
    identity_code: str,
    code: str,
    collector: Collector,
    papers: Collection[Paper],
    by: Actor,
) -> RewardCase:
    """Accept a claim at the counter: the codes are right, alive and unused, the papers were seen.

    Raises Refused at the field code. Where both codes do not belong together the answer is the
    same whether there is such a claim or not, and who tried is on record, never what was typed;
    whoever has both is told in words that the code was used, or when it ended, and it is put on
    record.
    """
    claim = queries.find_claim_by_identity(plain_identity(identity_code))
    # Where there is no such claim as much is compared as where there is one.
    if not _is_code_of(claim, code) or claim is None:
        audit.record_refused("claim.codes-unmatched", subject="claims", by=by)
        raise Refused(WORDS["code_unknown"], field="code")
    reward = locked(claim.reward)
    notices.refresh_claim_until(reward)
    _check_alive(reward, claim, by)
    _check_papers(claim, collector, papers)
    check_part(reward, Part.VERIFY, by)
    claim.sealed_code = None
    claim.verified_at, claim.verified_by = clock.now(), by.name
    claim.collector, claim.papers = collector, sorted(papers)
    after = {"collector": collector.value, "papers": claim.papers}
    move(reward, Stage.VERIFIED, by=by, after=after)
    return reward


def _is_code_of(claim: RewardClaim | None, typed: str) -> bool:
    kept = claim.code_digest if claim else digest_of_code("")
    same = hmac.compare_digest(digest_of_code(typed), kept)
    return same and claim is not None


def _check_alive(reward: RewardCase, claim: RewardClaim, by: Actor) -> None:
    is_current = claim.round == reward.round and reward.stage in CLAIMABLE
    if is_current and not is_over(claim.expires_on):
        return
    if claim.verified_at is not None:
        state, told = "used", {"day": clock.in_china(claim.verified_at).date().isoformat()}
    elif reward.stage is Stage.OBJECTED and claim.round == reward.round:
        state, told = "objected", {}
    elif claim.round != reward.round:
        state, told = "replaced", {}
    else:
        state, told = "expired", {"day": str(claim.expires_on)}
    refused(reward, "code-refused", by, state=state)
    raise Refused(str(WORDS[f"code_{state}"]) % told, field="code")


def _check_papers(claim: RewardClaim, collector: Collector, papers: Collection[Paper]) -> None:
    needed = papers_needed(
        is_named=claim.is_named,
        is_joint=claim.reporter_count > 1,
        has_namesake=claim.has_namesake,
        collector=collector,
    )
    missing = [paper for paper in Paper if paper in needed - set(papers)]
    if missing:
        names = str(WORDS["listing"]).join(str(PAPERS[paper]) for paper in missing)
        raise Refused(str(WORDS["papers"]) % {"papers": names}, field="papers")
