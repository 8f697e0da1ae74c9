"""What the journeys pass by: filters used one after another, and results of unusual shape."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import expect

from portal.kernel.db import db, write_intent
from portal.sampling.services import correct_batch
from tests.browser.conftest import Reader
from tests.browser.looking import flaws_of
from tests.factories.sampling import PASSED, REVIEWER, publish, row

Make = Callable[..., Reader]


def test_filters_work_again_and_again_without_leaving_the_page(app: Flask, reader: Make) -> None:
    with app.app_context(), write_intent():
        publish(row(1), row(2, 抽样环节="餐饮", **PASSED), row(3, **PASSED))
        db.session.commit()
    citizen = reader()
    page = citizen.open("/sampling/")
    page.check("#facet-result-passed")
    page.wait_for_url("**result=passed*")
    expect(page.locator("#results-heading")).to_have_text("2 批次")
    page.click("summary:has-text('抽样环节')")
    page.check("label:has-text('餐饮') input")
    page.wait_for_url("**stage=catering*")
    expect(page.locator("#results-heading")).to_have_text("1 批次")
    page.select_option("#sort", "ratio")
    page.wait_for_url("**sort=ratio*")


def test_results_of_every_shape_are_for_everybody(app: Flask, reader: Make) -> None:
    two = {
        "检验项目": "灭蝇胺；镉",
        "检验值": "1 mg/kg；1 mg/kg",
        "标准值": "≤0.5 mg/kg；≤0.1 mg/kg",
    }
    plan = {
        "检验项目": "菌落总数",
        "检验值": "1.6×10⁵、3.2×10⁵、9.9×10⁴、2.4×10³、1.5×10⁵ CFU/g",
        "标准值": "n=5，c=2，m=10⁴，M=10⁵ CFU/g",
    }
    with app.app_context(), write_intent():
        batches = publish(
            row(1, **two),
            row(2, 任务类型="快速检测"),
            row(3, **plan),
            row(4, **PASSED),
            row(5, 检验值="", 标准值="", 抽样日期="", 报告日期="", 被抽样单位名称=""),
        )
        correct_batch(batches[0], changes={"spec": "5 kg"}, note="规格写错", by=REVIEWER)
        addresses = [f"/sampling/{batch.reference}" for batch in batches]
        db.session.commit()
    citizen = reader()
    addresses += ["/sampling/items", "/sampling/items/cadmium"]
    assert [flaw for address in addresses for flaw in flaws_of(citizen.open(address))] == []


def test_a_result_is_copied_shared_and_scanned(app: Flask, reader: Make) -> None:
    with app.app_context(), write_intent():
        (batch,) = publish(row(1))
        address = f"/sampling/{batch.reference}"
        db.session.commit()
    page = reader().open(address)
    assert page.inner_text("#permanent-address").endswith(address)
    assert page.evaluate("document.querySelector('.samp-qr').naturalWidth") > 0
    shares = page.evaluate("Boolean(navigator.share)")
    assert page.is_visible("[data-share]") == shares
    page.click("text=每个数值在文件里的原文")
    assert page.is_visible("td:has-text('1.02 mg/kg')")
    page.click("text=还在卖？告诉我们")
    page.wait_for_url("**/complaints/new?**")
