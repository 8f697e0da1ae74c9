"""Who gets the money: sealed, apart, opened by finance alone, each time on record."""

import json
import re
from dataclasses import asdict
from datetime import date, datetime, time

from portal.complaints.rules.retention import months_before
from portal.complaints.services.recording import keep_reason
from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import SYSTEM, Actor
from portal.kernel.db import db, own_transaction
from portal.kernel.errors import NotFound, Refused
from portal.places.profile import current_place
from portal.rewards import queries
from portal.rewards.models import Payee, RewardCase, RewardClaim
from portal.rewards.rules import PayeeFacts, PayMethod
from portal.rewards.words import WORDS

PAYEE = "rewards.payee"
KEPT_MONTHS = "rewards.payee_months"
ACCOUNT_NUMBER = re.compile(r"[0-9]{8,32}")


def check(facts: PayeeFacts, *, is_named: bool, method: PayMethod) -> None:
    """Raise Refused at the field that is missing or cannot be a bank account."""
    into_account = method is PayMethod.ACCOUNT
    if (is_named or into_account) and not facts.name.strip():
        raise Refused(WORDS["payee_name"], field="name")
    if into_account and not facts.bank.strip():
        raise Refused(WORDS["payee_bank"], field="bank")
    if into_account and not ACCOUNT_NUMBER.fullmatch(_digits(facts.account)):
        raise Refused(WORDS["payee_account"], field="account")


def keep(claim: RewardClaim, facts: PayeeFacts) -> None:
    """Seal what finance needs of a claim; what it does not need is not kept at all."""
    into_account = claim.method is PayMethod.ACCOUNT
    if not claim.is_named and not into_account:
        return
    kept = PayeeFacts(
        name=facts.name.strip(),
        bank=facts.bank.strip() if into_account else "",
        account=_digits(facts.account) if into_account else "",
    )
    sealed = keyring().seal(PAYEE, json.dumps(asdict(kept)), context=claim.identity_code)
    db.session.add(Payee(claim_id=claim.id, sealed=sealed))
    db.session.flush()


def read_payee(reward: RewardCase, *, by: Actor, reason: str) -> PayeeFacts:
    """Open a claim's name and account; the look and its reason are recorded whatever comes after.

    Raises NotFound where the claim has neither: an anonymous one paid out at the counter; and
    Refused without a reason.
    """
    claim = reward.claim
    if claim is None or claim.payee is None:
        raise NotFound(reward.reference)
    if not reason.strip():
        raise Refused(WORDS["payee_reason"], field="reason")
    sealed, context, subject = claim.payee.sealed, claim.identity_code, reward.subject
    case_id = reward.case_id
    with own_transaction() as own:
        after = {"reason_digest": keep_reason(case_id, reason.strip(), session=own)}
        audit.record("reward.payee-read", subject=subject, by=by, after=after, session=own)
    return PayeeFacts(**json.loads(keyring().open(PAYEE, sealed, context=context)))


def forget_unpaid(reward: RewardCase, *, by: Actor) -> None:
    """Delete what was kept for a claim that will never be paid; the claim itself stays."""
    for claim in reward.claims:
        _forget(claim, reward, by)


def forget_paid(*, on: date) -> list[str]:
    """Delete what was kept of payees whose reward was paid longer ago than the place keeps it.

    Returns the numbers of those rewards. Where the time is not set, nothing is deleted.
    """
    months = current_place().parameters.whole(KEPT_MONTHS, on)
    if months is None:
        return []
    first_kept = datetime.combine(months_before(on, months), time.min, tzinfo=clock.CHINA)
    kept = queries.list_kept_payees(first_kept)
    for claim in kept:
        _forget(claim, claim.reward, SYSTEM)
    return [claim.reward.reference for claim in kept]


def _forget(claim: RewardClaim, reward: RewardCase, by: Actor) -> None:
    if claim.payee is not None:
        db.session.delete(claim.payee)
        db.session.flush()
        db.session.expire(claim, ["payee"])
        audit.record("reward.payee-forgotten", subject=reward.subject, by=by)


def open_payee(claim: RewardClaim) -> PayeeFacts:
    """Open a claim's name and account for an order to the bank; its maker sees a file, no page."""
    if claim.payee is None:
        raise NotFound(claim.identity_code)
    opened = keyring().open(PAYEE, claim.payee.sealed, context=claim.identity_code)
    return PayeeFacts(**json.loads(opened))


def _digits(account: str) -> str:
    return re.sub(r"[\s-]", "", account)
