"""What readers open of a series: its parts, in order."""

from flask.typing import ResponseReturnValue

from portal.science.queries.series import get_series
from portal.science.views.public import public_pages
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.locale import language


@public_pages.get("/series/<string:series>")
@public
def show_series(series: str) -> ResponseReturnValue:
    """Show the parts of a series in their order."""
    name, parts = get_series(series, language())
    return page("science/series.html", name=name, parts=parts)
