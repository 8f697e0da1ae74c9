"""Who may be behind a request, without keeping an address."""

from datetime import date
from ipaddress import IPv6Address, ip_address

from flask import current_app, request

from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.daily_salt import salt_of_today

BUCKET_LENGTH = 16
# One household or company has all addresses that begin with the same 64 bits.
OF_ONE_NETWORK = 8


def bucket() -> str:
    """Return a name for the visitor's network that changes daily and leads nowhere back.

    Call it before the request's own work: the first visitor of a day makes that day's salt.
    """
    network = network_of(request.remote_addr or "")
    return keyring().digest("bucket", f"{_salt().hex()} {network}")[:BUCKET_LENGTH]


def network_of(address: str) -> str:
    """Return an IPv4 address as it is, of an IPv6 address the half that names the network.

    Whoever has one IPv6 address has 2^64 of them, and would be a new visitor with each.
    """
    if ":" not in address:
        return address
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or found.packed[:OF_ONE_NETWORK].hex())


def _salt() -> bytes:
    # Kept for the day by each process; the next day's takes its place.
    kept: tuple[date, bytes] | None = current_app.extensions.get("portal.daily_salt")
    if kept is None or kept[0] != clock.today():
        kept = current_app.extensions["portal.daily_salt"] = salt_of_today()
    return kept[1]
