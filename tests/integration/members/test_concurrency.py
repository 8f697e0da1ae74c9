"""Forms of joining in that are sent several times at the same moment, from several processes."""

from flask import Flask
from sqlalchemy import func, select

from portal.accounts import queries as accounts
from portal.kernel.db import db
from portal.members import services
from portal.members.models import MemberApplication, Observation
from portal.members.rules import Wish
from portal.web.form_tokens import new_token
from tests.crowd import TOO_LATE, attempt, in_processes, kept
from tests.factories.members import make_member, seen

PRESSES = 6
WISH = Wish("示例居民", "13800000000", "示例：想写怎样存药")


def count(app: Flask, table: type[MemberApplication] | type[Observation]) -> int:
    """Return how many of these there are."""
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_one_form_pressed_six_times_is_one_application(app: Flask) -> None:
    once = new_token()
    with app.app_context():
        db.engine.dispose()
    ends = in_processes(
        PRESSES, lambda _n: attempt(app, lambda: services.keep_application(WISH, once=once))
    )
    assert ends == [0] * PRESSES
    assert count(app, MemberApplication) == 1


def test_one_person_with_six_forms_applies_once(app: Flask) -> None:
    forms = [new_token() for _n in range(PRESSES)]
    with app.app_context():
        db.engine.dispose()
    ends = in_processes(
        PRESSES, lambda n: attempt(app, lambda: services.keep_application(WISH, once=forms[n]))
    )
    assert sorted(ends) == [0] + [TOO_LATE] * (PRESSES - 1)
    assert count(app, MemberApplication) == 1


def test_one_observation_pressed_six_times_is_kept_once(app: Flask) -> None:
    name, token = kept(app, lambda: make_member().account.username), new_token()
    with app.app_context():
        db.engine.dispose()

    def send() -> object:
        by = accounts.get_account(name)
        return services.send_observation(seen(), token=token, by=by)

    assert in_processes(PRESSES, lambda _n: attempt(app, send)) == [0] * PRESSES
    assert count(app, Observation) == 1
