"""The desk of inspections: what has to be public by when, publishing early, withdrawing."""

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.inspections import queries, services
from portal.inspections.forms import ChosenForm, WithdrawalForm
from portal.inspections.models import InspectionRecord
from portal.inspections.rules import RecordStage
from portal.inspections.words import KINDS, RESULT_MARKS, RESULTS, STAGES
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page, refresh

inspections_desk = Blueprint("inspections_desk", __name__, url_prefix="/desk/inspections")
WORDS: dict[str, Any] = {
    "kinds": KINDS,
    "results": RESULTS,
    "marks": RESULT_MARKS,
    "stages": STAGES,
}


@inspections_desk.get("/")
@requires(Permission.ENTERPRISE_EDIT)
def list_records() -> ResponseReturnValue:
    """Show the records of one stage, and by when each has to be public."""
    wanted = request.args.get("stage", "")
    stage = RecordStage(wanted) if wanted in set(RecordStage) else None
    found = queries.page_of_records(stage=stage, after=request.args.get("after"))
    return page(
        "inspections/desk/list.html",
        found=found,
        stage=stage,
        counts=queries.count_stages(),
        due={record.id: queries.publication_due(record) for record in found.items},
        form=ChosenForm(),
        **WORDS,
    )


@inspections_desk.post("/publication")
@requires(Permission.RATING_PUBLISH)
def publish_records() -> ResponseReturnValue:
    """Make the ticked records public before their last day."""
    chosen = [queries.get_record(one) for one in ChosenForm().chosen.data or []]
    services.publish_records(chosen, by=current_user.actor)
    return refresh(url_for(".list_records"))


@inspections_desk.get("/<string:reference>")
@requires(Permission.ENTERPRISE_EDIT)
def show_record(reference: str) -> ResponseReturnValue:
    """Show one record to those who keep it."""
    return _show(queries.get_record(reference), WithdrawalForm())


@inspections_desk.post("/<string:reference>/withdrawal")
@requires(Permission.RATING_PUBLISH)
def withdraw_record(reference: str) -> ResponseReturnValue:
    """Take a record off the pages; the reason is kept."""
    record, form = queries.get_record(reference), WithdrawalForm()
    if form.validate_on_submit():
        try:
            services.withdraw_record(record, reason=form.reason.data or "", by=current_user.actor)
            return refresh(url_for(".show_record", reference=reference))
        except Refused as refusal:
            form.refuse(refusal)
    return _show(record, form, status=422)


def _show(record: InspectionRecord, form: WithdrawalForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "inspections/desk/show.html",
        status=status,
        record=record,
        due_on=queries.publication_due(record),
        form=form,
        **WORDS,
    )
