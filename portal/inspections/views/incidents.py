"""The desk of incidents: one records, another one confirms; what was wrong is withdrawn."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.enterprises import queries as enterprises
from portal.enterprises.models import Enterprise
from portal.inspections.incidents import queries, services
from portal.inspections.incidents.forms import DecisionForm, IncidentForm
from portal.inspections.incidents.rules import IncidentStage
from portal.inspections.incidents.words import KINDS, MARKS, REFUSALS, STAGES
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.web.guards import requires
from portal.web.htmx import page, refresh

incidents_desk = Blueprint("incidents_desk", __name__, url_prefix="/desk/incidents")


@incidents_desk.get("/")
@requires(Permission.PENALTY_READ)
def list_incidents() -> ResponseReturnValue:
    """Show what happened, of one enterprise where named, and take a new one."""
    form = IncidentForm(formdata=None)
    form.enterprise.data = request.args.get("enterprise", "")[:40]
    return _incidents(form)


@incidents_desk.post("/")
@requires(Permission.ENTERPRISE_EDIT)
def record_incident() -> ResponseReturnValue:
    """Record what happened."""
    form = IncidentForm()
    if not form.validate():
        return _incidents(form, 422)
    try:
        services.record_incident(
            _meant(form.enterprise.data or ""),
            kind=form.chosen,
            happened_on=form.happened_on.data,
            detail=form.detail.data or "",
            document=form.document.data or "",
            by=current_user.actor,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _incidents(form, 422)
    return refresh(url_for(".list_incidents"))


@incidents_desk.get("/<string:reference>")
@requires(Permission.PENALTY_READ)
def show_incident(reference: str) -> ResponseReturnValue:
    """Show one incident with what can be done about it."""
    return _incident(reference, DecisionForm(formdata=None))


@incidents_desk.post("/<string:reference>/confirmation")
@requires(Permission.RATING_PUBLISH)
def confirm_incident(reference: str) -> ResponseReturnValue:
    """Confirm, as the second person, that it happened."""
    services.confirm_incident(queries.get_incident(reference), by=current_user.actor)
    return refresh(url_for(".show_incident", reference=reference))


@incidents_desk.post("/<string:reference>/refusal")
@requires(Permission.RATING_PUBLISH)
def refuse_incident(reference: str) -> ResponseReturnValue:
    """Do not confirm it."""
    incident, form = queries.get_incident(reference), DecisionForm()
    if not form.validate():
        return _incident(reference, form, 422)
    services.refuse_incident(incident, reason=form.reason.data or "", by=current_user.actor)
    return refresh(url_for(".show_incident", reference=reference))


@incidents_desk.post("/<string:reference>/withdrawal")
@requires(Permission.RATING_PUBLISH)
def withdraw_incident(reference: str) -> ResponseReturnValue:
    """Take back what turned out wrong."""
    incident, form = queries.get_incident(reference), DecisionForm()
    if not form.validate():
        return _incident(reference, form, 422)
    services.withdraw_incident(incident, reason=form.reason.data or "", by=current_user.actor)
    return refresh(url_for(".show_incident", reference=reference))


def _meant(key: str) -> Enterprise:
    found = enterprises.find_enterprise(key)
    if found is None:
        raise Refused(REFUSALS["enterprise_unknown"], field="enterprise")
    return found


def _incidents(form: IncidentForm, status: int = 200) -> ResponseReturnValue:
    named = enterprises.find_enterprise(form.enterprise.data or "")
    return page(
        "inspections/desk/incidents.html",
        status=status,
        form=form,
        named=named,
        incidents=queries.list_incidents(enterprise_id=named.id if named else None),
        waiting=queries.count_waiting(),
        may_record=current_user.may(Permission.ENTERPRISE_EDIT),
        kinds=KINDS,
        stages=STAGES,
        marks=MARKS,
    )


def _incident(reference: str, form: DecisionForm, status: int = 200) -> ResponseReturnValue:
    incident = queries.get_incident(reference)
    return page(
        "inspections/desk/incident.html",
        status=status,
        form=form,
        incident=incident,
        is_waiting=incident.stage is IncidentStage.RECORDED,
        is_confirmed=incident.stage is IncidentStage.CONFIRMED,
        kinds=KINDS,
        stages=STAGES,
        marks=MARKS,
    )
