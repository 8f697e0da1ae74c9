"""Correcting and withdrawing public results, on the desk."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.sampling import history, queries, services, telling
from portal.sampling.forms import CorrectionForm, ReasonForm
from portal.sampling.models import SampleBatch
from portal.sampling.queries import versions
from portal.sampling.views.imports import sampling_desk
from portal.web.guards import requires
from portal.web.htmx import page, refresh


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
        differences=versions.differences(batch),
        history=history,
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
