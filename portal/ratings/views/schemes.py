"""The schemes, explained to everybody: factors, points, cut-offs, where they come from."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.enterprises.words import KINDS
from portal.kernel.errors import NotFound
from portal.ratings import scheme_words
from portal.ratings.rules import SchemeState
from portal.ratings.scheme_comparing import differences_of
from portal.ratings.scheme_files import offered_schemes
from portal.web.guards import public
from portal.web.htmx import page

scheme_pages = Blueprint("schemes", __name__, url_prefix="/ratings/schemes")


@scheme_pages.get("/")
@public
def list_schemes() -> ResponseReturnValue:
    """Show every scheme that grades somebody here, drafts and shells among them."""
    states = list(SchemeState)
    ordered = sorted(offered_schemes(), key=lambda scheme: states.index(scheme.state))
    return page("ratings/schemes/list.html", schemes=ordered, telling=scheme_words, kinds=KINDS)


@scheme_pages.get("/<string:code>/<string:version>")
@public
def show_scheme(code: str, version: str) -> ResponseReturnValue:
    """Show one version of a scheme and how it differs from the one before."""
    versions = [scheme for scheme in offered_schemes() if scheme.code == code]
    scheme = next((one for one in versions if one.version == version), None)
    if scheme is None:
        raise NotFound(code)
    return page(
        "ratings/schemes/show.html",
        scheme=scheme,
        versions=versions,
        differences=differences_of(scheme),
        telling=scheme_words,
        kinds=KINDS,
    )
