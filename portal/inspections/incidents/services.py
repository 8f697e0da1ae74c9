"""Recording, confirming and withdrawing incidents. Callers commit."""

import secrets
from datetime import date

from portal.enterprises import facts
from portal.enterprises import rules as enterprise_rules
from portal.enterprises.models import Enterprise
from portal.inspections.incidents import queries
from portal.inspections.incidents.models import Incident
from portal.inspections.incidents.rules import INCIDENT_LIFECYCLE, IncidentKind, IncidentStage
from portal.inspections.incidents.words import REFUSALS
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused

LONGEST_DETAIL, LONGEST_DOCUMENT, LONGEST_REASON = 300, 200, 300
BECAUSE = "撤回的情形：{reference}"


def record_incident(
    enterprise: Enterprise,
    *,
    kind: IncidentKind,
    happened_on: date,
    detail: str,
    document: str,
    by: Actor,
) -> Incident:
    """Record what happened; no grade counts it until a second person has confirmed it.

    Raises Refused with the field: a day in the future, nothing told, no document, told before.
    """
    told = enterprise_rules.plain(detail)[:LONGEST_DETAIL]
    source = enterprise_rules.plain(document)[:LONGEST_DOCUMENT]
    if happened_on > clock.today():
        raise Refused(REFUSALS["in_future"], field="happened_on")
    if not told:
        raise Refused(REFUSALS["detail_missing"], field="detail")
    if not source:
        raise Refused(REFUSALS["document_missing"], field="document")
    hold(enterprise, "merged_into_id")  # of two who tell the same at once, one is told so
    if queries.find_same(enterprise.id, kind, happened_on, source) is not None:
        raise Refused(REFUSALS["known"], field="document")
    incident = Incident(
        reference=f"Q-{secrets.token_hex(5)}",
        enterprise=enterprise,
        kind=kind,
        happened_on=happened_on,
        detail=told,
        document=source,
        stage=IncidentStage.RECORDED,
        recorded_by=by.name,
        recorded_at=clock.now(),
    )
    db.session.add(incident)
    db.session.flush()
    _note("incident.recorded", incident, by)
    return incident


def confirm_incident(incident: Incident, *, by: Actor) -> None:
    """Let it be a fact from today on; raises Refused for whoever recorded it."""
    _check_second_person(incident, by)
    _move(incident, IncidentStage.CONFIRMED, by)
    incident.confirmed_on = clock.today()
    incident.enterprise.changed_at = clock.now()
    _note("incident.confirmed", incident, by)


def refuse_incident(incident: Incident, *, reason: str, by: Actor) -> None:
    """Do not let it be a fact; the reason is required."""
    written = _written(reason)
    _move(incident, IncidentStage.REFUSED, by)
    incident.reason = written
    _note("incident.refused", incident, by)


def withdraw_incident(incident: Incident, *, reason: str, by: Actor) -> None:
    """Take back what turned out wrong: no grade counts it, those that did are derived anew."""
    written = _written(reason)
    _move(incident, IncidentStage.WITHDRAWN, by)
    incident.reason = written
    incident.enterprise.changed_at = clock.now()
    db.session.flush()
    _note("incident.withdrawn", incident, by)
    because = BECAUSE.format(reference=incident.reference)
    facts.changed([incident.enterprise_id], because=because)


def _check_second_person(incident: Incident, by: Actor) -> None:
    if incident.recorded_by == by.name:
        raise Refused(REFUSALS["own_work"])


def _move(incident: Incident, wanted: IncidentStage, by: Actor) -> None:
    hold(incident, "stage")
    INCIDENT_LIFECYCLE.check(incident.stage, wanted)
    incident.stage, incident.decided_by, incident.decided_at = wanted, by.name, clock.now()


def _written(reason: str) -> str:
    written = enterprise_rules.plain(reason)[:LONGEST_REASON]
    if not written:
        raise Refused(REFUSALS["reason_missing"], field="reason")
    return written


def _note(action: str, incident: Incident, by: Actor) -> None:
    after = {"stage": incident.stage, "kind": incident.kind}
    audit.record(action, subject=f"incident:{incident.reference}", by=by, after=after)
