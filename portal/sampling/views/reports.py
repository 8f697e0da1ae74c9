"""What came of a table, row by row: the same spreadsheet with reasons, and one row as it was."""

from collections.abc import Iterator

from flask import Response, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.permissions import Permission
from portal.sampling import queries, reporting, services
from portal.sampling.queries import sources
from portal.sampling.views.imports import sampling_desk
from portal.web.guards import requires
from portal.web.htmx import page, refresh

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(parts: Iterator[bytes], media_type: str, name: str) -> Response:
    answer = Response(parts, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@sampling_desk.get("/imports/<string:reference>/report.xlsx")
@requires(Permission.SAMPLING_IMPORT)
def download_report(reference: str) -> ResponseReturnValue:
    """Give the same spreadsheet back, with what became of each row."""
    brought = queries.get_import(reference)
    parts = stream_with_context(reporting.report_as_workbook(brought.reference))
    return _file(parts, XLSX, f"report-{brought.reference}.xlsx")


@sampling_desk.get("/imports/<string:reference>/report.csv")
@requires(Permission.SAMPLING_IMPORT)
def download_report_csv(reference: str) -> ResponseReturnValue:
    """Give every row back as one table of text, with what became of it."""
    brought = queries.get_import(reference)
    parts = reporting.parts_of(reporting.report_as_csv(brought))
    return _file(parts, CSV, f"report-{brought.reference}.csv")


@sampling_desk.get("/imports/<string:reference>/rows/<int:position>/<int:line>")
@requires(Permission.SAMPLING_IMPORT)
def show_row(reference: str, position: int, line: int) -> ResponseReturnValue:
    """Show one row as it stood in the file, cell by cell, and why it was sent back."""
    brought = queries.get_import(reference)
    sheet = sources.get_sheet(brought, position)
    return page(
        "sampling/desk/row.html",
        brought=brought,
        sheet=sheet,
        line=line,
        cells=reporting.cells_of(sheet, line),
        result=reporting.Told(brought, sheet).of(line),
    )


@sampling_desk.post("/imports/<string:reference>/cancel")
@requires(Permission.SAMPLING_IMPORT)
def cancel_import(reference: str) -> ResponseReturnValue:
    """Call off the check of a table; nothing of it is kept."""
    brought = queries.get_import(reference)
    services.cancel_import(brought, by=current_user.actor)
    return refresh(url_for(".show_import", reference=brought.reference))
