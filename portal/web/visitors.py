"""Who may be behind a request, without keeping an address."""

from flask import request

from portal.extensions import keyring
from portal.kernel import clock

BUCKET_LENGTH = 16


def bucket() -> str:
    """Return a name for the visitor's network that changes daily and leads nowhere back."""
    address = request.remote_addr or ""
    return keyring().digest(f"bucket {clock.today()}", address)[:BUCKET_LENGTH]
