"""The dot at the end of an article that counts how often it was opened (see readership)."""

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel import clock
from portal.science.readership import Readership, is_person
from portal.science.rules import is_slug
from portal.science.services import counting
from portal.science.views.public import public_pages
from portal.web.guards import public

# One transparent dot, the smallest GIF there is.
DOT = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)


def _readership() -> Readership:
    found: Readership = current_app.extensions.setdefault("portal.readership", Readership())
    return found


@public_pages.get("/openings/<string:slug>.<any(zh, en):language>.gif")
@public
def count_opening(slug: str, language: str) -> ResponseReturnValue:
    """Count that somebody opened an article; staff and machines are not counted."""
    sent = request.headers
    is_reader = is_person(sent.get("User-Agent", ""), sent.get("Sec-Purpose", ""))
    if is_reader and is_slug(slug) and not current_user.is_authenticated:
        counting.write_reads(_readership().add(slug, language, clock.today()))
    dot = Response(DOT, mimetype="image/gif")
    dot.headers["Cache-Control"] = "no-store"
    return dot
