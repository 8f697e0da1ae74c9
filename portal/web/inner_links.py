"""Whether an address is a page of this site that everybody may open, and that is there now."""

from typing import Any

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from portal.kernel.errors import Refused


def leads_somewhere(path: str) -> bool:
    """Whether a path leads to a public page that opens: what it names exists and is public."""
    bare = path.partition("#")[0].partition("?")[0]
    if not bare.startswith("/") or bare.startswith("//"):
        return False
    # As a visit of its own: what a page shows hangs on the address it is asked by.
    with current_app.test_request_context(bare):
        view: Any = current_app.view_functions.get(request.endpoint or "")
        if request.routing_exception is not None or getattr(view, "guard", "") != "public":
            return False
        try:
            view(**(request.view_args or {}))
        except (HTTPException, Refused):
            return False
    return True
