"""Addresses that lead from an article to other sites."""

from collections.abc import Collection
from urllib.parse import urlsplit

LONGEST_ADDRESS = 400


def is_secure_address(address: str) -> bool:
    """Whether this is a whole https address that says plainly where it leads."""
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    # A name before the host makes an address look as if it led somewhere else.
    is_plain = "@" not in parts.netloc and "\\" not in address and port is None
    return parts.scheme == "https" and "." in (parts.hostname or "") and is_plain


def is_at(address: str, hosts: Collection[str]) -> bool:
    """Whether an address leads to one of these hosts, or to a part of one."""
    if not is_secure_address(address):
        return False
    host = (urlsplit(address).hostname or "").lower()
    return any(host == one or host.endswith(f".{one}") for one in hosts)
