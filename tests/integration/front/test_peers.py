"""An enterprise beside its nearest peers: near enough, enough of them, or nothing is said."""

from decimal import Decimal
from typing import Any

import time_machine
from flask import Flask

from portal.enterprises import services
from portal.enterprises.models import Enterprise
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus
from portal.front.grades import grade_of
from portal.front.peers import Peers, peers_of, show_peers
from portal.kernel.audit import SYSTEM
from portal.ratings import queries
from tests.factories.enterprises import make_enterprise
from tests.factories.ratings import make_rating

STREET, OTHER = "330302024", "330302023"
SMALLEST = 3


def graded(score: str, level: str, region: str = STREET, **facts: Any) -> Enterprise:
    enterprise = make_enterprise(region_code=region, **facts)
    make_rating(enterprise, score=Decimal(score), level=level, factors=())
    return enterprise


def peers(enterprise: Enterprise) -> Peers | None:
    (rating,) = queries.list_in_force(enterprise.id)
    grade = grade_of(rating)
    assert grade is not None
    return peers_of(enterprise, grade, SMALLEST)


@time_machine.travel("2026-06-01T04:00:00Z")
def test_the_street_comes_first_and_the_place_where_it_has_too_few(inside: Flask) -> None:
    one = graded("36.5", "B")
    for score, level in (("20", "A"), ("31", "B"), ("50", "C")):
        graded(score, level)
    far = graded("70", "D", region=OTHER)
    found = peers(one)
    assert found is not None
    told = (found.count, found.region.code, found.level.code, found.score)
    assert told == (3, STREET, "B", Decimal(31))
    found = peers(far)
    assert found is not None
    assert (found.count, found.region.code, found.score) == (4, "330302", Decimal("33.75"))


@time_machine.travel("2026-06-01T04:00:00Z")
def test_other_kinds_and_closed_ones_are_no_peers(inside: Flask) -> None:
    one = graded("36.5", "B")
    graded("20", "A")
    graded("20", "A", kind=EnterpriseKind.WORKSHOP)
    closed = graded("20", "A")
    services.change_status(closed, status=EnterpriseStatus.CLOSED, by=SYSTEM)
    assert peers(one) is None


@time_machine.travel("2026-06-01T04:00:00Z")
def test_too_few_peers_are_said_and_no_grade_needs_no_peers(inside: Flask) -> None:
    panel = show_peers(graded("36.5", "B"))
    assert panel is not None
    assert panel.facts["smallest"] == 5
    found: Any = panel.facts["found"]
    assert [peers for _grade, peers in found] == [None]
    assert show_peers(make_enterprise()) is None
