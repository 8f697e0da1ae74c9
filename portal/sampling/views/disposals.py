"""The board of disposals, for the department that handles them."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.sampling import queries, remaining, services, telling
from portal.sampling.forms import StepForm
from portal.sampling.models import Disposal
from portal.sampling.words import DISPOSAL_STAGES
from portal.web.guards import requires
from portal.web.htmx import page, refresh

disposal_desk = Blueprint("disposal_desk", __name__, url_prefix="/desk/disposals")


@disposal_desk.get("")
@requires(Permission.DISPOSAL_RECORD)
def list_disposals() -> ResponseReturnValue:
    """Show the own department's failed batches: what is due first, first."""
    department = current_user.department
    return page(
        "sampling/desk/disposals.html",
        disposals=queries.list_open_disposals(department),
        ended=queries.page_of_ended_disposals(department),
        counts=queries.count_disposals_by_stage(department),
        stages=DISPOSAL_STAGES,
        telling=telling,
        remaining=remaining,
    )


def _disposal_page(disposal: Disposal, form: StepForm, status: int = 200) -> Response:
    return page(
        "sampling/desk/disposal.html",
        disposal=disposal,
        batch=disposal.batch,
        progress=telling.progress_of(disposal),
        clock=remaining.clock_of(disposal),
        form=form,
        telling=telling,
        status=status,
    )


@disposal_desk.get("/<string:reference>")
@requires(Permission.DISPOSAL_RECORD)
def show_disposal(reference: str) -> ResponseReturnValue:
    """Show one failed batch with everything done about it."""
    disposal = queries.get_disposal(reference, department=current_user.department)
    return _disposal_page(disposal, StepForm.after(disposal.stage))


@disposal_desk.post("/<string:reference>")
@requires(Permission.DISPOSAL_RECORD)
def record_step(reference: str) -> ResponseReturnValue:
    """Record the next step."""
    disposal = queries.get_disposal(reference, department=current_user.department)
    form = StepForm.after(disposal.stage)
    if not form.validate():
        return _disposal_page(disposal, form, status=422)
    try:
        services.record_step(
            disposal,
            stage=form.told_stage(),
            done_on=form.done_on.data,
            document=form.document.data or "",
            note=form.note.data or "",
            by=current_user.actor,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _disposal_page(disposal, form, status=422)
    return refresh(url_for(".show_disposal", reference=disposal.batch.reference))
