"""What the journeys pass by: filters used one after another, and results of unusual shape."""

from collections.abc import Callable

from flask import Flask

from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.looking import flaws_of
from tests.factories.sampling import PASSED, publish, row

Make = Callable[..., Reader]


def test_filters_work_again_and_again_without_leaving_the_page(app: Flask, reader: Make) -> None:
    with app.app_context(), write_intent():
        publish(row(1), row(2, 抽样环节="餐饮", **PASSED), row(3, **PASSED))
        db.session.commit()
    citizen = reader()
    page = citizen.open("/sampling/")
    page.check("#facet-result-2")
    page.wait_for_url("**result=passed*")
    assert page.inner_text("#results-heading") == "2 批次"
    page.click("summary:has-text('抽样环节')")
    page.check("label:has-text('餐饮') input")
    page.wait_for_url("**stage=catering*")
    assert page.inner_text("#results-heading") == "1 批次"
    page.select_option("#sort", "ratio")
    page.wait_for_url("**sort=ratio*")


def test_results_of_every_shape_are_for_everybody(app: Flask, reader: Make) -> None:
    two = {
        "检验项目": "灭蝇胺；镉",
        "检验值": "1 mg/kg；1 mg/kg",
        "标准值": "≤0.5 mg/kg；≤0.1 mg/kg",
    }
    with app.app_context(), write_intent():
        batches = publish(row(1, **two), row(2, 任务类型="快速检测"))
        addresses = [f"/sampling/{batch.reference}" for batch in batches]
        db.session.commit()
    citizen = reader()
    assert [flaw for address in addresses for flaw in flaws_of(citizen.open(address))] == []
