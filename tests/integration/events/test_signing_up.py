"""Signing up, waiting, leaving: no seat is ever given twice."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from portal.events import queries, services
from portal.events.facts import EventSetting
from portal.events.rules import HOLDING, Part, Stage
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import OutOfDate, Refused
from portal.members.queries import list_hours
from tests.factories import joining, members
from tests.factories.joining import DESK, come, make_event

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("come"), st.integers(1, 4)),
        st.tuples(st.just("leave"), st.integers(0, 8)),
        st.tuples(st.just("seats"), st.integers(1, 8)),
    ),
    max_size=14,
)


def test_the_list_is_followed_in_order_and_as_far_as_groups_fit(inside: Flask) -> None:
    slug = make_event(3)
    first, couple, three, one = come(slug), come(slug, 2), come(slug, 3), come(slug)
    assert [x.stage for x in (first, couple, three, one)] == ["confirmed"] * 2 + ["waiting"] * 2
    assert queries.standing_of(one).people_before == 3
    services.cancel_sign_up(couple.reference)
    assert three.stage is Stage.WAITING
    assert one.stage is Stage.CONFIRMED
    assert one.moved_up_at is not None
    lines = [line.action for line in audit.pending() if line.action.startswith("events.")]
    assert lines[-2:] == ["events.left", "events.moved-up"]
    assert "13800000000" not in str([(x.subject, x.after) for x in audit.pending()])


def test_whoever_leaves_is_forgotten_and_leaving_twice_changes_nothing(inside: Flask) -> None:
    slug = make_event(1)
    one = come(slug)
    assert queries.open_person(one) is not None
    for _twice in range(2):
        services.cancel_sign_up(one.reference)
        assert queries.open_person(one) is None
        assert joining.seats_of(slug, queries.get_event) == (0, 1)


def test_a_form_that_is_sent_again_makes_nothing_more(inside: Flask) -> None:
    slug, once = make_event(3), joining.token()
    assert come(slug, 2, once=once) is come(slug, 2, once=once)
    assert joining.seats_of(slug, queries.get_event) == (2, 3)


@given(STEPS)
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_whatever_happens_seats_taken_are_the_people_who_hold_them(
    inside: Flask, steps: list[tuple[str, int]]
) -> None:
    slug = make_event(4)
    made = []
    for verb, number in steps:
        if verb == "come":
            try:
                made.append(come(slug, number))
            except Refused:
                continue
        elif verb == "leave" and number < len(made):
            services.cancel_sign_up(made[number].reference)
        elif verb == "seats":
            setting = EventSetting(number, queries.get_event(slug).closes_at)
            try:
                services.set_event(slug, setting, by=DESK)
            except Refused:
                continue
    event = queries.get_event(slug)
    rows = queries.list_sign_ups(event)
    held = sum(x.people_count for x in rows if x.stage in HOLDING and x.part is Part.GUEST)
    assert held == event.taken_count <= event.seats_count
    assert all(x.people_count > event.free_count for x in queries.list_waiting(event))


def test_the_database_itself_keeps_more_from_being_taken_than_there_is(inside: Flask) -> None:
    slug = make_event(2)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(
            text("UPDATE event_seats SET taken_count = 3 WHERE slug = :slug"), {"slug": slug}
        )


def test_what_is_refused_says_why(inside: Flask) -> None:
    slug = make_event(2)
    refused: dict[str, list[dict[str, Any]]] = {
        "people": [{"people": 0}, {"people": 11}, {"people": 3}],
        "member": [{"part": Part.HELPER, "member": told} for told in ("", "yg-x")],
    }
    for field, several in refused.items():
        for told in several:
            with pytest.raises(Refused) as no:
                come(slug, **told)
            assert no.value.field == field
    come(slug, 2)
    with pytest.raises(Refused, match="还剩 0 个") as full:
        come(slug, waits=False)
    assert full.value.field == "waits"


def test_after_its_time_nobody_comes_and_nobody_leaves(inside: Flask) -> None:
    slug = make_event(2, hours=1)
    one = come(slug)
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        with pytest.raises(Refused, match="截止"):
            come(slug)
        with pytest.raises(Refused, match="已经开始"):
            services.cancel_sign_up(one.reference)
    with time_machine.travel(clock.now() + timedelta(hours=4), tick=False), pytest.raises(Refused):
        come(slug)


def test_an_event_that_is_called_off_takes_nobody_and_says_why(inside: Flask) -> None:
    slug = make_event(2)
    event = queries.get_event(slug)
    with pytest.raises(Refused):
        services.cancel_event(event, reason="", by=DESK)
    services.cancel_event(event, reason="台风", by=DESK)
    with pytest.raises(Refused, match="已经取消"):
        come(slug)
    with pytest.raises(Refused):
        services.cancel_event(event, reason="台风", by=DESK)
    with pytest.raises(Refused):
        services.set_event(slug, EventSetting(5, event.closes_at), by=DESK)


def test_two_at_the_desk_do_not_overwrite_each_other(inside: Flask) -> None:
    slug = make_event(2)
    come(slug, 2)
    closes_at = queries.get_event(slug).closes_at
    services.set_event(slug, EventSetting(5, closes_at), by=DESK, seen=0)
    with pytest.raises(OutOfDate):
        services.set_event(slug, EventSetting(6, closes_at), by=DESK, seen=0)
    for setting in (
        EventSetting(1, closes_at),
        EventSetting(0, closes_at),
        EventSetting(5, closes_at + timedelta(days=1)),
    ):
        with pytest.raises(Refused):
            services.set_event(slug, setting, by=DESK)


def test_who_came_is_noted_and_contacts_are_erased_in_time(inside: Flask) -> None:
    slug = make_event(3, hours=1)
    guest, gone = come(slug), come(slug)
    event = queries.get_event(slug)
    with pytest.raises(Refused, match="还没有开始"):
        services.note_attendance(event, came=[], minutes=None, by=DESK)
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        services.note_attendance(event, came=[guest.reference], minutes=90, by=DESK)
        assert (guest.stage, gone.stage) == (Stage.ATTENDED, Stage.ABSENT)
        assert guest.minutes_count is None
        with pytest.raises(Refused):
            services.note_attendance(event, came=[], minutes=0, by=DESK)
        assert services.erase_old_contacts(by=DESK) == 0
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        assert queries.count_due() == 2
        assert services.erase_old_contacts(by=DESK) == 2
        assert queries.open_person(guest) is None
        assert services.erase_old_contacts(by=DESK) == 0


def test_whoever_helps_takes_no_seat_and_has_the_hours_written_down(inside: Flask) -> None:
    member = members.make_member()
    slug = make_event(1, hours=1)
    come(slug)
    helper = come(slug, part=Part.HELPER, member=member.card)
    assert joining.seats_of(slug, queries.get_event) == (1, 1)
    event = queries.get_event(slug)
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        for _twice in range(2):
            services.note_attendance(event, came=[helper.reference], minutes=90, by=DESK)
        (hours,) = list_hours(member)
        assert (hours.minutes_count, hours.source) == (90, f"event:{slug}")
        services.note_attendance(event, came=[], minutes=90, by=DESK)
        assert helper.minutes_count is None
