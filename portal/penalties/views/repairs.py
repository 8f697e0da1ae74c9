"""The desk of repair: applications by due date, every condition a question, a second person."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel import clock, sealed_files
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.penalties import services
from portal.penalties.models import RepairCase
from portal.penalties.naming import shown_respondent
from portal.penalties.queries import repairs, subjects
from portal.penalties.repair_forms import (
    DecisionForm,
    FindingsForm,
    PaperForm,
    SupplementForm,
)
from portal.penalties.repair_notices import DECIDED, notice_of
from portal.penalties.rules.repairs import OPEN_STAGES, REPAIR_LIFECYCLE, Channel, RepairStage
from portal.penalties.services.repairs import ROOM
from portal.penalties.words import CHANNELS, REPAIR_MARKS, REPAIR_STAGES
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.sealed_downloads import attachment_answer
from portal.web.steps import take_step

repairs_desk = Blueprint("repairs_desk", __name__, url_prefix="/desk/repairs")
WORDS = {"stages": REPAIR_STAGES, "marks": REPAIR_MARKS, "channels": CHANNELS}


@repairs_desk.get("/")
@requires(Permission.PENALTY_READ)
def list_repairs() -> ResponseReturnValue:
    """Show the applications that wait, the oldest first, and those decided."""
    return page(
        "penalties/desk/repairs.html",
        waiting=repairs.list_repairs(OPEN_STAGES),
        decided=repairs.list_repairs(DECIDED),
        due_for=repairs.due_for,
        shown_respondent=shown_respondent,
        today=clock.today(),
        words=WORDS,
    )


@repairs_desk.get("/new")
@requires(Permission.PENALTY_RECORD)
def begin_application() -> ResponseReturnValue:
    """Ask what an application on paper says."""
    form = PaperForm(about=request.args.get("about", "")[:40])
    return page("penalties/desk/repair_form.html", form=form)


@repairs_desk.post("/new")
@requires(Permission.PENALTY_RECORD)
def enter_application() -> ResponseReturnValue:
    """Enter an application that came on paper."""
    form = PaperForm()
    if form.validate():
        try:
            repair = services.apply_for_repair(
                subjects.get_subject(form.about.data),
                statement=form.statement.data,
                attachments=form.files.checked,
                channel=Channel.PAPER,
                applied_on=form.applied_on.data,
                by=current_user.actor,
            )
            return refresh(url_for(".show_repair", reference=repair.reference))
        except Refused as refusal:
            form.refuse(refusal)
    return page("penalties/desk/repair_form.html", form=form, status=422)


@repairs_desk.get("/<string:reference>")
@requires(Permission.PENALTY_READ)
def show_repair(reference: str) -> ResponseReturnValue:
    """Show one application to those who work on it."""
    return _show(repairs.get_repair(reference))


@repairs_desk.get("/<string:reference>/notice")
@requires(Permission.PENALTY_READ)
def show_notice(reference: str) -> ResponseReturnValue:
    """Show the notice of a decision, to be printed and served."""
    return page("penalties/desk/notice.html", notice=notice_of(repairs.get_repair(reference)))


@repairs_desk.get("/<string:reference>/files/<int:number>")
@requires(Permission.PENALTY_READ)
def download_file(reference: str, number: int) -> ResponseReturnValue:
    """Send a document of an application, to be saved."""
    file = repairs.get_file(repairs.get_repair(reference), number)
    content = sealed_files.read(file.stored_as, key=file.key, room=ROOM)
    return attachment_answer(content, file.media_type)


@repairs_desk.post("/<string:reference>/request")
@requires(Permission.PENALTY_RECORD)
def request_supplement(reference: str) -> ResponseReturnValue:
    """Say what is missing."""
    repair, form = repairs.get_repair(reference), SupplementForm(prefix="request-")

    def ask() -> None:
        services.ask_to_supplement(repair, request=form.statement.data, by=current_user.actor)

    return _take(repair, "request", form, ask)


@repairs_desk.post("/<string:reference>/supplement")
@requires(Permission.PENALTY_RECORD)
def enter_supplement(reference: str) -> ResponseReturnValue:
    """Enter what came in on paper."""
    repair, form = repairs.get_repair(reference), SupplementForm(prefix="supplement-")

    def supplement() -> None:
        told, files = form.statement.data, form.files.checked
        services.supplement_repair(repair, statement=told, attachments=files, by=current_user.actor)

    return _take(repair, "supplement", form, supplement)


@repairs_desk.post("/<string:reference>/verification")
@requires(Permission.PENALTY_RECORD)
def start_verification(reference: str) -> ResponseReturnValue:
    """Take an application up."""
    services.start_verification(repairs.get_repair(reference), by=current_user.actor)
    return refresh(url_for(".show_repair", reference=reference))


@repairs_desk.post("/<string:reference>/findings")
@requires(Permission.PENALTY_RECORD)
def record_findings(reference: str) -> ResponseReturnValue:
    """Answer every condition."""
    repair = repairs.get_repair(reference)
    form = FindingsForm.of(repair)
    codes = [item.code for item in repairs.conditions_for(repair)]

    def answer() -> None:
        found = form.findings(codes)
        services.record_findings(repair, findings=found, by=current_user.actor)

    return _take(repair, "findings", form, answer)


@repairs_desk.post("/<string:reference>/approval")
@requires(Permission.PENALTY_PUBLISH)
def approve_repair(reference: str) -> ResponseReturnValue:
    """Approve: what was public ends at once."""
    return _decide(reference, services.approve_repair)


@repairs_desk.post("/<string:reference>/refusal")
@requires(Permission.PENALTY_PUBLISH)
def decline_repair(reference: str) -> ResponseReturnValue:
    """Decline, with the reason the applicant is told."""
    return _decide(reference, services.decline_repair)


@repairs_desk.post("/<string:reference>/return")
@requires(Permission.PENALTY_PUBLISH)
def return_repair(reference: str) -> ResponseReturnValue:
    """Send an application back to be verified again."""
    services.return_repair(repairs.get_repair(reference), by=current_user.actor)
    return refresh(url_for(".show_repair", reference=reference))


def _decide(reference: str, decide: Callable[..., None]) -> ResponseReturnValue:
    repair, form = repairs.get_repair(reference), DecisionForm(prefix="decision-")

    def told() -> None:
        reason, number = form.reason.data, form.number.data or ""
        decide(repair, reason=reason, number=number, by=current_user.actor)

    return _take(repair, "decision", form, told)


def _take(
    repair: RepairCase, name: str, form: BaseForm, step: Callable[[], None]
) -> ResponseReturnValue:
    """Take one step, or show the page again with what stands in its way."""
    return take_step(
        form,
        step,
        onward=url_for(".show_repair", reference=repair.reference),
        again=lambda: _show(repair, {name: form}, status=422),
    )


def _show(
    repair: RepairCase, sent: dict[str, BaseForm] | None = None, status: int = 200
) -> Response:
    subject = subjects.subject_of(repair)
    return page(
        "penalties/desk/repair.html",
        status=status,
        repair=repair,
        subject=subject,
        respondent=shown_respondent(subject),
        earliest_on=repairs.earliest_for(subject),
        due_on=repairs.due_for(repair),
        conditions=repairs.conditions_for(repair),
        repeat=repairs.find_repeat(repair.penalty) if repair.penalty else None,
        is_own=current_user.username in {repair.verified_by, repair.entered_by},
        moves=REPAIR_LIFECYCLE.next_stages(repair.stage),
        forms=_forms(repair, sent or {}),
        errors=next(iter((sent or {}).values()), None),
        words=WORDS,
    )


def _forms(repair: RepairCase, sent: dict[str, BaseForm]) -> dict[str, BaseForm]:
    """Return the forms of the page, those that were sent as they were sent."""
    forms: dict[str, BaseForm] = {
        "request": SupplementForm(prefix="request-", formdata=None),
        "supplement": SupplementForm(prefix="supplement-", formdata=None),
        "decision": DecisionForm(prefix="decision-", formdata=None),
    }
    if "findings" not in sent and repair.stage is RepairStage.VERIFYING:
        forms["findings"] = FindingsForm.of(repair)
    return {**forms, **sent}
