"""Full addresses, for what leaves the site: files, feeds, letters, printed codes."""

from flask import current_app, request


def absolute(path: str) -> str:
    """Return the full address of a path: under the public address where one is set."""
    told: str | None = current_app.config["PORTAL_BASE_URL"]
    return (told or request.host_url).rstrip("/") + path
