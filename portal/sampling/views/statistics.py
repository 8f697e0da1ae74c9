"""Public figures: what was sampled, what was found, what was done about it."""

from flask import request
from flask.typing import ResponseReturnValue

from portal.kernel.errors import NotFound
from portal.sampling import public_figures
from portal.sampling.views.public import sampling_pages
from portal.sampling.words import KINDS
from portal.web.downloads import csv_answer
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.programmes import problem_of


@sampling_pages.get("/sampling/statistics")
@public
def show_statistics() -> ResponseReturnValue:
    """Show the figures of all years, or of one."""
    asked = public_figures.read_year(request.args)
    if asked.unknown:
        return page(
            "sampling/unknown_answer.html",
            unknown=asked.unknown,
            page_name=request.endpoint,
            status=400,
        )
    return page("sampling/statistics.html", report=public_figures.Figures(asked.year), kinds=KINDS)


@sampling_pages.get("/sampling/statistics/<string:table>.csv")
@public
def download_statistics(table: str) -> ResponseReturnValue:
    """Let anyone take one table of the figures."""
    asked = public_figures.read_year(request.args)
    if asked.unknown:
        return problem_of(asked.unknown)
    found = public_figures.find_table(table, asked.year)
    if found is None:
        raise NotFound(table)
    header, rows = found
    return csv_answer(f"sampling-{table}", header, rows)
