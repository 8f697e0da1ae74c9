"""The results of inspections, for everybody."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.inspections import queries
from portal.inspections.forms import read_filter
from portal.inspections.rules import PUBLISH_DAYS
from portal.inspections.words import KINDS, RESULT_MARKS, RESULTS
from portal.kernel import clock
from portal.places.profile import current_place
from portal.web.guards import public
from portal.web.htmx import page

inspection_pages = Blueprint("inspections", __name__, url_prefix="/inspections")
WORDS: dict[str, Any] = {"kinds": KINDS, "results": RESULTS, "marks": RESULT_MARKS}


@inspection_pages.get("/")
@public
def list_inspections() -> ResponseReturnValue:
    """Show what inspections found, the newest first."""
    wanted, unknown = read_filter(request.args.to_dict())
    if unknown:
        return page("inspections/unknown.html", unknown=unknown, status=400, **WORDS)
    return page(
        "inspections/list.html",
        found=queries.page_of_public(wanted, after=request.args.get("after")),
        wanted=wanted,
        years=queries.list_years(),
        limit=current_place().parameters.find(PUBLISH_DAYS, on=clock.today()),
        **WORDS,
    )


@inspection_pages.get("/<string:reference>")
@public
def show_inspection(reference: str) -> ResponseReturnValue:
    """Show one inspection: what was looked at, what was found, how it ended."""
    record = queries.get_public_record(reference)
    due_on = queries.publication_due(record)
    return page("inspections/show.html", record=record, due_on=due_on, **WORDS)
