"""What a result said on a day, asked by its address."""

from datetime import UTC, datetime, timedelta

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
