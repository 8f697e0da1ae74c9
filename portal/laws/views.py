"""The register of laws and rules, and one of them."""

from itertools import groupby

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.laws import register, words
from portal.web.guards import public
from portal.web.htmx import page

pages = Blueprint("laws", __name__)
PAGES: tuple[Blueprint, ...] = (pages,)


@pages.get("/laws/")
@public
def list_laws() -> ResponseReturnValue:
    """List the laws and rules, rank by rank."""
    laws = register.list_laws()
    shelves = [(rank, list(several)) for rank, several in groupby(laws, lambda law: law.kind)]
    return page("laws/list.html", shelves=shelves, ranks=words.RANKS, total=len(laws))


@pages.get("/laws/<string:code>")
@public
def show_law(code: str) -> ResponseReturnValue:
    """Tell in plain words what a law says."""
    return page("laws/show.html", law=register.get_law(code), ranks=words.RANKS)
