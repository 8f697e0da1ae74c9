"""Bringing tables in, and publishing them: two people's work."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.sampling import queries, services, telling
from portal.sampling.forms import CorrectionForm, PublishForm, ReasonForm, UploadForm
from portal.sampling.models import SampleBatch, SampleImport
from portal.sampling.reading import LARGEST_FILE
from portal.sampling.rules.batches import ImportStage
from portal.sampling.services.publication import SamePerson
from portal.sampling.table import rejections_as_csv
from portal.sampling.words import IMPORT_MARKS, IMPORT_STAGES, RESULT_MARKS, RESULTS, row_reason
from portal.web.guards import requires
from portal.web.htmx import page, refresh, wants_fragment

sampling_desk = Blueprint("sampling_desk", __name__, url_prefix="/desk/sampling")
SHOWN_REJECTIONS = 500
WORDS = {
    "stages": IMPORT_STAGES,
    "stage_marks": IMPORT_MARKS,
    "results": RESULTS,
    "marks": RESULT_MARKS,
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


@sampling_desk.get("/imports")
@requires(Permission.SAMPLING_IMPORT)
def list_imports() -> ResponseReturnValue:
    """Show what was brought in, and take another table."""
    return _imports_page(UploadForm())


@sampling_desk.post("/imports")
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
        **_report(brought),
        seen=seen,
        words=WORDS,
    )


def _progress_mark(brought: SampleImport) -> str:
    done, total = brought.job.progress if brought.job else (0, 0)
    return f"{brought.stage.value}-{done}-{total}"


def _report(brought: SampleImport) -> dict[str, Any]:
    return {
        "brought": brought,
        "is_checking": brought.stage is ImportStage.CHECKING,
        "rejections": queries.list_rejections(brought, limit=SHOWN_REJECTIONS),
        "row_reason": row_reason,
        "counts": queries.count_waiting_by_result(brought),
    }


@sampling_desk.get("/imports/<string:reference>/rejections.csv")
@requires(Permission.SAMPLING_IMPORT)
def download_rejections(reference: str) -> ResponseReturnValue:
    """Give the refused rows as a table, to mend them in the source."""
    brought = queries.get_import(reference)
    lines = rejections_as_csv(queries.list_rejections(brought))
    answer = Response("".join(lines), mimetype="text/csv")
    name = f"rejections-{brought.reference}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@sampling_desk.get("/review")
@requires(Permission.SAMPLING_PUBLISH)
def review_batches() -> ResponseReturnValue:
    """Show what waits for a second person."""
    return page("sampling/desk/review.html", imports=queries.list_waiting_imports(), words=WORDS)


def _review_page(
    brought: SampleImport,
    *,
    publish: PublishForm | None = None,
    back: ReasonForm | None = None,
    status: int = 200,
) -> Response:
    return page(
        "sampling/desk/review_import.html",
        **_report(brought),
        batches=queries.page_of_waiting(brought),
        is_own=brought.imported_by == current_user.username,
        publish_form=publish or PublishForm(prefix="publish"),
        return_form=back or ReasonForm(prefix="return"),
        telling=telling,
        words=WORDS,
        status=status,
    )


@sampling_desk.get("/review/<string:reference>")
@requires(Permission.SAMPLING_PUBLISH)
def review_import(reference: str) -> ResponseReturnValue:
    """Show one import to whoever decides about it."""
    return _review_page(queries.get_import(reference))


@sampling_desk.post("/review/<string:reference>/publish")
@requires(Permission.SAMPLING_PUBLISH)
def publish_import(reference: str) -> ResponseReturnValue:
    """Publish what an import brought."""
    brought, form = queries.get_import(reference), PublishForm(prefix="publish")
    if not form.validate():
        return _review_page(brought, publish=form, status=422)
    try:
        services.publish_import(
            brought,
            announcement_title=form.announcement_title.data or "",
            announcement_number=form.announcement_number.data or "",
            by=current_user.actor,
        )
    except SamePerson as refusal:
        form.refuse(refusal)
        return _review_page(brought, publish=form, status=422)
    return refresh(url_for(".review_import", reference=brought.reference))


@sampling_desk.post("/review/<string:reference>/return")
@requires(Permission.SAMPLING_PUBLISH)
def return_import(reference: str) -> ResponseReturnValue:
    """Send an import back with a reason."""
    brought, form = queries.get_import(reference), ReasonForm(prefix="return")
    if not form.validate():
        return _review_page(brought, back=form, status=422)
    services.return_import(brought, reason=form.reason.data, by=current_user.actor)
    return refresh(url_for(".review_batches"))


def _result_page(
    batch: SampleBatch,
    *,
    correction: CorrectionForm | None = None,
    withdrawal: ReasonForm | None = None,
    status: int = 200,
) -> Response:
    return page(
        "sampling/desk/result.html",
        batch=batch,
        headline=telling.headline(batch),
        correction_form=correction or CorrectionForm.of(batch),
        withdrawal_form=withdrawal or ReasonForm(prefix="withdraw"),
        status=status,
    )


@sampling_desk.get("/results/<string:reference>")
@requires(Permission.SAMPLING_PUBLISH)
def edit_result(reference: str) -> ResponseReturnValue:
    """Show a public result to whoever may correct or withdraw it."""
    return _result_page(queries.get_result(reference))


@sampling_desk.post("/results/<string:reference>/correct")
@requires(Permission.SAMPLING_PUBLISH)
def correct_result(reference: str) -> ResponseReturnValue:
    """Correct a public result; the note goes with it."""
    batch, form = queries.get_result(reference), CorrectionForm()
    if not form.validate():
        return _result_page(batch, correction=form, status=422)
    try:
        services.correct_batch(
            batch, changes=form.changes(), note=form.note.data, by=current_user.actor
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _result_page(batch, correction=form, status=422)
    return refresh(url_for("sampling.show_result", reference=batch.reference))


@sampling_desk.post("/results/<string:reference>/withdraw")
@requires(Permission.SAMPLING_PUBLISH)
def withdraw_result(reference: str) -> ResponseReturnValue:
    """Withdraw a public result; its page then tells why."""
    batch, form = queries.get_result(reference), ReasonForm(prefix="withdraw")
    if not form.validate():
        return _result_page(batch, withdrawal=form, status=422)
    services.withdraw_batch(batch, reason=form.reason.data, by=current_user.actor)
    return refresh(url_for("sampling.list_results"))
