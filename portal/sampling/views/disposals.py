"""The board of disposals, for the department that handles them."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.kernel.permissions import Permission
from portal.sampling import queries, remaining, services, telling
from portal.sampling.boards import Board
from portal.sampling.disposal_forms import (
    DisputeForm,
    ExtensionForm,
    NextStepForm,
    ReceiptForm,
    dispute_form_of,
)
from portal.sampling.models import Disposal
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.words import ASKED_BY, DISPOSAL_STAGES, DISPUTE_KINDS, DISPUTE_STAGES
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh

disposal_desk = Blueprint("disposal_desk", __name__, url_prefix="/desk/disposals")
Act = Callable[[], object]


@disposal_desk.get("/")
@requires(Permission.DISPOSAL_RECORD)
def list_disposals() -> ResponseReturnValue:
    """Show failed batches by what is due: overdue, this week, later."""
    board = Board.read(request.args, department=current_user.department)
    if board.unknown:
        return page("sampling/desk/unknown_answer.html", unknown=board.unknown, status=400)
    return page(
        "sampling/desk/disposals.html",
        board=board,
        ended=queries.page_of_ended_disposals(current_user.department),
        stages=DISPOSAL_STAGES,
        telling=telling,
        remaining=remaining,
    )


def forms_of(disposal: Disposal) -> dict[str, BaseForm]:
    """Return every form that makes sense now, by name, in the order of the page."""
    forms: dict[str, BaseForm] = {}
    if disposal.has_ended:
        return forms
    next_step = NextStepForm.of(disposal)
    if next_step.is_offered:
        forms["step"] = next_step
    if disposal.stage is DisposalStage.WAITING:
        forms["receipt"] = ReceiptForm.of(disposal)
    if disposal.stage is DisposalStage.NOTIFIED:
        forms["dispute"] = DisputeForm.of(disposal)
    if disposal.due_on is not None:
        forms["extension"] = ExtensionForm.of(disposal)
    of_dispute = dispute_form_of(disposal.dispute) if disposal.dispute else None
    if of_dispute:
        name, form = of_dispute
        forms = {name: form, **forms}
    return forms


def disposal_page(
    disposal: Disposal, sent: Mapping[str, BaseForm] | None = None, status: int = 200
) -> Response:
    """Show one failed batch; ``sent`` is the form that came back with something to put right."""
    return page(
        "sampling/desk/disposal.html",
        disposal=disposal,
        batch=disposal.batch,
        progress=telling.progress_of(disposal),
        clock=remaining.clock_of(disposal),
        limits=remaining.limits_of(disposal),
        forms={**forms_of(disposal), **(sent or {})},
        sent=next(iter(sent.values())) if sent else None,
        telling=telling,
        words={"kinds": DISPUTE_KINDS, "stages": DISPUTE_STAGES, "asked_by": ASKED_BY},
        status=status,
    )


def answer(disposal: Disposal, name: str, form: BaseForm, act: Act) -> ResponseReturnValue:
    """Do what a form asks and show the disposal again; what is refused comes back in the form."""
    if not form.validate():
        return disposal_page(disposal, {name: form}, status=422)
    try:
        act()
    except MoveRefused:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return disposal_page(disposal, {name: form}, status=422)
    return refresh(url_for("disposal_desk.show_disposal", reference=disposal.batch.reference))


@disposal_desk.get("/<string:reference>")
@requires(Permission.DISPOSAL_RECORD)
def show_disposal(reference: str) -> ResponseReturnValue:
    """Show one failed batch with everything done about it."""
    return disposal_page(queries.get_disposal(reference, department=current_user.department))


@disposal_desk.post("/<string:reference>")
@requires(Permission.DISPOSAL_RECORD)
def record_step(reference: str) -> ResponseReturnValue:
    """Record the next step."""
    disposal = queries.get_disposal(reference, department=current_user.department)
    form = NextStepForm.of(disposal)
    by = current_user.actor
    return answer(disposal, "step", form, lambda: services.take_step(disposal, form.step(), by=by))


@disposal_desk.post("/<string:reference>/receipt")
@requires(Permission.DISPOSAL_RECORD)
def enter_receipt(reference: str) -> ResponseReturnValue:
    """Note when the failing report was received."""
    disposal = queries.get_disposal(reference, department=current_user.department)
    form, by = ReceiptForm.of(disposal), current_user.actor
    return answer(
        disposal,
        "receipt",
        form,
        lambda: services.note_receipt(disposal, received_on=form.received_on.data, by=by),
    )


@disposal_desk.post("/<string:reference>/extension")
@requires(Permission.DISPOSAL_RECORD)
def extend_disposal(reference: str) -> ResponseReturnValue:
    """Put the last day off by a written approval."""
    disposal = queries.get_disposal(reference, department=current_user.department)
    form, by = ExtensionForm.of(disposal), current_user.actor
    return answer(
        disposal,
        "extension",
        form,
        lambda: services.extend_disposal(
            disposal,
            until=form.until.data,
            approved_on=form.approved_on.data,
            document=form.document.data,
            reason=form.reason.data,
            by=by,
        ),
    )
