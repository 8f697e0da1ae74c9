"""Reads of incidents."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.enterprises import rules as enterprise_rules
from portal.enterprises.facts import Fact, FactSource
from portal.enterprises.holdings import may_hold
from portal.enterprises.standing import among, parts_of
from portal.inspections.incidents.models import Incident
from portal.inspections.incidents.rules import IncidentKind, IncidentStage
from portal.kernel.db import db
from portal.kernel.errors import NotFound

NEWEST = 100
TOLD = frozenset(kind.value for kind in IncidentKind)
# Facts are told in Chinese, as official records are, whatever language is being read.
TITLES = {
    IncidentKind.ACCIDENT: "安全事故",
    IncidentKind.RECALL: "没有按要求召回",
    IncidentKind.OBSTRUCTION: "拒绝、阻碍监督检查",
}


def get_incident(reference: str) -> Incident:
    """Return the incident with this reference; raises NotFound."""
    wanted = enterprise_rules.plain(reference)
    found = db.session.scalar(select(Incident).filter_by(reference=wanted))
    if found is None:
        raise NotFound(wanted)
    return found


def list_incidents(
    *, enterprise_id: int | None = None, stage: IncidentStage | None = None
) -> Sequence[Incident]:
    """Return the newest incidents, of one enterprise and in one stage where named."""
    asked = select(Incident).options(joinedload(Incident.enterprise))
    if enterprise_id is not None:
        asked = asked.where(Incident.enterprise_id == enterprise_id)
    if stage is not None:
        asked = asked.where(Incident.stage == stage)
    return db.session.scalars(asked.order_by(Incident.id.desc()).limit(NEWEST)).all()


def count_waiting() -> int:
    """Return how many wait for a second person."""
    waiting = select(func.count(Incident.id)).where(Incident.stage == IncidentStage.RECORDED)
    return db.session.scalar(waiting) or 0


def find_same(
    enterprise_id: int, kind: IncidentKind, happened_on: date, document: str
) -> Incident | None:
    """Return an incident that says the same and was neither refused nor withdrawn, or None."""
    return db.session.scalar(
        select(Incident).where(
            Incident.enterprise_id == enterprise_id,
            Incident.kind == kind,
            Incident.happened_on == happened_on,
            Incident.document == document,
            Incident.stage.in_((IncidentStage.RECORDED, IncidentStage.CONFIRMED)),
        )
    )


def tell_incidents(enterprise_ids: Sequence[int], on: date) -> Mapping[int, Sequence[Fact]]:
    """Tell what two people had established by a day, with the document that says so."""
    found: dict[int, list[Fact]] = {}
    if not may_hold(Incident, enterprise_ids):
        return found
    for ids in parts_of(enterprise_ids):
        for row in db.session.execute(_TOLD, {"ids": ids}):
            if row.confirmed_on is None or row.confirmed_on > on:
                continue
            source = FactSource(row.document, row.reference)
            detail = f"{TITLES[row.kind]}：{row.detail}"
            fact = Fact(row.kind.value, row.happened_on, None, None, detail, source)
            found.setdefault(row.enterprise_id, []).append(fact)
    return found


_TOLD = select(
    Incident.enterprise_id,
    Incident.kind,
    Incident.happened_on,
    Incident.detail,
    Incident.document,
    Incident.reference,
    Incident.confirmed_on,
).where(among(Incident.enterprise_id), Incident.stage == IncidentStage.CONFIRMED)
