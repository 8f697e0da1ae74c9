"""Reading without a network: what a reader saved on their own device."""

from pathlib import Path

from flask import Response, current_app
from flask.typing import ResponseReturnValue

from portal.science.views.public import public_pages
from portal.web.guards import public
from portal.web.htmx import page


@public_pages.get("/saved")
@public
def list_saved() -> ResponseReturnValue:
    """Show what this device has saved; the server knows of none of it."""
    return page("science/saved.html")


@public_pages.get("/worker.js")
@public
def send_worker() -> ResponseReturnValue:
    """Send what serves saved articles: it stands here because it may serve only what lies below."""
    response = Response(_worker(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _worker() -> bytes:
    return (Path(current_app.static_folder or "") / "science" / "worker.js").read_bytes()
