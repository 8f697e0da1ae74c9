"""From booking to result: no test is promised twice, nobody releases what is their own."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from flask import Flask

from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.walkins import policy, queries, services
from portal.walkins.facts import ResultFacts
from portal.walkins.rules import Finding, Stage
from tests.crowd import Deed, at_once, kept
from tests.factories import walkins as factory
from tests.factories.accounts import make_account
from tests.factories.joining import token
from tests.factories.walkins import DESK, book, make_slot

PEOPLE = 8


def test_of_eight_who_want_the_last_test_one_gets_it(app: Flask) -> None:
    reference = kept(app, lambda: make_slot(1).reference)

    def look() -> Deed:
        return partial(book, queries.get_slot(reference))

    assert sum(at_once(app, [look] * PEOPLE)) == 1
    with app.app_context():
        slot = queries.get_slot(reference)
        assert (slot.taken_count, slot.seats_count) == (1, 1)


def test_one_contact_holds_no_more_tests_at_once_than_the_place_has_set(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "per_person", lambda: 1)
    first = book(make_slot(), contact="138 0000-0000")
    with pytest.raises(Refused, match="已经约了 1 次"):
        book(make_slot())
    book(make_slot(), contact="13900000000")
    services.cancel_booking(first.reference)
    assert book(make_slot()).stage is Stage.BOOKED


def test_a_result_comes_out_when_a_second_person_has_read_it(inside: Flask) -> None:
    booking = book(make_slot())
    officer = factory.enter(booking, factory.CLEAR, factory.ATTENTION)
    assert booking.finding is Finding.ATTENTION
    assert booking.sample_number is not None
    with pytest.raises(NotFound):
        queries.get_result(booking.sample_number)
    with pytest.raises(NotAllowed):
        services.release_result(booking, by=officer)
    reviewer = make_account("reviewer")
    db.session.flush()
    with pytest.raises(Refused):
        services.return_result(booking, reason="", by=reviewer)
    services.return_result(booking, reason="读数不清", by=reviewer)
    services.enter_result(booking, ResultFacts("示例速测卡", [factory.CLEAR]), by=officer)
    services.release_result(booking, by=reviewer)
    assert queries.get_result(booking.sample_number) is booking
    with pytest.raises(MoveRefused):
        services.return_result(booking, reason="晚了", by=reviewer)
    lines = [line.action for line in audit.pending() if line.subject == booking.subject]
    assert lines[0] == "walkins.booked"
    assert lines[-1] == "walkins.released"
    assert "13800000000" not in str([line.after for line in audit.pending()])


def test_whoever_gives_a_booking_up_leaves_it_to_others_and_is_forgotten(inside: Flask) -> None:
    slot, once = make_slot(1), token()
    booking = book(slot, once=once)
    assert book(slot, once=once) is booking
    with pytest.raises(Refused, match="约满"):
        book(slot)
    for _twice in range(2):
        services.cancel_booking(booking.reference)
    assert (slot.taken_count, queries.open_person(booking)) == (0, None)
    again = book(slot)
    services.note_arrival(again, by=DESK)
    with pytest.raises(Refused):
        services.cancel_booking(again.reference)
    with pytest.raises(Refused, match="已经有人交了样品"):
        services.cancel_slot(slot, reason="停电", by=DESK)


def test_what_is_refused_says_why(inside: Flask) -> None:
    slot = make_slot(2)
    with pytest.raises(Refused) as kind:
        book(slot, kind="99")
    assert kind.value.field == "kind"
    one = book(slot)
    with pytest.raises(Refused):
        services.note_missed(one, by=DESK)
    for seats in (0, 1000):
        with pytest.raises(Refused):
            services.set_quota(slot, seats, by=DESK)
    book(slot)
    with pytest.raises(Refused, match="已经约出 2 份"):
        services.set_quota(slot, 1, by=DESK)
    services.set_quota(slot, 3, by=DESK)
    for reason in ("", "停电"):
        if reason:
            services.cancel_slot(slot, reason=reason, by=DESK)
        with pytest.raises(Refused):
            services.cancel_slot(slot, reason=reason, by=DESK)
    with pytest.raises(Refused, match="取消了"):
        book(slot)


def test_a_slot_that_has_begun_takes_nobody_and_contacts_go_in_time(inside: Flask) -> None:
    slot = make_slot(3, days=1)
    one = book(slot)
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        with pytest.raises(Refused, match="过去"):
            book(slot)
        services.note_missed(one, by=DESK)
        assert one.stage is Stage.MISSED
        assert services.erase_old_contacts(by=DESK) == 0
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        assert queries.count_due() == 1
        assert services.erase_old_contacts(by=DESK) == 1
        assert queries.open_person(one) is None


def test_a_month_shows_no_count_behind_which_somebody_could_be_known(inside: Flask) -> None:
    slot = make_slot(20)
    for _n in range(2):
        factory.release(book(slot), factory.ATTENTION)
    month = queries.list_months()[0]
    assert (month.total, month.counts["attention"]) == (None, None)
    for _n in range(6):
        factory.release(book(slot))
    month = queries.list_months()[0]
    assert month.total == 8
    assert month.counts == {"clear": None, "attention": None, "unclear": 0}
