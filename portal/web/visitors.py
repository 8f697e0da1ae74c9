"""Who may be behind a request, without keeping an address."""

from datetime import date

from flask import current_app, request

from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.daily_salt import salt_of_today

BUCKET_LENGTH = 16


def bucket() -> str:
    """Return a name for the visitor's network that changes daily and leads nowhere back.

    Call it before the request's own work: the first visitor of a day makes that day's salt.
    """
    address = request.remote_addr or ""
    return keyring().digest("bucket", f"{_salt().hex()} {address}")[:BUCKET_LENGTH]


def _salt() -> bytes:
    # Kept for the day by each process; the next day's takes its place.
    kept: tuple[date, bytes] | None = current_app.extensions.get("portal.daily_salt")
    if kept is None or kept[0] != clock.today():
        kept = current_app.extensions["portal.daily_salt"] = salt_of_today()
    return kept[1]
