"""The rider who is signed in on this phone: one token in a cookie of its own.

Flask's session ends with the browser's window where no receipt waits; a rider's phone stays
signed in for weeks. The cookie's name holds ``session=``, by which ready pages know not to serve
what is kept for strangers.
"""

from flask import Response, current_app, g, request

from portal.rewards.riders import policy, queries
from portal.rewards.riders.models import Rider

COOKIE = "rider_session"
DAY_SECONDS = 86_400


def _name() -> str:
    # As the other cookies are called: the browser then takes it from this host over https alone.
    return f"__Host-{COOKIE}" if current_app.config["PORTAL_TLS"] else COOKIE


def token() -> str | None:
    """Return what this phone holds, or None."""
    return request.cookies.get(_name())


def current_rider() -> Rider | None:
    """Return the rider who is signed in here, read once for a request; None for everybody else."""
    if "rider" not in g:
        held = token()
        g.rider = queries.find_rider_of_phone(held) if held else None
    rider: Rider | None = g.rider
    return rider


def remember(response: Response, given: str) -> Response:
    """Let this phone keep its token; no script can read it, no other site can send it."""
    response.set_cookie(
        _name(),
        given,
        max_age=policy.phone_days() * DAY_SECONDS,
        samesite="Lax",
        httponly=True,
        secure=current_app.config["PORTAL_TLS"],
    )
    return response


def forget(response: Response) -> Response:
    """Take the token from this phone."""
    response.delete_cookie(
        _name(), samesite="Lax", httponly=True, secure=current_app.config["PORTAL_TLS"]
    )
    return response
