"""How to reach whoever asked for a visit is forgotten in time, at once when they call it off."""

from datetime import timedelta

import time_machine
from flask import Flask

from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.visits import queries, services
from portal.visits.forgetting import erase_old_contacts
from portal.visits.models import BaseBooking, BaseDay, Visit
from portal.visits.rules import BookingStage, VisitWish
from tests.factories.joining import token

CONTACT = "示例老师 13800000000"


def ask(days: int) -> Visit:
    day = clock.today() + timedelta(days=days)
    wish = VisitWish("示例小学", "学校", "330302006", "示例路 2 号", day, 40, "示例", CONTACT)
    return services.keep_request(wish, once=token())


def test_contacts_are_forgotten_in_time_and_not_before(inside: Flask) -> None:
    visit, later = ask(2), ask(60)
    day = BaseDay(
        base="lab", open_on=clock.today(), hours="9:00–11:00", quota_count=9, taken_count=0
    )
    booking = BaseBooking(
        reference="jd-example",
        day=day,
        people_count=2,
        sealed_contact=keyring().seal(queries.CONTACT, CONTACT, context="jd-example"),
        stage=BookingStage.BOOKED,
        booked_at=clock.now(),
    )
    db.session.add_all([day, booking])
    db.session.flush()
    assert queries.open_contact(booking) == CONTACT
    assert erase_old_contacts(by=SYSTEM) == 0
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        assert erase_old_contacts(by=SYSTEM) == 2
        assert erase_old_contacts(by=SYSTEM) == 0
    assert queries.open_contact(visit) == queries.open_contact(booking) == ""
    assert queries.open_contact(later) == CONTACT


def test_whoever_calls_a_visit_off_is_forgotten_at_once(inside: Flask) -> None:
    visit = ask(2)
    services.cancel_visit(visit)
    assert queries.open_contact(visit) == ""
