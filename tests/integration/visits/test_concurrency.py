"""Places on a day of a base, and forms that are pressed several times, from several processes."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from portal.kernel import clock
from portal.kernel.db import db
from portal.visits import queries, services
from portal.visits.models import BaseDay, Visit
from portal.visits.rules import VisitWish
from tests.crowd import TOO_LATE, attempt, in_processes, kept
from tests.factories.joining import token

GROUPS = 6


def open_day(quota: int) -> str:
    """Return the number of a day on which a base takes so many people."""
    day = BaseDay(
        base="example",
        open_on=clock.today() + timedelta(days=7),
        hours="9:00–11:00",
        quota_count=quota,
        taken_count=0,
    )
    db.session.add(day)
    db.session.flush()
    return str(day.id)


def come(day: str, once: str) -> None:
    """Take two places on a day."""
    found = queries.get_base_day(int(day))
    services.book_day(found, people=2, contact="示例 13800000000", once=once, network=None)


def taken(app: Flask, day: str) -> tuple[int, int]:
    """Return the places taken on a day, and the groups that took them."""
    with app.app_context():
        found = queries.get_base_day(int(day))
        return found.taken_count, len(queries.list_bookings(found))


def test_of_six_groups_two_get_the_places_of_five_people(app: Flask) -> None:
    day, forms = kept(app, lambda: open_day(5)), [token() for _n in range(GROUPS)]
    with app.app_context():
        db.engine.dispose()
    ends = in_processes(GROUPS, lambda number: attempt(app, lambda: come(day, forms[number])))
    assert sorted(ends) == [0, 0] + [TOO_LATE] * (GROUPS - 2)
    assert taken(app, day) == (4, 2)


def test_one_form_pressed_six_times_at_once_takes_its_places_once(app: Flask) -> None:
    day, once = kept(app, lambda: open_day(20)), token()
    with app.app_context():
        db.engine.dispose()
    ends = in_processes(GROUPS, lambda _n: attempt(app, lambda: come(day, once)))
    assert ends == [0] * GROUPS
    assert taken(app, day) == (2, 1)


def test_one_wish_pressed_six_times_at_once_is_one_request(app: Flask) -> None:
    once, tomorrow = token(), clock.today() + timedelta(days=1)
    wish = VisitWish(
        organisation="示例小学",
        place="学校",
        region="330302006",
        address="示例路 2 号",
        wished_on=tomorrow,
        people_count=40,
        topic="示例",
        contact="示例老师 13800000000",
    )
    with app.app_context():
        db.engine.dispose()
    ends = in_processes(
        GROUPS, lambda _n: attempt(app, lambda: services.keep_request(wish, once=once))
    )
    assert ends == [0] * GROUPS
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Visit)) == 1
