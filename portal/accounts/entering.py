"""Who stands half-way through the door: the password was right, the second factor is to come."""

from flask import session

from portal.accounts import services
from portal.accounts.models import SignIn
from portal.kernel.db import db
from portal.kernel.errors import SignInNeeded

PENDING = "pending_sign_in"
WHOLE = "_user_id"  # where Flask-Login keeps what it gives to the user loader


def remember(token: str, *, is_whole: bool) -> None:
    """Start the browser's session afresh with this token: nothing of before survives."""
    session.clear()
    session.permanent = True
    session[WHOLE if is_whole else PENDING] = token


def pending_sign_in() -> SignIn:
    """Return the half-open sign-in of this browser; raises SignInNeeded where there is none."""
    token = session.get(PENDING)
    found = db.session.get(SignIn, services.digest_of(token)) if token else None
    if found is None or not services.is_alive(found):
        raise SignInNeeded
    return found
