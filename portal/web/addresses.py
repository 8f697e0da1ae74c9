"""Addresses: full ones for what leaves the site (files, feeds, letters), and their one form.

What holds others ends in a slash, a single thing does not; the other form leads to it.
"""

from flask import current_app, request
from werkzeug.exceptions import HTTPException


def absolute(path: str) -> str:
    """Return the full address of a path: under the public address where one is set."""
    told: str | None = current_app.config["PORTAL_BASE_URL"]
    return (told or request.host_url).rstrip("/") + path


def address_without_slash() -> str | None:
    """Return where somebody wanted to go who wrote a slash too many; None where that is nowhere."""
    path = request.path.rstrip("/")
    if request.routing_exception is None or path in {"", request.path}:
        return None
    try:
        current_app.create_url_adapter(request).match(path, "GET")  # type: ignore[union-attr]
    except HTTPException:
        return None
    asked = request.query_string.decode("latin-1")
    return request.script_root + path + (f"?{asked}" if asked else "")
