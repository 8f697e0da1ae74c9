"""The operator's commands."""

import json
from datetime import timedelta

from flask import Flask

from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.rewards import queries
from portal.rewards.rules import Stage
from tests.factories import rewards as factory


def overdue(app: Flask) -> str:
    with app.app_context(), write_intent():
        reward = factory.make_notified()
        assert reward.notified_at is not None
        reward.notified_at -= timedelta(days=100)
        reward.claim_until = clock.today() - timedelta(days=1)
        db.session.commit()
        return reward.reference


def test_lapse_ends_what_nobody_claimed(app: Flask) -> None:
    reference = overdue(app)
    runner = app.test_cli_runner()
    tried = json.loads(runner.invoke(args=["rewards", "lapse", "--dry-run", "--json"]).output)
    assert tried["lapsed"] == [reference]
    assert reference in runner.invoke(args=["rewards", "lapse"]).output
    assert json.loads(runner.invoke(args=["rewards", "lapse", "--json"]).output)["lapsed"] == []
    with app.app_context():
        assert queries.get_reward(reference).stage is Stage.LAPSED


def test_nothing_lapses_on_a_day_that_has_not_come(app: Flask) -> None:
    ran = app.test_cli_runner().invoke(args=["rewards", "lapse", "--on", "2099-01-01"])
    assert ran.exit_code == 1
    assert "--dry-run" in ran.output
