"""Public figures of complaints, reports and tips."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from portal.complaints.statistics import newest_year
from portal.complaints.statistics.report import HEADER, Report, document_of, rows_of
from portal.complaints.views.filing import FIRST_YEAR, complaints_pages
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.web.downloads import csv_answer
from portal.web.guards import public
from portal.web.htmx import page

__all__ = ["complaints_pages"]


def _asked_year() -> int:
    this_year = clock.today().year
    asked = request.args.get("year", str(newest_year()))
    known = {str(one): one for one in range(FIRST_YEAR, this_year + 1)}
    year = known.get(asked)
    if year is None:
        raise NotFound("year")
    return year


@complaints_pages.get("/statistics")
@public
def show_statistics() -> ResponseReturnValue:
    """Show how many, how quickly, and how it ended; small figures are kept back."""
    years = range(clock.today().year, FIRST_YEAR - 1, -1)
    return page("complaints/statistics.html", report=Report(_asked_year()), years=years)


@complaints_pages.get("/statistics/<string:table>.csv")
@public
def download_statistics(table: str) -> ResponseReturnValue:
    """Let anyone take one table of the figures."""
    report = Report(_asked_year())
    found = report.find_table(table)
    if found is None:
        raise NotFound(table)
    return csv_answer(f"complaints-{report.year}-{table}", HEADER, rows_of(found, report.until_on))


@complaints_pages.get("/statistics.json")
@public
def download_figures() -> ResponseReturnValue:
    """Give the figures to programmes."""
    return jsonify(document_of(Report(_asked_year())))
