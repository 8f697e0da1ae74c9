"""Slow, never shut: whoever tries too often waits, and after the wait one more try counts.

A limit that closes would let anybody who knows a number, which is no secret, lock its citizen
out. So a network, or a case, that has used up its quick tries gets a ticket instead: signed,
for this number and this network, good for one try once its wait is over. Guessing gains nothing:
the secret alone holds 55 bits.
"""

import hmac
import secrets
from datetime import datetime, timedelta

from portal.complaints import policy, queries
from portal.extensions import keyring
from portal.kernel import clock, throttle
from portal.kernel.errors import Busy
from portal.places.profile import current_place
from portal.web.visitors import bucket

NONCE_BYTES = 8
LIFE = timedelta(hours=1)
LONGEST = 200


class PleaseWait(Busy):
    """One more try is possible after ``retry_after`` seconds, with the ticket."""

    def __init__(self, ticket: str, *, retry_after: int) -> None:
        super().__init__("open case", retry_after=retry_after)
        self.ticket = ticket


def count_opening(number: str, ticket: str) -> None:
    """Count one try to open a case; raises PleaseWait where the quick ones are used up.

    Tries are counted for the number in this network, for the number, and for the network. They
    count the same whether there is such a case or not. Call it before the request's own work.
    """
    name = queries.throttle_name(number)
    try:
        _count(name)
    except Busy:
        _check_ticket(ticket, name)


def forget_openings(number: str) -> None:
    """Start afresh for this number in this network, after a try that was right."""
    pair, _case, _network = policy.opening_limits()
    throttle.forget_tries("open case", _pair(queries.throttle_name(number)), limit=pair)


def _pair(name: str) -> str:
    return f"{name}:{bucket()}"


def _count(name: str) -> None:
    for_pair, for_case, for_network = policy.opening_limits()
    throttle.count_try("open case", _pair(name), limit=for_pair)
    throttle.count_try("open case anywhere", name, limit=for_case)
    throttle.count_try("open case network", bucket(), limit=for_network)


def _wait() -> timedelta:
    told = current_place().parameters.whole("complaints.tracking_wait_seconds", clock.today())
    return timedelta(seconds=30 if told is None else told)


def _signature(issued: str, nonce: str, name: str) -> str:
    return keyring().digest("tracking ticket", f"{issued}\n{nonce}\n{_pair(name)}")


def _new_ticket(name: str) -> str:
    issued, nonce = str(int(clock.now().timestamp())), secrets.token_hex(NONCE_BYTES)
    return f"{issued}.{nonce}.{_signature(issued, nonce, name)}"


def _issued_at(ticket: str, name: str) -> datetime | None:
    issued, _dot, rest = ticket[:LONGEST].partition(".")
    nonce, _dot, signature = rest.partition(".")
    right = _signature(issued, nonce, name)
    if not hmac.compare_digest(signature.encode(), right.encode()):
        return None
    # It was signed here, so it is a number.
    return datetime.fromtimestamp(int(issued), tz=clock.now().tzinfo)


def _check_ticket(ticket: str, name: str) -> None:
    issued, now, wait = _issued_at(ticket, name), clock.now(), _wait()
    if issued is None or not timedelta() <= now - issued <= LIFE:
        raise PleaseWait(_new_ticket(name), retry_after=int(wait.total_seconds()))
    if now - issued < wait:
        left = wait - (now - issued)
        raise PleaseWait(ticket, retry_after=max(1, int(left.total_seconds()) + 1))
    try:
        throttle.count_try("tracking ticket", ticket.split(".")[1], limit="1 per 2 hours")
    except Busy:
        raise PleaseWait(_new_ticket(name), retry_after=int(wait.total_seconds())) from None
