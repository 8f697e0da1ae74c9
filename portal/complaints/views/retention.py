"""The desk of retention: periods, what a run would remove, holds, certificates."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from portal.complaints.forms.retention import HoldForm, PurgeForm, ReleaseForm, StepForm
from portal.complaints.retention import holding, queries
from portal.complaints.retention.facts import hold_facts, period_facts
from portal.complaints.retention.job import ask_for_purge
from portal.complaints.retention.words import COUNTED, KEPT
from portal.complaints.rules.retention import Kept
from portal.complaints.views.desk import person
from portal.kernel.errors import NotFound, Refused
from portal.kernel.permissions import Permission
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh

retention_pages = Blueprint("retention_desk", __name__, url_prefix="/desk/retention")


def _page(status: int = 200, **tried: BaseForm) -> Response:
    return page(
        "complaints/desk/retention.html",
        status=status,
        periods=[period_facts(kept) for kept in Kept],
        holds=[hold_facts(hold, person()) for hold in queries.list_holds()],
        certificates=queries.list_certificates(),
        kinds=KEPT,
        counted=COUNTED,
        hold_form=tried.get("hold_form") or HoldForm(prefix="hold-"),
        release_form=tried.get("release_form") or ReleaseForm(prefix="release-"),
        step_form=StepForm(),
    )


@retention_pages.get("/")
@requires(Permission.RECORDS_KEEP)
def list_periods() -> ResponseReturnValue:
    """Show periods, holds and certificates, and what a run would remove now (a dry run)."""
    return _page()


@retention_pages.post("/removals")
@requires(Permission.RECORDS_KEEP)
def ask_for_removal() -> ResponseReturnValue:
    """Have everything of one kind removed that is past its period."""
    form = PurgeForm()
    if not form.validate_on_submit() or form.kept.data not in set(Kept):
        raise NotFound("kind")
    ask_for_purge(Kept(form.kept.data), by=person())
    return refresh(url_for(".list_periods"))


@retention_pages.post("/holds")
@requires(Permission.RECORDS_KEEP)
def place_hold() -> ResponseReturnValue:
    """Keep everything of a case from now on."""
    form = HoldForm(prefix="hold-")
    if form.validate_on_submit():
        try:
            holding.place_hold(
                form.reference.data or "", reason=form.reason.data or "", by=person()
            )
            return refresh(url_for(".list_periods"))
        except Refused as refusal:
            form.refuse(refusal)
    return _page(422, hold_form=form)


@retention_pages.post("/holds/<int:hold_id>/confirmation")
@requires(Permission.RECORDS_KEEP)
def confirm_hold(hold_id: int) -> ResponseReturnValue:
    """Confirm a hold somebody else placed, or keep it."""
    holding.confirm_hold(queries.get_hold(hold_id), by=person())
    return refresh(url_for(".list_periods"))


@retention_pages.post("/holds/<int:hold_id>/release-request")
@requires(Permission.RECORDS_KEEP)
def ask_for_release(hold_id: int) -> ResponseReturnValue:
    """Ask for a hold to be lifted."""
    hold, form = queries.get_hold(hold_id), ReleaseForm(prefix="release-")
    if not form.validate_on_submit():
        return _page(422, release_form=form)
    holding.ask_for_release(hold, reason=form.reason.data or "", by=person())
    return refresh(url_for(".list_periods"))


@retention_pages.post("/holds/<int:hold_id>/release")
@requires(Permission.RECORDS_KEEP)
def release_hold(hold_id: int) -> ResponseReturnValue:
    """Lift a hold; a second person does."""
    holding.release_hold(queries.get_hold(hold_id), by=person())
    return refresh(url_for(".list_periods"))


@retention_pages.get("/certificates/<string:number>")
@requires(Permission.RECORDS_KEEP)
def show_certificate(number: str) -> ResponseReturnValue:
    """Show what one run removed: how much of what, never what it said."""
    certificate = queries.get_certificate(number)
    return page(
        "complaints/desk/certificate.html",
        certificate=certificate,
        kind=KEPT[certificate.kept],
        counted=COUNTED,
    )
