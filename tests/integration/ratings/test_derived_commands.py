"""flask ratings derive, explain, verify: what operators see of derived grades."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.enterprises.models import Licence
from portal.kernel.db import db, write_intent
from portal.places import services as places
from portal.ratings.models import Rating
from portal.ratings.rules import Stage
from portal.sampling import services as sampling
from portal.sampling.models import SampleBatch
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.sampling import HANDLER, published_batch

CODE = credit_code(11)


@pytest.fixture(autouse=True)
def shop(app: Flask) -> Iterator[None]:
    with time_machine.travel("2026-11-22 02:00:00 +0000", tick=False):
        with app.app_context(), write_intent():
            places.mark_as_demo()
            found = make_enterprise("示例生鲜店", kind="seller", credit_code=CODE)
            first = date(2024, 1, 1)
            db.session.add(
                Licence(kind="food-trade", number="JY1", valid_from=first, enterprise=found)
            )
            published_batch(1, 被抽样单位名称="示例生鲜店")
            db.session.commit()
        yield


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["ratings", *arguments])
    return result.exit_code, result.output


def put_in_force(app: Flask) -> None:
    with app.app_context(), write_intent():
        db.session.scalars(select(Rating)).one().stage = Stage.IN_FORCE
        db.session.commit()


def test_explain_prints_every_factor_and_the_former_version(app: Flask) -> None:
    exit_code, said = run(app, "explain", CODE, "--on", "2026-11-22")
    assert exit_code == 0
    assert "近 12 个月监督抽检不合格 | 豇豆（示例）（经营）抽检不合格 | 抽检公示 | 12 / 24" in said
    assert "静态 17 + 动态 20 = 37: B" in said
    assert "(demonstration 1): B" in said


def test_explain_speaks_to_programs_and_of_one_scheme(app: Flask) -> None:
    exit_code, said = run(app, "explain", CODE, "--scheme", "demonstration", "--json")
    assert exit_code == 0
    now, former = json.loads(said)["derived"]
    assert (now["level"], now["score"], former["score"]) == ("B", "37", "35")
    sampled = next(factor for factor in now["factors"] if factor["code"] == "sampling")
    assert sampled["facts"][0]["address"].startswith("/sampling/")


def test_explain_says_why_somebody_is_not_graded(app: Flask) -> None:
    with time_machine.travel("2024-02-01 02:00:00 +0000", tick=False):
        said = run(app, "explain", CODE, "--on", "2024-02-01")[1]
    assert "not graded: 新领许可证未满 3 个月" in said


def test_derive_rehearses_and_then_proposes(app: Flask) -> None:
    arguments = ["derive", "--scheme", "demonstration"]
    assert "proposed 1, unchanged 0" in run(app, *arguments, "--dry-run")[1]
    exit_code, said = run(app, *arguments, "--json")
    assert (exit_code, json.loads(said)["proposed"]) == (0, 1)
    assert "proposed 0, unchanged 0, on their way 1" in run(app, *arguments)[1]


@pytest.mark.parametrize("code", ["nothing", "food-risk-2022"])
def test_a_scheme_that_does_not_apply_is_refused(app: Flask, code: str) -> None:
    exit_code, said = run(app, "derive", "--scheme", code)
    assert (exit_code, "no scheme" in said) == (1, True)


def test_verify_is_silent_until_a_fact_falls_away(app: Flask) -> None:
    run(app, "derive", "--scheme", "demonstration")
    put_in_force(app)
    exit_code, said = run(app, "verify")
    assert (exit_code, "1 derived grades recomputed, 0 imported" in said) == (0, True)
    with app.app_context(), write_intent():
        batch = db.session.scalars(select(SampleBatch)).one()
        sampling.overturn_batch(batch, note="复检合格（示例）", by=HANDLER)
        db.session.commit()
    exit_code, said = run(app, "verify")
    assert (exit_code, "stands as B, follows as A (25)" in said) == (1, True)
    exit_code, said = run(app, "verify", "--json", "--on", "2026-11-22")
    assert (exit_code, len(json.loads(said)["differences"])) == (1, 1)
