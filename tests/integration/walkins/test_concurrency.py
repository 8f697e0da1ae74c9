"""Never more bookings than tests, whoever keeps them at the same moment."""

from flask import Flask

from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused
from portal.walkins import queries
from tests.crowd import in_processes, kept
from tests.factories.joining import token
from tests.factories.walkins import book, make_slot

PEOPLE = 6
TOO_LATE = 3  # how a process ends whom the rules refuse


def try_to_book(app: Flask, reference: str, once: str) -> int:
    """Book, in a process of one's own; return how it ends."""
    with app.app_context(), write_intent():
        try:
            book(queries.get_slot(reference), once=once)
            db.session.commit()
        except Refused:
            db.session.rollback()
            return TOO_LATE
    return 0


def test_of_six_people_two_get_the_last_two_tests(app: Flask) -> None:
    reference, forms = kept(app, lambda: make_slot(2).reference), [token() for _n in range(PEOPLE)]
    with app.app_context():
        db.engine.dispose()
    ends = in_processes(PEOPLE, lambda number: try_to_book(app, reference, forms[number]))
    assert sorted(ends) == [0, 0] + [TOO_LATE] * (PEOPLE - 2)
    with app.app_context():
        slot = queries.get_slot(reference)
        assert slot.taken_count == len(queries.list_bookings(slot)) == 2


def test_one_form_pressed_six_times_at_once_takes_one_test(app: Flask) -> None:
    reference, once = kept(app, lambda: make_slot(4).reference), token()
    with app.app_context():
        db.engine.dispose()
    assert in_processes(PEOPLE, lambda _n: try_to_book(app, reference, once)) == [0] * PEOPLE
    with app.app_context():
        slot = queries.get_slot(reference)
        assert slot.taken_count == len(queries.list_bookings(slot)) == 1
