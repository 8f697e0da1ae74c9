"""Results for everybody."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.sampling import queries, telling
from portal.sampling.facets import facets_of, total_of
from portal.sampling.nothing import Nothing, ways_on
from portal.sampling.panels import ROW_NOTES
from portal.sampling.search import ORDERS, ResultSearch
from portal.sampling.words import RESULT_MARKS, RESULTS, STAGES
from portal.web.guards import public
from portal.web.htmx import page

sampling_pages = Blueprint("sampling", __name__)


@sampling_pages.get("/sampling/")
@public
def list_results() -> ResponseReturnValue:
    """Let anyone search the results."""
    search = ResultSearch.read(request.args)
    if search.unknown:
        return page("sampling/unknown.html", unknown=search.unknown, status=400)
    after, before = request.args.get("after"), request.args.get("before")
    found = queries.page_of_results(search.wanted, order=search.order, after=after, before=before)
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
        telling=telling,
        words={"results": RESULTS, "marks": RESULT_MARKS, "stages": STAGES},
    )
