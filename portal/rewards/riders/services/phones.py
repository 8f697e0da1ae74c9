"""Which phones a rider is signed in on, and how often a PIN or a code may be tried."""

import secrets
from datetime import timedelta

from sqlalchemy import delete

from portal.extensions import keyring
from portal.kernel import audit, clock, throttle
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.rewards.riders import codes, policy, queries
from portal.rewards.riders.models import Rider, RiderPhone
from portal.rewards.riders.words import WORDS

TOKEN_BYTES = 32
KEY_LENGTH = 32


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
    """Count one try for a number and a network; raises Busy. Call it before other work.

    Tries count the same whether there is such a rider or not.
    """
    for_number, for_network = policy.tries()
    name = keyring().digest("rider throttle", codes.clean_number(number) or "-")[:KEY_LENGTH]
    throttle.count_try("rider pin network", network, limit=for_network)
    throttle.count_try("rider pin", f"{name}:{network}", limit=for_number)


def count_code_try(network: str) -> None:
    """Count one try of a code from a network; raises Busy. Call it before other work."""
    throttle.count_try("rider code", network, limit=policy.tries()[1])
