"""Results for everybody."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from portal.sampling import listing, queries
from portal.sampling.facets import all_answers, facets_of, further_answers, total_of
from portal.sampling.filters import FILTERS
from portal.sampling.nothing import Nothing, ways_on
from portal.sampling.panels import ROW_NOTES
from portal.sampling.search import ORDERS, ResultSearch
from portal.web.guards import public
from portal.web.htmx import page, wants_fragment

sampling_pages = Blueprint("sampling", __name__)


@sampling_pages.get("/sampling/")
@public
def list_results() -> ResponseReturnValue:
    """Let anyone search the results."""
    search = ResultSearch.read(request.args)
    if search.unknown:
        return page("sampling/unknown.html", unknown=search.unknown, status=400)
    after, before = request.args.get("after"), request.args.get("before")
    found = queries.page_of_listed(search.wanted, order=search.order, after=after, before=before)
    facets = facets_of(search)
    return page(
        "sampling/list.html",
        fragment="sampling/_finding.html",
        search=search,
        found=found,
        total=total_of(facets),
        facets=facets,
        ways=Nothing() if found.items or search.is_empty else ways_on(search, facets),
        orders=ORDERS,
        notes=ROW_NOTES.collect(found.items),
        lines=listing.in_words(found.items),
    )


@sampling_pages.get("/sampling/answers/<string:name>")
@public
def list_answers(name: str) -> ResponseReturnValue:
    """List every answer of one filter of a search; to the list itself, those it has not."""
    asked = next((one for one in FILTERS if one.name == name), None) or abort(404)
    search = ResultSearch.read(request.args)
    if search.unknown:
        return page("sampling/unknown.html", unknown=search.unknown, status=400)
    answers = further_answers if wants_fragment() else all_answers
    return page(
        "sampling/answers.html",
        fragment="sampling/_further_answers.html",
        search=search,
        facet=answers(asked, search),
    )
