"""Several people at once on the last seats."""

from functools import partial

from flask import Flask

from portal.events import queries, services
from portal.events.rules import Stage
from portal.kernel.db import db
from tests.crowd import TOO_LATE, Deed, at_once, attempt, in_processes, kept
from tests.factories.joining import come, make_event, seats_of, token

PEOPLE = 8


def try_to_come(app: Flask, slug: str, number: int) -> int:
    """Sign up, in a process of one's own; return how it ends."""
    return attempt(app, lambda: come(slug, waits=False, once=f"{number:043d}"))


def test_of_eight_processes_on_the_last_seat_one_gets_it(app: Flask) -> None:
    slug = kept(app, lambda: make_event(1))
    with app.app_context():
        db.engine.dispose()
    ends = in_processes(PEOPLE, lambda number: try_to_come(app, slug, number))
    assert sorted(ends) == [0] + [TOO_LATE] * (PEOPLE - 1)
    with app.app_context():
        assert seats_of(slug, queries.get_event) == (1, 1)
        assert len(queries.list_sign_ups(queries.get_event(slug))) == 1


def test_of_eight_who_want_the_last_seat_one_gets_it(app: Flask) -> None:
    slug = kept(app, lambda: make_event(1))

    def look() -> Deed:
        queries.get_event(slug)
        return partial(come, slug, waits=False)

    assert sum(at_once(app, [look] * PEOPLE)) == 1
    with app.app_context():
        assert seats_of(slug, queries.get_event) == (1, 1)


def test_one_form_sent_eight_times_at_once_makes_one_sign_up(app: Flask) -> None:
    slug, once = kept(app, lambda: make_event(5)), token()
    assert sum(at_once(app, [lambda: partial(come, slug, 2, once=once)] * PEOPLE)) == PEOPLE
    with app.app_context():
        assert seats_of(slug, queries.get_event) == (2, 5)


def test_whoever_leaves_while_others_come_leaves_no_seat_behind(app: Flask) -> None:
    slug = kept(app, lambda: make_event(2))
    first = kept(app, lambda: come(slug, 2).reference)
    people = [lambda: partial(come, slug, 1)] * 6
    people += [lambda: partial(services.cancel_sign_up, first)] * 2
    assert all(at_once(app, people))
    with app.app_context():
        event = queries.get_event(slug)
        stages = [one.stage for one in queries.list_sign_ups(event)]
        assert seats_of(slug, queries.get_event) == (2, 2)
        assert stages.count(Stage.CONFIRMED) == 2
        assert stages.count(Stage.WAITING) == 4
