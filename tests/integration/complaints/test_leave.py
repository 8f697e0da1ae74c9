"""Leave: a deputy has the open cases meanwhile; and the digest of every morning."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask

from portal.complaints import queue, services
from portal.complaints.models import LateDigest
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, Refused
from tests.factories.accounts import make_account
from tests.factories.complaints import INTAKE, make_assigned, make_handler


def tomorrow() -> date:
    return clock.today() + timedelta(days=1)


def test_a_deputy_has_the_open_cases_and_gives_back_what_is_still_open(inside: Flask) -> None:
    case, handler = make_assigned()
    given, deputy = make_assigned()[0], make_handler()
    services.assign_case(given, handler=handler, by=handler)
    today = clock.today()
    leave = services.mark_leave(
        handler, deputy=deputy, from_on=today, until_on=tomorrow(), by=handler
    )
    assert {case.handler_id, given.handler_id} == {deputy.id}
    services.assign_case(given, handler=make_handler(), by=deputy)
    with pytest.raises(Refused):
        services.mark_leave(handler, deputy=deputy, from_on=today, until_on=today, by=handler)
    with pytest.raises(NotAllowed):
        services.end_leave(leave, by=deputy)
    (away,) = [load for load in queue.list_loads(INTAKE) if load.handler.id == handler.id]
    assert away.leave is leave
    services.end_leave(leave, by=handler)
    services.end_leave(leave, by=handler)
    assert case.handler_id == handler.id
    assert given.handler_id not in {handler.id, deputy.id}


@pytest.mark.parametrize("is_first", [True, False], ids=["handed-first", "own-first"])
def test_a_matter_joined_during_leave_stays_in_one_hand(inside: Flask, is_first: bool) -> None:
    one, handler = make_assigned()
    other, deputy = make_assigned()
    handed, own = (one, other) if is_first else (other, one)
    away, stands_in = (handler, deputy) if is_first else (deputy, handler)
    leave = services.mark_leave(
        away, deputy=stands_in, from_on=clock.today(), until_on=tomorrow(), by=away
    )
    assert services.join_cases(handed, own, by=stands_in) is one
    services.end_leave(leave, by=away)
    assert {handed.handler_id, own.handler_id} == {handler.id}


def test_the_day_begins_and_ends_leaves_and_makes_one_digest(inside: Flask) -> None:
    case, handler = make_assigned()
    deputy, leader = make_handler(), make_account("department-leader", department=INTAKE)
    db.session.flush()
    first, last = clock.today() + timedelta(days=40), clock.today() + timedelta(days=41)
    services.mark_leave(handler, deputy=deputy, from_on=first, until_on=last, by=leader)
    assert services.keep_leaves() == (0, 0)
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        assert services.keep_leaves() == (1, 0)
        assert case.handler_id == deputy.id
        assert (services.make_digests(), services.make_digests()) == (1, 0)
        digest = db.session.query(LateDigest).one()
        assert (digest.late_count, digest.numbers) == (1, [case.reference])
        with pytest.raises(NotAllowed):
            services.acknowledge_digest(digest, by=handler)
        services.acknowledge_digest(digest, by=leader)
        assert digest.seen_by == leader.username
    with time_machine.travel(clock.now() + timedelta(days=43), tick=False):
        assert services.keep_leaves() == (0, 1)
        assert case.handler_id == handler.id


def test_leave_needs_days_to_come_and_a_colleague(inside: Flask) -> None:
    handler, far = make_handler(), make_handler("agriculture")
    today = clock.today()
    for deputy, from_on, until_on in (
        (far, today, today), (None, today, today), (handler, today, today),
        (make_handler(), today - timedelta(days=1), today), (make_handler(), tomorrow(), today),
    ):  # fmt: skip
        with pytest.raises(Refused):
            services.mark_leave(
                handler, deputy=deputy, from_on=from_on, until_on=until_on, by=handler
            )
    with pytest.raises(NotAllowed):
        services.mark_leave(handler, deputy=far, from_on=today, until_on=today, by=far)
