"""The operator's commands."""

import json
from datetime import timedelta

import pytest
from flask import Flask

from portal.kernel import clock
from portal.kernel.db import db, write_intent
from portal.rewards import queries
from portal.rewards.rules import Stage
from tests.factories import rewards as factory

COMPUTE = ["rewards", "compute", "--scheme", "zhejiang-2023"]


def test_compute_prints_each_step_and_the_amount(app: Flask) -> None:
    ran = app.test_cli_runner().invoke(
        args=[*COMPUTE, "--grade", "2", "--base", "6840001", "--uplift", "0.5", "--json"]
    )
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.output)
    assert told["amount_fen"] == 450_000
    assert told["needs_finance_consultation"] is True
    assert [step["step"] for step in told["steps"]] == [
        "base", "percent", "floor", "uplift", "cap", "rounding",
    ]  # fmt: skip
    assert told["steps"][1]["result_fen"] == "205200.03"
    assert told["steps"][2]["result_fen"] == 300_000


def test_compute_speaks_to_people_too(app: Flask) -> None:
    ran = app.test_cli_runner().invoke(args=[*COMPUTE, "--grade", "1", "--base", "0"])
    assert "¥5,000 (500000 分)" in ran.output


def test_compute_splits_among_several_reporters(app: Flask) -> None:
    args = [*COMPUTE, "--grade", "2", "--base", "0", "--shares", "1,1,1", "--json"]
    told = json.loads(app.test_cli_runner().invoke(args=args).output)
    assert told["shares_fen"] == [100_000, 100_000, 100_000]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--grade", "9", "--base", "0"], "grade:"),
        (["--grade", "1", "--base", "-1"], "base:"),
        (["--grade", "1", "--base", "1.5"], "--base"),
        (["--grade", "1", "--base", "0", "--uplift", "2"], "uplift:"),
        (["--grade", "1", "--base", "0", "--uplift", "NaN"], "--uplift"),
        (["--grade", "1", "--base", "0", "--uplift", "1e999999"], "--uplift"),
        (["--grade", "1", "--base", "0", "--on", "2020-01-01"], "on:"),
        (["--grade", "1", "--base", "0", "--on", "soon"], "--on"),
        (["--grade", "1", "--base", "0", "--shares", "0"], "shares:"),
        (["--grade", "1", "--base", "0", "--shares", "a"], "--shares"),
        (["--scheme", "nothing", "--grade", "1", "--base", "0"], "scheme:"),
        (["--scheme", "rider-local", "--grade", "1", "--base", "0"], "scheme:"),
    ],
)
def test_compute_says_which_input_is_wrong(app: Flask, args: list[str], told: str) -> None:
    ran = app.test_cli_runner().invoke(args=[*COMPUTE, *args])
    assert ran.exit_code != 0
    assert told in ran.output
    assert "Traceback" not in ran.output


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
