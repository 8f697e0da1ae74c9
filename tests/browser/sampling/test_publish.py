"""From a bureau's table to the page a citizen reads, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from portal.jobs import worker
from portal.kernel.db import db, write_intent
from tests.browser.conftest import AXE, Reader
from tests.factories.sampling import PASSED, publish, row, table

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
Make = Callable[..., Reader]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "示例表格.csv"
    path.write_bytes(table(row(1), row(2, 食品名称="姜（示例）", **PASSED), row(3, 食品名称="")))
    return path


def work(app: Flask) -> None:
    with app.app_context():
        worker.run_all()


def bring_in(app: Flask, clerk: Reader, file: Path, *, scripts: bool) -> None:
    clerk.sign_in(app, "data-officer")
    page = clerk.open("/desk/sampling/imports")
    page.set_input_files("input[type=file]", str(file))
    page.click(".samp-upload button")
    page.wait_for_selector("#report")
    work(app)
    if scripts:
        page.wait_for_selector("#rejections-heading", timeout=8000)  # the page asks by itself
    else:
        page.reload()
    assert page.locator("tbody tr").count() == 1


def publish_it(app: Flask, reviewer: Reader) -> None:
    reviewer.sign_in(app, "reviewer")
    page = reviewer.open("/desk/sampling/review")
    page.click("tbody a")
    page.fill("[name=publish-announcement_number]", "第 1 期（示例）")
    page.click("form[aria-labelledby=publish-heading] button")
    page.wait_for_selector(".note.ok")


def begin_disposal(app: Flask, handler: Reader) -> None:
    handler.sign_in(app, "handler", department="market-regulation")
    page = handler.open("/desk/disposals")
    page.click("tbody a")
    page.fill("[name=document]", "送达回证（示例）")
    page.click("form[aria-labelledby=step-heading] button")
    page.wait_for_selector(".tl li:first-child time")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_table_becomes_a_public_result(
    app: Flask, reader: Make, file: Path, *, scripts: bool, language: str
) -> None:
    bring_in(app, reader(scripts=scripts, language=language), file, scripts=scripts)
    publish_it(app, reader(scripts=scripts, language=language))
    begin_disposal(app, reader(scripts=scripts, language=language))
    page = reader(scripts=scripts, language=language).open("/sampling/")
    page.fill("#q", "豇豆")
    page.click("#result-search button")
    page.wait_for_selector(".chip")
    page.click("article.row h3 a")
    page.wait_for_selector(".tl")
    assert "豇豆（示例）" in page.inner_text("h1")
    assert "第 1 期（示例）" in page.inner_text("main")


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


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_open_to_everybody(app: Flask, reader: Make, width: int, theme: str) -> None:
    with app.app_context(), write_intent():
        batches = publish(
            row(
                1, 检验项目="灭蝇胺；镉", 检验值="1 mg/kg；1 mg/kg", 标准值="≤0.5 mg/kg；≤0.1 mg/kg"
            ),
            row(2, 任务类型="快速检测"),
        )
        addresses = [f"/sampling/{batch.reference}" for batch in batches]
        db.session.commit()
    citizen = reader(width=width, theme=theme)
    for path in ("/sampling/", "/sampling/?q=没有", *addresses):
        page = citizen.open(path)
        assert not citizen.is_wider_than_the_screen(), path
        page.evaluate(AXE)
        found = page.evaluate(f"axe.run('#main', {{runOnly: {RULES}}})")
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found["violations"]] == []
