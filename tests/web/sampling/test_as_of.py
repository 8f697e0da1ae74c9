"""What a result said on a day, asked by its address."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal.kernel.db import db, write_intent
from portal.sampling import queries, services
from tests.factories.sampling import REVIEWER, publish, row
from tests.visitor import Visitor

MORNING = datetime(2026, 11, 20, 1, tzinfo=UTC)


@pytest.fixture
def reference(app: Flask) -> str:
    with app.app_context(), write_intent():
        with time_machine.travel(MORNING, tick=False):
            batch = publish(row(1, 被抽样单位名称="陈示例"))[0]
        with time_machine.travel(MORNING + timedelta(days=1), tick=False):
            services.correct_batch(
                batch, changes={"spec": "5 kg", "seller_name": "示例店"}, note="写错", by=REVIEWER
            )
        db.session.commit()
        return batch.reference


@time_machine.travel(MORNING + timedelta(days=2), tick=False)
def test_an_earlier_day_shows_what_stood_then(citizen: Visitor, reference: str) -> None:
    page = citizen.get(f"/sampling/{reference}?as_of=2026-11-20")
    assert "散装" in page.text
    assert "5 kg" not in page.text
    assert "陈某" in page.text
    assert "后来已经更正" in page.text
    page = citizen.get(f"/sampling/{reference}?as_of=2026-11-21")
    assert "5 kg" in page.text
    assert "至今没有变动" in page.text


@time_machine.travel(MORNING + timedelta(days=2), tick=False)
def test_before_its_publication_the_first_day_is_named(citizen: Visitor, reference: str) -> None:
    page = citizen.get(f"/sampling/{reference}?as_of=2026-11-19", status=404)
    assert page.heading == "这一天还没有公示"
    assert f"/sampling/{reference}?as_of=2026-11-20" in page.links()


@time_machine.travel(MORNING + timedelta(days=2), tick=False)
@pytest.mark.parametrize(
    "told", ["", "20261120", "2026-13-01", "昨天", "2026-11-20'--", "%00", "9" * 3000]
)
def test_what_is_no_day_is_told_in_words(citizen: Visitor, reference: str, told: str) -> None:
    page = citizen.get(f"/sampling/{reference}?as_of={told}", status=400)
    assert "不是日期" in page.text


@time_machine.travel(MORNING + timedelta(days=2), tick=False)
def test_a_day_to_come_is_told_so(citizen: Visitor, reference: str) -> None:
    page = citizen.get(f"/sampling/{reference}?as_of=2026-11-23", status=400)
    assert "还没有到，最晚可以看今天" in page.text


@time_machine.travel(MORNING + timedelta(days=2), tick=False)
def test_what_was_withdrawn_is_gone_on_every_day(
    app: Flask, citizen: Visitor, reference: str
) -> None:
    with app.app_context(), write_intent():
        services.withdraw_batch(queries.get_result(reference), reason="来源错行", by=REVIEWER)
        db.session.commit()
    for address in (
        f"/sampling/{reference}",
        f"/sampling/{reference}?as_of=2026-11-20",
        f"/sampling/{reference}?as_of=2026-11-19",
    ):
        page = citizen.get(address, status=410)
        assert "来源错行" in page.text
        assert "2026-11-22" in page.text
    assert citizen.client.get(f"/sampling/{reference}.json").status_code == 410


def test_nothing_is_told_of_what_is_not_public(citizen: Visitor) -> None:
    citizen.get("/sampling/NONE?as_of=2026-11-20", status=404)


def told(citizen: Visitor, address: str, status: int = 200) -> dict[str, Any]:
    answer = citizen.client.get(address)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


@time_machine.travel(MORNING + timedelta(days=2), tick=False)
def test_a_programme_reads_what_stood_on_a_day(citizen: Visitor, reference: str) -> None:
    address = f"/sampling/{reference}.json"
    then = told(citizen, f"{address}?as_of=2026-11-20")
    assert (then["as_of"], then["version"], then["is_newest"]) == ("2026-11-20", 1, False)
    assert (then["spec"], then["seller"], then["status"]) == ("散装", "陈某", "published")
    assert [item["is_failed"] for item in then["items"]] == [True]
    later, now = told(citizen, f"{address}?as_of=2026-11-21"), told(citizen, address)
    assert (later["spec"], later["status"], later["is_newest"]) == ("5 kg", "corrected", True)
    for name in later.keys() & now.keys() - {"items", "version"}:
        assert later[name] == now[name], name
    fields = {one["name"] for one in told(citizen, "/sampling/fields.json")["fields"]}
    assert len(later.keys() & fields) > 20


@time_machine.travel(MORNING + timedelta(days=2), tick=False)
@pytest.mark.parametrize("day", ["", "昨天", "2026-13-01", "2026-11-23", "%00", "9" * 3000])
def test_a_programme_is_told_which_days_have_an_answer(
    citizen: Visitor, reference: str, day: str
) -> None:
    problem = told(citizen, f"/sampling/{reference}.json?as_of={day}", status=400)
    assert problem["parameter"] == "as_of"
    assert problem["allowed"] == {"from": "2026-11-20", "to": "2026-11-22"}


@time_machine.travel(MORNING + timedelta(days=2), tick=False)
def test_a_programme_is_told_the_first_day_and_that_a_withdrawn_result_is_gone(
    app: Flask, citizen: Visitor, reference: str
) -> None:
    address = f"/sampling/{reference}.json?as_of="
    assert told(citizen, f"{address}2026-11-19", status=404)["first"] == "2026-11-20"
    assert told(citizen, "/sampling/NONE.json?as_of=2026-11-20", status=404)["status"] == 404
    with app.app_context(), write_intent():
        services.withdraw_batch(queries.get_result(reference), reason="来源错行", by=REVIEWER)
        db.session.commit()
    for day in ("2026-11-19", "2026-11-20", "昨天"):
        assert "来源错行" in told(citizen, address + day, status=410)["detail"]
