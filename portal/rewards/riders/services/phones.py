"""Which phones a rider is signed in on, and how often a PIN or a code may be tried."""

import secrets
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import delete

from portal.extensions import keyring
from portal.kernel import audit, clock, throttle
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db
from portal.kernel.errors import Busy, Refused
from portal.rewards.riders import codes, policy, queries
from portal.rewards.riders.models import Rider, RiderPhone
from portal.rewards.riders.words import WORDS

TOKEN_BYTES = 32
KEY_LENGTH = 32
FAILED = "rider failed"


def sign_in(rider: Rider) -> str:
    """Sign a rider in on one phone; return the token that only this phone keeps."""
    today = clock.today()
    db.session.execute(delete(RiderPhone).where(RiderPhone.expires_on < today))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_on = today + timedelta(days=policy.phone_days())
    digest = queries.digest_of_token(token)
    db.session.add(RiderPhone(digest=digest, rider_id=rider.id, expires_on=expires_on))
    # Without the number: beside the line of a tip it would tell who sent that.
    audit.record("rider.signed-in", subject="rider:-", by=CITIZEN)
    return token


def leave_phone(token: str) -> None:
    """Sign out on one phone."""
    phone = db.session.get(RiderPhone, queries.digest_of_token(token))
    if phone is not None:
        db.session.delete(phone)
        audit.record("rider.signed-out", subject="rider:-", by=CITIZEN)


def check_pin(number: str, pin: str) -> Rider:
    """Return the rider whom number and PIN open; wrong and none have the same answer."""
    rider = queries.find_rider(number)
    live = rider if rider is not None and rider.ended_on is None else None
    expected = live.pin_digest if live is not None else None
    is_right = codes.is_pin(live.number if live is not None else "", pin, expected)
    if live is None or not is_right:
        raise Refused(WORDS["wrong"], field="pin")
    return live


def count_pin_try(number: str, network: str) -> None:
    """Count one try for a number; raises Busy, also where a network failed too often.

    Tries count the same whether there is such a rider or not. Call it before other work.
    """
    pair, anywhere, for_network = policy.tries()
    throttle.check_tries(FAILED, network, limit=for_network)
    name = _counted_as(number)
    throttle.count_try("rider pin", f"{name}:{network}", limit=pair)
    throttle.count_try("rider pin anywhere", name, limit=anywhere)


def forget_pin_tries(number: str, network: str) -> None:
    """Start afresh for this number here, after a PIN that was right. Call it before other work."""
    throttle.forget_tries("rider pin", f"{_counted_as(number)}:{network}", limit=policy.tries()[0])


def check_network(network: str) -> None:
    """Raise Busy where codes and PINs failed too often from a network. Count nothing.

    A whole station shares one address: what was right is not held against it.
    """
    throttle.check_tries(FAILED, network, limit=policy.tries()[2])


def count_failure(network: str) -> None:
    """Count a code or PIN that was wrong against its network."""
    with suppress(Busy):
        throttle.count_try(FAILED, network, limit=policy.tries()[2])


def _counted_as(number: str) -> str:
    return keyring().digest("rider throttle", codes.clean_number(number) or "-")[:KEY_LENGTH]
