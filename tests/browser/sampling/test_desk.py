"""A clerk with an ugly table, and the reviewer behind: asked, refused, put right, published."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import FilePayload, Page, expect

from portal.jobs import worker
from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.looking import LIGHT, PHONE, flaws_of
from tests.factories.sampling import PASSED, publish, row, table

Make = Callable[..., Reader]
BUREAU = "market-regulation"
ODD = {"采样网格": "网格七"}


def send(clerk: Reader, content: bytes) -> Page:
    """Send a file as a table."""
    page = clerk.open("/desk/sampling/imports/")
    sent = FilePayload(name="示例.csv", mimeType="text/csv", buffer=content)
    page.get_by_label("表格文件").set_input_files(sent)
    clerk.press("上传并校验")
    page.wait_for_load_state()
    return page


def upload(app: Flask, clerk: Reader, content: bytes) -> Page:
    """Send a table and let the worker check it."""
    return check(app, send(clerk, content))


def check(app: Flask, page: Page) -> Page:
    """Let the worker check what waits."""
    page.wait_for_load_state()
    with app.app_context():
        worker.run_all()
    page.reload()
    return page


def test_an_unknown_column_is_asked_about_once(app: Flask, reader: Make) -> None:
    clerk = reader()
    clerk.sign_in(app, "data-officer", department=BUREAU)
    page = upload(app, clerk, table({**row(1), **ODD}))
    clerk.follow("指明各列")
    line = page.locator("tr", has_text="采样网格")
    expect(line).to_contain_text("网格七")
    clerk.press("保存并校验")
    expect(page.locator(".errs")).to_be_focused()
    flaws = flaws_of(page, LIGHT, PHONE)
    line.locator("select").select_option("remark")
    clerk.press("保存并校验")
    check(app, page)
    expect(page.locator("#report")).to_contain_text("没有退回的行")
    upload(app, clerk, table({**row(2), **ODD}))
    expect(page.locator("#report")).to_contain_text("没有退回的行")
    assert flaws == []


def test_what_is_refused_says_where_and_why(app: Flask, reader: Make) -> None:
    clerk = reader()
    clerk.sign_in(app, "data-officer", department=BUREAU)
    page = upload(app, clerk, table(row(1), row(2, 食品名称=""), row(3, **PASSED)))
    refused = page.locator("table[aria-labelledby=rejections-heading] tbody tr")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("没有产品名称")
    flaws = flaws_of(page, LIGHT, PHONE)
    refused.get_by_role("link", name="3").click()
    clerk.reads("没有产品名称")
    expect(page.get_by_role("cell", name="XBJ26330302000000002")).to_be_visible()
    flaws += flaws_of(page, LIGHT, PHONE)
    send(clerk, b"%PDF-1.4 no table")
    expect(page.locator(".errs")).to_be_focused()
    assert flaws + flaws_of(page, PHONE) == []


def test_an_amended_table_becomes_a_correction_that_everybody_can_see(
    app: Flask, reader: Make
) -> None:
    with app.app_context(), write_intent():
        publish(row(1))
        db.session.commit()
    clerk, reviewer, citizen = reader(), reader(), reader(width=390)
    clerk.sign_in(app, "data-officer", department=BUREAU, name="clerk")
    page = upload(app, clerk, table(row(1, 规格型号="500 g/袋")))
    expect(page.locator("#report")).to_contain_text("作为更正建议交审核人员逐项决定")
    reviewer.sign_in(app, "reviewer", department=BUREAU, name="reviewer")
    page = reviewer.open("/desk/sampling/amendments/")
    flaws = flaws_of(page, LIGHT, PHONE)
    reviewer.follow("豇豆（示例）")
    expect(page.locator("del")).to_have_text("散装")
    expect(page.locator("ins")).to_have_text("500 g/袋")
    flaws += flaws_of(page, LIGHT, PHONE)
    reviewer.press("采纳并更正")
    page.wait_for_load_state()
    page = citizen.open("/sampling/?q=豇豆")
    citizen.follow("豇豆（示例）")
    for told in ("散装", "500 g/袋"):
        expect(page.locator("[aria-labelledby=versions-heading]")).to_contain_text(told)
    assert flaws + flaws_of(page, PHONE) == []


def test_the_review_and_the_board_are_for_everybody(app: Flask, reader: Make) -> None:
    reviewer, handler = reader(), reader()
    clerk = reader()
    clerk.sign_in(app, "data-officer", department=BUREAU, name="clerk")
    upload(app, clerk, table(row(1), row(2, **PASSED)))
    reviewer.sign_in(app, "reviewer", department=BUREAU, name="reviewer")
    page = reviewer.open("/desk/sampling/review/")
    flaws = flaws_of(page, LIGHT, PHONE)
    reviewer.follow("示例.csv")
    flaws += flaws_of(page, LIGHT, PHONE)
    page.locator("form[action$='/publish'] button").click()
    page.locator(".note.ok").wait_for()
    handler.sign_in(app, "handler", department=BUREAU, name="handler")
    page = handler.open("/desk/disposals/")
    expect(page.locator(".samp-board tbody tr")).to_have_count(1)
    flaws += flaws_of(page, LIGHT, PHONE)
    page.locator("body").press("j")
    expect(page.locator("tr[aria-selected=true]")).to_have_count(1)
    page.locator(".samp-board tbody a").click()
    page.locator("input[name=stage]").first.check()
    handler.press("记录下一步")
    assert flaws + flaws_of(page, PHONE) == []
