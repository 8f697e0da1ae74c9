"""What is being done about failed batches, for everybody."""

from flask import request
from flask.typing import ResponseReturnValue

from portal.sampling import queries, remaining, telling
from portal.sampling.disposal_search import DisposalSearch
from portal.sampling.views.public import sampling_pages
from portal.sampling.words import DISPOSAL_STAGES
from portal.web.guards import public
from portal.web.htmx import page


@sampling_pages.get("/sampling/disposals")
@public
def list_disposals() -> ResponseReturnValue:
    """Show every failed batch with where its disposal stands, the overdue ones on request."""
    search = DisposalSearch.read(request.args)
    if search.unknown:
        return page(
            "sampling/unknown_answer.html",
            unknown=search.unknown,
            page_name=request.endpoint,
            status=400,
        )
    return page(
        "sampling/disposals.html",
        search=search,
        found=queries.page_of_public_disposals(search.wanted, after=request.args.get("after")),
        telling=telling,
        remaining=remaining,
        stages=DISPOSAL_STAGES,
    )
