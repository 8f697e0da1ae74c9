"""An incident counts for a grade once two people stand for it, and no longer than it holds."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.enterprises import facts
from portal.enterprises.models import Enterprise, Licence
from portal.enterprises.rules import EnterpriseKind
from portal.inspections.incidents import queries, services
from portal.inspections.incidents.models import Incident
from portal.inspections.incidents.rules import INCIDENT_LIFECYCLE, IncidentKind, IncidentStage
from portal.kernel import audit
from portal.kernel.audit import SYSTEM, Actor
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.ratings.deriving_many import derive_many, propose_derived
from portal.ratings.models import Rating
from portal.ratings.rules import Stage
from tests.factories.enterprises import make_enterprise
from tests.factories.ratings import scheme

TODAY = date(2026, 11, 22)
FIRST = Actor(kind="staff", name="first-1", role="data-officer")
SECOND = Actor(kind="staff", name="second-1", role="reviewer")


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel(f"{TODAY} 02:00:00 +0000", tick=False):
        yield


@pytest.fixture
def shop(inside: Flask) -> Enterprise:
    """Return a shop licensed for long, of which nothing bad is known."""
    found = make_enterprise("示例生鲜店", kind=EnterpriseKind.SELLER)
    licence = Licence(
        kind="food-trade", number="JY1", valid_from=date(2020, 1, 1), enterprise=found
    )
    db.session.add(licence)
    db.session.flush()
    return found


def recorded(shop: Enterprise, **told: Any) -> Incident:
    usual: dict[str, Any] = {
        "kind": IncidentKind.ACCIDENT,
        "happened_on": date(2026, 11, 2),
        "detail": "示例：一起食源性疾病，12 人就诊",
        "document": "示例食安调〔2026〕3 号",
    }
    return services.record_incident(shop, **{**usual, **told}, by=FIRST)


def kinds_of(shop: Enterprise, on: date = TODAY) -> list[str]:
    wanted = {kind.value for kind in IncidentKind}
    return [fact.kind for fact in facts.facts_of([shop.id], on)[shop.id] if fact.kind in wanted]


def level_of(shop: Enterprise) -> str:
    ((_number, found),) = derive_many(scheme("demonstration"), [shop.id], TODAY)
    return found.level.code if found.level else "-"


@pytest.mark.parametrize("kind", IncidentKind)
def test_it_is_a_fact_with_its_source_once_a_second_person_confirmed_it(
    shop: Enterprise, kind: IncidentKind
) -> None:
    incident = recorded(shop, kind=kind)
    assert kinds_of(shop) == []
    with pytest.raises(Refused):
        services.confirm_incident(incident, by=FIRST)
    services.confirm_incident(incident, by=SECOND)
    assert kinds_of(shop) == [kind.value]
    assert kinds_of(shop, date(2026, 11, 21)) == []  # nobody had established it then
    (fact,) = (one for one in facts.facts_of([shop.id], TODAY)[shop.id] if one.kind == kind.value)
    assert (fact.on, fact.source.document) == (date(2026, 11, 2), "示例食安调〔2026〕3 号")


@pytest.mark.parametrize("kind", IncidentKind)
def test_the_demonstration_scheme_counts_each_kind(shop: Enterprise, kind: IncidentKind) -> None:
    before = level_of(shop)
    services.confirm_incident(recorded(shop, kind=kind), by=SECOND)
    assert level_of(shop) != before


def test_what_is_withdrawn_counts_for_nothing_and_grades_are_derived_anew(
    shop: Enterprise,
) -> None:
    incident = recorded(shop, kind=IncidentKind.RECALL)
    services.confirm_incident(incident, by=SECOND)
    propose_derived(scheme("demonstration"), TODAY, by=SYSTEM)
    services.withdraw_incident(incident, reason="示例：认定有误", by=SECOND)
    assert kinds_of(shop) == []
    old, new = db.session.scalars(select(Rating).order_by(Rating.id)).all()
    assert (old.stage, new.stage) == (Stage.SUSPENDED, Stage.PROPOSED)
    assert old.level != new.level
    assert incident.reference in new.basis
    actions = [line.action for line in audit.pending()]
    assert {"incident.recorded", "incident.confirmed", "incident.withdrawn"} <= set(actions)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"happened_on": date(2026, 11, 23)}, "happened_on"),
        ({"detail": " \x00"}, "detail"),
        ({"document": ""}, "document"),
    ],
)
def test_an_incident_says_when_what_and_by_which_document(
    shop: Enterprise, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        recorded(shop, **told)
    assert refused.value.field == field


def test_the_same_is_not_told_twice_unless_it_was_refused(shop: Enterprise) -> None:
    incident = recorded(shop)
    with pytest.raises(Refused) as refused:
        recorded(shop)
    assert refused.value.field == "document"
    with pytest.raises(Refused):
        services.refuse_incident(incident, reason=" ", by=SECOND)
    services.refuse_incident(incident, reason="示例：没有这回事", by=SECOND)
    assert recorded(shop).stage is IncidentStage.RECORDED
    assert [one.stage for one in queries.list_incidents(stage=IncidentStage.REFUSED)] == ["refused"]
    assert queries.count_waiting() == 1


STEPS = {
    IncidentStage.CONFIRMED: lambda one: services.confirm_incident(one, by=SECOND),
    IncidentStage.REFUSED: lambda one: services.refuse_incident(one, reason="示例", by=SECOND),
    IncidentStage.WITHDRAWN: lambda one: services.withdraw_incident(one, reason="示例", by=SECOND),
}


@pytest.mark.parametrize("wanted", STEPS)
@pytest.mark.parametrize("stage", IncidentStage)
def test_every_cell_of_the_table_holds(
    shop: Enterprise, stage: IncidentStage, wanted: IncidentStage
) -> None:
    incident = recorded(shop)
    incident.stage = stage
    db.session.flush()
    if wanted in INCIDENT_LIFECYCLE.next_stages(stage):
        STEPS[wanted](incident)
        assert incident.stage is wanted
    else:
        with pytest.raises(MoveRefused):
            STEPS[wanted](incident)


def test_an_unknown_incident_is_not_found(inside: Flask) -> None:
    with pytest.raises(NotFound):
        queries.get_incident("Q-\x000")
