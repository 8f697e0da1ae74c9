"""Whether a form comes from a page of ours, where the browser says so.

Every browser of the last years tells from where a form was sent (Sec-Fetch-Site, Origin). Where it
does, nothing has to be hidden in the page to know it, and one page can be the same for everybody.
"""

from urllib.parse import urlsplit

from flask import g, request, session

OWN_SITES = {"same-origin", "none"}


def tells_own() -> bool | None:
    """Return whether the browser says the form came from our own page; None where it is silent."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OWN_SITES
    origin = request.headers.get("Origin")
    if origin is None:
        return None
    return urlsplit(origin).netloc == request.host


def may_be_trusted() -> bool:
    """Whether a form is ours as far as can be told before its token is looked at.

    Somebody without a session has nothing that a foreign page could misuse, and no token yet.
    With a session the token is checked as usual, unless the browser vouches for the page.
    """
    told = tells_own()
    if told is None:
        return True
    if told:
        g.csrf_valid = True
    return told


def form_meta() -> dict[str, bool]:
    """Return what a form is made with: a token where there is a session, none where there is not.

    A page without a token is the same for every stranger and can be kept ready.
    """
    return {} if session else {"csrf": False}
