"""The operator's commands that compute a reward, and that recompute every stored one."""

import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import update

from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused
from portal.rewards import counting
from portal.rewards.models import RewardCase
from portal.rewards.queries import amounts
from portal.rewards.rules import Schemes
from portal.rewards.scheme_files import schemes
from tests.factories import rewards as factory

COMPUTE = ["rewards", "compute", "--scheme", "zhejiang-2023"]
VERIFY = ["rewards", "verify", "--json"]


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def computed(runner: FlaskCliRunner, *args: str) -> dict[str, Any]:
    ran = runner.invoke(args=[*COMPUTE, *args, "--json"])
    assert ran.exit_code == 0, ran.output
    told: dict[str, Any] = json.loads(ran.output)
    return told


def test_compute_prints_each_step_and_the_amount(runner: FlaskCliRunner) -> None:
    told = computed(runner, "--grade", "2", "--base", "6840001", "--uplift", "0.5")
    assert told["amount_fen"] == 450_000
    assert told["needs_finance_consultation"] is True
    assert [step["step"] for step in told["steps"]] == [
        "base", "percent", "floor", "uplift", "cap", "rounding",
    ]  # fmt: skip
    assert told["steps"][1]["result_fen"] == "205200.03"
    assert told["steps"][2]["result_fen"] == 300_000
    assert told["flags"] == ["floor_applied", "consult_uplift", "below_large_amount"]


def test_each_step_names_the_rule_that_says_so(runner: FlaskCliRunner) -> None:
    told = computed(runner, "--grade", "3", "--base", "50000000", "--matched", "20000000")
    by = {step["step"]: step["by"] for step in told["steps"]}
    assert by["percent"] == "浙江实施细则（条款未见）"
    assert by["matched"] == "国市监稽规〔2021〕4号（条款未见）"
    assert by["rounding"] == "规定没有写，是本站的做法"
    rounding = told["steps"][-1]["authority"]
    assert (rounding["instrument"], rounding["article"]) == (None, None)
    small = computed(runner, "--grade", "3", "--base", "0")
    assert small["notes"][0]["by"] == "浙江实施细则 第三条"


def test_compute_speaks_to_people_too(runner: FlaskCliRunner) -> None:
    args = [*COMPUTE, "--grade", "1", "--base", "0", "--shares", "2,1"]
    told = runner.invoke(args=args).output
    assert "¥5,000 (500000 分)" in told
    assert "[规定没有写，是本站的做法]" in told
    assert "2 人分：¥3,333.33、¥1,666.67，合计正好 ¥5,000" in told


def test_compute_splits_among_several_reporters(runner: FlaskCliRunner) -> None:
    told = computed(runner, "--grade", "3", "--base", "0", "--shares", "1, 1,1")
    assert told["shares_fen"] == [33_334, 33_333, 33_333]
    assert "shares_fen" not in computed(runner, "--grade", "3", "--base", "0")


def test_compute_reads_the_rule_of_another_day(runner: FlaskCliRunner) -> None:
    args = ["rewards", "compute", "--scheme", "national-2021", "--on", "2021-12-01", "--json"]
    told = json.loads(runner.invoke(args=[*args, "--grade", "1", "--base", "0"]).output)
    assert (told["version"], told["on"]) == ("2021-12-01", "2021-12-01")


GOOD = {"--scheme": "zhejiang-2023", "--grade": "1", "--base": "0"}


WRONG = [
    ({"--grade": "9"}, "grade"),
    ({"--grade": "0"}, "grade"),
    ({"--grade": "一"}, "grade"),
    ({"--grade": ""}, "grade"),
    ({"--base": "-1"}, "base"),
    ({"--base": "1.5"}, "base"),
    ({"--base": "1e9"}, "base"),
    ({"--base": "9" * 20}, "base"),
    ({"--base": "9" * 200}, "base"),
    ({"--base": "5", "--matched": "6"}, "matched"),
    ({"--base": "5", "--matched": "-1"}, "matched"),
    ({"--base": "5", "--matched": "half"}, "matched"),
    ({"--uplift": "1.0001"}, "uplift"),
    ({"--uplift": "-0.1"}, "uplift"),
    ({"--uplift": "NaN"}, "uplift"),
    ({"--uplift": "1e999999"}, "uplift"),
    ({"--on": "2023-03-31"}, "on"),
    ({"--on": "soon"}, "on"),
    ({"--on": "2023-02-30"}, "on"),
    ({"--shares": "0"}, "shares"),
    ({"--shares": "-1,2"}, "shares"),
    ({"--shares": "a"}, "shares"),
    ({"--shares": ",".join("1" * 101)}, "shares"),
    ({"--scheme": "nothing"}, "scheme"),
    ({"--scheme": "rider-local"}, "scheme"),
]


def test_compute_says_which_input_is_wrong(runner: FlaskCliRunner) -> None:
    for changed, field in WRONG:
        asked = {**GOOD, **changed}
        args = ["rewards", "compute", *(part for pair in asked.items() for part in pair)]
        spoken, ran = runner.invoke(args=args), runner.invoke(args=[*args, "--json"])
        assert (spoken.exit_code, ran.exit_code) == (2, 2), changed
        problem = json.loads(ran.output)["problem"]
        assert problem["field"] == field, changed
        assert f"{field}: {problem['detail']}" in spoken.output, changed


def test_a_base_above_every_penalty_is_told_apart(inside: Flask) -> None:
    for told, word in (("9" * 20, "位数"), ("9" * 200, "整数分")):
        asked = {"scheme": "zhejiang-2023", "grade": "1", "base": told}
        with pytest.raises(Refused, match=word):
            counting.count(counting.read_asked(asked))


@pytest.fixture
def stored(app: Flask) -> str:
    with app.app_context(), write_intent():
        reward = factory.make_notified()
        factory.make_opened()
        db.session.commit()
        return reward.reference


def test_verify_recomputes_what_is_stored(runner: FlaskCliRunner, stored: str) -> None:
    ran = runner.invoke(args=VERIFY)
    assert ran.exit_code == 0, ran.output
    assert json.loads(ran.output) == {"recomputed": 1, "faults": []}
    assert "1 rewards recomputed, 0 differ" in runner.invoke(args=["rewards", "verify"]).output


def test_verify_names_an_amount_that_does_not_follow(
    runner: FlaskCliRunner, stored: str, app: Flask
) -> None:
    with app.app_context(), write_intent():
        db.session.execute(update(RewardCase).values(amount_fen=300_100))
        db.session.commit()
    ran = runner.invoke(args=VERIFY)
    assert ran.exit_code == 1
    fault = json.loads(ran.output)["faults"][0]
    assert (fault["reference"], fault["stored_fen"], fault["computed_fen"]) == (
        stored, 300_100, 300_000,
    )  # fmt: skip


def test_verify_names_a_scheme_edited_after_use(
    runner: FlaskCliRunner,
    stored: str,
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with app.app_context():
        edited = Schemes(tuple(replace(scheme, digest="0" * 64) for scheme in schemes()))
    monkeypatch.setattr(amounts, "schemes", lambda: edited)
    ran = runner.invoke(args=["rewards", "verify"])
    assert ran.exit_code == 1
    assert f"{stored}: 奖励方案 zhejiang-2023（版本 2023-04-01）" in ran.output
    assert "scheme edited after use" in caplog.text
    assert stored in caplog.text
