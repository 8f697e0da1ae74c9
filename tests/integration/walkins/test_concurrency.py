"""Never more bookings than tests, whoever keeps them at the same moment."""

from flask import Flask

from portal.kernel.db import db
from portal.walkins import queries
from tests.crowd import TOO_LATE, attempt, in_processes, kept
from tests.factories.joining import token
from tests.factories.walkins import book, make_slot

PEOPLE = 6


def try_to_book(app: Flask, reference: str, once: str) -> int:
    """Book, in a process of one's own; return how it ends."""
    return attempt(app, lambda: book(queries.get_slot(reference), once=once))


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
