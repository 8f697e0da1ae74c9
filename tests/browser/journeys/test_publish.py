"""A bureau's table, from the desk where it is brought in to the citizen who takes it home."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from playwright.sync_api import FilePayload

from portal.jobs import worker
from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.factories.enterprises import make_enterprise
from tests.factories.sampling import PASSED, row, table

Somebody = Callable[..., Reader]
TABLE = table(
    row(1),
    row(2, 食品名称=""),
    row(3, 食品名称="带鱼（示例）", **PASSED),
    row(4, 报告日期="2025-11-09"),
)


def bring_in(app: Flask, officer: Reader) -> None:
    """Upload the table, let the worker check it, and read what was refused and why."""
    officer.sign_in(app, "data-officer", department="market-regulation")
    page = officer.open("/desk/")
    officer.follow("抽检导入")
    sent = FilePayload(name="示例.csv", mimeType="text/csv", buffer=TABLE)
    page.get_by_label(officer.word("表格文件")).set_input_files(sent)
    officer.press("上传并校验")
    officer.reads(
        "正在后台逐行校验，完成后这里会显示结果。没有脚本时请刷新本页；也可以先离开，稍后再来。"
    )
    with app.app_context():
        worker.run_all()
    if not officer.has_scripts:
        page.reload()
    page.locator("#rejections-heading").wait_for()
    lines = page.locator("#report tbody tr").all()
    told = [line.locator("td").all_inner_texts() for line in lines]
    assert [one[:2] for one in told] == [["3", "食品名称"], ["5", "报告日期"]]
    assert told[0][2] == officer.word("没有产品名称")
    assert told[1][2]


def register_seller(app: Flask) -> None:
    """Enter the shop into the register of enterprises."""
    with app.app_context(), write_intent():
        make_enterprise("示例生鲜店")
        db.session.commit()


def publish(app: Flask, reviewer: Reader) -> None:
    """Let another person look at every batch and publish."""
    reviewer.sign_in(app, "reviewer", department="market-regulation")
    reviewer.open("/desk/")
    reviewer.follow("抽检审核")
    reviewer.page.get_by_role("link", name="示例.csv").click()
    reviewer.sees("灭蝇胺")
    reviewer.page.select_option("select[name$=announcement]", "new")
    reviewer.page.locator("summary", has_text=reviewer.word("新的公告")).click()
    reviewer.fill("公告标题", "示例公告")
    reviewer.page.locator("form[action$='/publish'] button").click()
    reviewer.page.locator(".note.ok").wait_for()


def begin_disposal(app: Flask, handler: Reader) -> None:
    """Record the first step that follows a failed result."""
    handler.sign_in(app, "handler", department="market-regulation")
    handler.open("/desk/disposals/")
    handler.page.get_by_role("link", name="豇豆（示例）").click()
    handler.page.locator("input[name=stage]").first.check()
    handler.fill("文书名称或文号", "示例送达回证")
    handler.fill("公开说明", "示例：已上门核查")
    handler.press("记录下一步")
    handler.sees("示例：已上门核查")


def test_a_table_of_the_bureau_reaches_a_citizen(
    app: Flask, somebody: Somebody, tmp_path: Path
) -> None:
    register_seller(app)
    bring_in(app, somebody())
    publish(app, somebody())
    begin_disposal(app, somebody())
    citizen = somebody()
    page = citizen.open("/")
    citizen.follow("抽检结果")
    page.locator("#result-search input[name=q]").fill("豇豆")
    page.locator("#result-search").get_by_role("button").first.click()
    page.get_by_role("link", name="豇豆（示例）").click()
    for said in ("1.02 mg/kg", "0.5 mg/kg", "示例合作社", "示例生鲜店", "示例：已上门核查"):
        citizen.sees(said)
    page.get_by_role("link", name="示例生鲜店").first.click()
    assert page.locator("h1").inner_text() == "示例生鲜店"
    citizen.sees("豇豆（示例）")
    citizen.open("/sampling/?q=豇豆")
    with page.expect_download() as downloading:
        citizen.follow("下载 CSV")
    downloading.value.save_as(tmp_path / "found.csv")
    told = (tmp_path / "found.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(told) == 2, "the title row and one batch"
    assert "豇豆（示例）" in told[1]
