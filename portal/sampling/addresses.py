"""Full addresses, for what leaves the site: files, feeds, letters."""

from flask import current_app, request, url_for


def absolute(path: str) -> str:
    """Return the full address of a path: under the public address where one is set."""
    told: str | None = current_app.config["PORTAL_BASE_URL"]
    return (told or request.host_url).rstrip("/") + path


def results_prefix() -> str:
    """Return what stands before a result's number in the full address of its page."""
    return absolute(url_for("sampling.show_result", reference="-")).removesuffix("-")
