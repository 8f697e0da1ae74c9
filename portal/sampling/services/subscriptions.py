"""What can be done to subscriptions. Callers commit.

Whoever asks learns nothing about the address: known or new, right or wrong, the answer is the
same. The address is sealed at once and found again by a keyed digest only.
"""

import hashlib
import json
import secrets
from datetime import datetime
from typing import Any

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from portal.extensions import keyring
from portal.jobs.services import enqueue
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN, SYSTEM
from portal.kernel.db import db, own_transaction
from portal.kernel.errors import Busy, Refused
from portal.kernel.throttle import count_try
from portal.sampling import queries
from portal.sampling.models import Subscription, SubscriptionLetter
from portal.sampling.queries.subscriptions import ADDRESS, LETTERS_JOB
from portal.sampling.rules.subscriptions import (
    BY_ADDRESS,
    BY_NETWORK,
    CONFIRM_WITHIN,
    LETTERS_KEPT,
    MOST_FOR_ADDRESS,
    Frequency,
    next_round,
    period_of,
    plain_address,
)
from portal.sampling.words.subscriptions import REFUSALS

CONFIRMATION_JOB = "sampling.confirmation"
LINK = "subscription link"
REFERENCE_BYTES = 12
SIGNED_WITH = {"digest_method": hashlib.sha256}


def ask_for_letters(
    *, address: str, question: dict[str, Any], frequency: Frequency, language: str, network: str
) -> None:
    """Note a wish and send its address a link to confirm it with; silent about what is known.

    Call it before the request's own work. Raises Busy where a network asks too often; for an
    address that is asked for too often nothing is sent, and nothing is said.
    """
    count_try("sampling letters network", network, limit=BY_NETWORK)
    plain = plain_address(address)
    digest = keyring().digest(ADDRESS, plain)
    try:
        count_try("sampling letters", digest, limit=BY_ADDRESS)
    except Busy:
        return
    subscription = _wish(plain, digest, question, frequency, language)
    if subscription is not None:
        payload = {"subscription": subscription.reference, "frequency": frequency.value}
        enqueue(CONFIRMATION_JOB, payload, by=CITIZEN)
        plan_round()


def _wish(
    address: str, digest: str, question: dict[str, Any], frequency: Frequency, language: str
) -> Subscription | None:
    asked = json.dumps(question, sort_keys=True, ensure_ascii=False)
    question_digest = hashlib.sha256(asked.encode()).hexdigest()
    known = queries.find_subscription_of(digest, question_digest)
    if known is not None:
        if known.confirmed_at is None:
            known.asked_at, known.language = clock.now(), language
        return known
    if queries.count_for_address(digest) >= MOST_FOR_ADDRESS:
        return None
    reference = secrets.token_urlsafe(REFERENCE_BYTES)
    subscription = Subscription(
        reference=reference,
        sealed_address=keyring().seal(ADDRESS, address, context=reference),
        address_digest=digest,
        question=question,
        question_digest=question_digest,
        frequency=frequency,
        language=language,
        asked_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(subscription)
            db.session.flush()
    except IntegrityError:  # the same wish came twice at once
        return None
    _record("subscription.asked", subscription, frequency)
    return subscription


def confirmation_token(subscription: Subscription, frequency: Frequency) -> str:
    """Return what confirms a wish, once somebody who reads the address's letters brings it."""
    return str(_timed().dumps([subscription.reference, frequency.value]))


def read_confirmation(token: str) -> tuple[Subscription, Frequency]:
    """Return what a link confirms. Raises Refused for one that is altered, too old or forgotten."""
    try:
        reference, frequency = _timed().loads(token, max_age=int(CONFIRM_WITHIN.total_seconds()))
        subscription = queries.find_subscription(str(reference))
        wanted = Frequency(frequency)
    except (BadData, ValueError, TypeError):
        subscription = None
    if subscription is None:
        raise Refused(REFUSALS["link_over"])
    return subscription, wanted


def confirm_subscription(token: str) -> Subscription:
    """Begin to write, from the results published after now. Doing it again changes nothing."""
    subscription, frequency = read_confirmation(token)
    now = clock.now()
    if subscription.confirmed_at is None:
        subscription.confirmed_at = subscription.told_until = now
        _record("subscription.confirmed", subscription, frequency)
    elif subscription.frequency is not frequency:
        _record("subscription.changed", subscription, frequency)
    subscription.frequency = frequency
    plan_round()
    return subscription


def leaving_token(subscription: Subscription) -> str:
    """Return what ends a subscription; it never grows old."""
    return str(_untimed().dumps(subscription.reference))


def find_by_leaving(token: str) -> Subscription | None:
    """Return the subscription that a link ends, None where it has ended. Raises Refused."""
    try:
        reference = _untimed().loads(token)
    except BadData:
        raise Refused(REFUSALS["link_broken"]) from None
    return queries.find_subscription(str(reference))


def end_subscription(token: str) -> None:
    """Forget a subscription with its address; one that has ended stays so."""
    subscription = find_by_leaving(token)
    if subscription is not None:
        forget_subscription(subscription)


def forget_subscription(subscription: Subscription) -> None:
    """Delete a subscription with its address and the notes about its letters."""
    _record("subscription.ended", subscription, subscription.frequency)
    letters = delete(SubscriptionLetter).filter_by(subscription_id=subscription.id)
    db.session.execute(letters)
    db.session.delete(subscription)
    db.session.flush()


def begin_letter(subscription_id: int, frequency: Frequency) -> bool:
    """Write down that a period's letter is begun; False where it was before. Commits that at once.

    What is written down before it is sent is sent at most once, whatever fails in between; the
    results of a letter that failed stand in the next one.
    """
    now = clock.now()
    try:
        with own_transaction() as own:
            own.add(
                SubscriptionLetter(
                    subscription_id=subscription_id,
                    period_on=period_of(frequency, clock.in_china(now).date()),
                    begun_at=now,
                )
            )
    except IntegrityError:  # begun by another worker, or the subscription has just ended
        return False
    return True


def end_letter(subscription_id: int, *, until: datetime) -> None:
    """Write down that everything published until then was told. Commits that at once."""
    with own_transaction() as own:
        subscription = own.get(Subscription, subscription_id)
        if subscription is not None:
            subscription.told_until = until


def purge_unconfirmed() -> int:
    """Forget every wish that nobody confirmed in time; return how many there were.

    Notes about letters of long ago go with them.
    """
    ended = SubscriptionLetter.begun_at < clock.now() - LETTERS_KEPT
    db.session.execute(delete(SubscriptionLetter).where(ended))
    old = queries.list_unconfirmed(clock.now())
    if old:
        digest = audit.digest_of_rows(one.reference for one in old)
        after = {"count": len(old), "digest": digest}
        audit.record("subscription.purged", subject="subscription:*", by=SYSTEM, after=after)
        for one in old:
            db.session.delete(one)
        db.session.flush()
    return len(old)


def plan_round() -> None:
    """See to it that one round of letters is waiting for its hour."""
    if queries.find_round() is None:
        job = enqueue(LETTERS_JOB, {}, by=SYSTEM)
        job.due_at = next_round(clock.now(), clock.CHINA)


def _record(action: str, subscription: Subscription, frequency: Frequency) -> None:
    subject = f"subscription:{subscription.reference}"
    audit.record(action, subject=subject, by=CITIZEN, after={"frequency": frequency.value})


def _timed() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(keyring().derive(LINK), "confirm", signer_kwargs=SIGNED_WITH)


def _untimed() -> URLSafeSerializer:
    return URLSafeSerializer(keyring().derive(LINK), "leave", signer_kwargs=SIGNED_WITH)
