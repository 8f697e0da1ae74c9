"""Bringing tables in; publishing them is somebody else's work."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.sampling import queries, services
from portal.sampling.forms import UploadForm
from portal.sampling.models import SampleImport
from portal.sampling.queries.doubts import count_doubts
from portal.sampling.queries.mappings import list_notes
from portal.sampling.reporting import is_beyond_workbook
from portal.sampling.rules.batches import ImportStage
from portal.sampling.table import rejections_as_csv
from portal.sampling.words import (
    DOUBTS,
    IMPORT_MARKS,
    IMPORT_STAGES,
    RESULT_MARKS,
    RESULTS,
    file_note,
    row_reason,
)
from portal.tables.reading import LARGEST_FILE
from portal.web.guards import requires
from portal.web.htmx import page, refresh, wants_fragment

sampling_desk = Blueprint("sampling_desk", __name__, url_prefix="/desk/sampling")
SHOWN_REJECTIONS = 500
WORDS = {
    "stages": IMPORT_STAGES,
    "stage_marks": IMPORT_MARKS,
    "results": RESULTS,
    "marks": RESULT_MARKS,
    "doubts": DOUBTS,
}


def _imports_page(form: UploadForm, status: int = 200) -> Response:
    return page(
        "sampling/desk/imports.html",
        form=form,
        imports=queries.list_newest_imports(),
        words=WORDS,
        limit=LARGEST_FILE // 1024 // 1024,
        status=status,
    )


@sampling_desk.get("/imports/")
@requires(Permission.SAMPLING_IMPORT)
def list_imports() -> ResponseReturnValue:
    """Show what was brought in, and take another table."""
    return _imports_page(UploadForm())


@sampling_desk.post("/imports/")
@requires(Permission.SAMPLING_IMPORT)
def upload_import() -> ResponseReturnValue:
    """Take a table; it is checked in the background."""
    form = UploadForm()
    if not form.validate():
        return _imports_page(form, status=422)
    try:
        brought = services.receive_file(
            content=form.file.data.read(),
            file_name=form.file.data.filename or "",
            domain=form.told_domain(),
            source_name=form.source_name.data or "",
            by=current_user.actor,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _imports_page(form, status=422)
    return refresh(url_for(".show_import", reference=brought.reference))


@sampling_desk.get("/imports/<string:reference>")
@requires(Permission.SAMPLING_IMPORT)
def show_import(reference: str) -> ResponseReturnValue:
    """Show how far a check is, then what came of it."""
    brought = queries.get_import(reference)
    seen = _progress_mark(brought)
    if wants_fragment() and request.args.get("seen") == seen:
        return "", 204
    return page(
        "sampling/desk/import.html",
        fragment="sampling/desk/_report.html",
        **report_of(brought),
        seen=seen,
        words=WORDS,
    )


def _progress_mark(brought: SampleImport) -> str:
    done, total = brought.job.progress if brought.job else (0, 0)
    is_silent = brought.job is not None and brought.job.is_silent
    return f"{brought.stage.value}-{done}-{total}{'-silent' if is_silent else ''}"


def report_of(
    brought: SampleImport, *, rejections_at: str = "sampling_desk.download_rejections"
) -> dict[str, Any]:
    """Return what the report of an import shows; ``rejections_at`` gives its refused rows."""
    return {
        "brought": brought,
        "rejections_at": rejections_at,
        "is_checking": brought.stage is ImportStage.CHECKING,
        "rejections": queries.list_rejections(brought, limit=SHOWN_REJECTIONS),
        "row_reason": row_reason,
        "notes": [file_note(one.code, one.facts) for one in list_notes(brought)],
        "counts": queries.count_waiting_by_result(brought),
        "doubts": count_doubts(brought),
        "is_beyond_workbook": is_beyond_workbook(brought),
    }


@sampling_desk.get("/imports/<string:reference>/rejections.csv")
@requires(Permission.SAMPLING_IMPORT)
def download_rejections(reference: str) -> ResponseReturnValue:
    """Give the refused rows as a table, to mend them in the source."""
    return rejections_of(queries.get_import(reference))


def rejections_of(brought: SampleImport) -> Response:
    """Return the refused rows of an import as a file."""
    lines = rejections_as_csv(queries.list_rejections(brought))
    answer = Response("".join(lines), mimetype="text/csv")
    name = f"rejections-{brought.reference}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
