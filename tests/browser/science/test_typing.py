"""What scripts add for authors and for those who search; the journeys do without."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import expect

from portal.kernel.db import db, write_intent
from portal.science.services import noting
from tests.browser.conftest import Reader
from tests.browser.looking import LIGHT, PHONE, flaws_of
from tests.factories.accounts import make_account
from tests.factories.science import load, make_submitted

Readers = Callable[..., Reader]


def test_the_preview_follows_the_typing(app: Flask, reader: Readers) -> None:
    author = reader()
    author.sign_in(app, "volunteer")
    page = author.open("/desk/science/new")
    page.locator("#body").press_sequentially("**apple**")
    expect(page.locator("#preview strong")).to_have_text("apple")


def test_typing_is_kept_and_the_form_follows_the_column(app: Flask, reader: Readers) -> None:
    author = reader()
    author.sign_in(app, "volunteer")
    page = author.open("/desk/science/new")
    page.locator("#column").select_option("live")
    page.locator("#live_url").wait_for()
    page.locator("#title").fill("示例：写了一半")
    page.get_by_text("已自动保留").wait_for()
    assert flaws_of(page, LIGHT) == []
    page = author.open("/desk/science/new")
    author.follow("打开接着写")
    expect(page.locator("#title")).to_have_value("示例：写了一半")
    page.locator("#live_url").wait_for()


def test_notes_and_versions_can_be_read_by_everybody(app: Flask, reader: Readers) -> None:
    with app.app_context(), write_intent():
        article = make_submitted(make_account("volunteer", name="writer"), body="第一行\n\n第三行")
        editor = make_account("editor", name="noting")
        db.session.flush()
        noting.note_line(article, version=1, line=3, text="请写出处", by=editor)
        article.body = "第一行\n\n第三行改过"
        db.session.commit()
        desk = f"/desk/science/zh/{article.slug}"
    author = reader()
    author.sign_in(app, "volunteer", name="writer")
    for name in ("notes/", "versions", "sounds/"):
        page = author.open(f"{desk}/{name}")
        assert flaws_of(page, LIGHT, PHONE) == []


def test_searching_swaps_the_hits_and_keeps_the_address(app: Flask, reader: Readers) -> None:
    with app.app_context(), write_intent():
        load("bean", title="豇豆", body="豇豆。")
        load("song", column="songs", title="豇豆歌", body="唱豇豆。")
        db.session.commit()
    citizen = reader()
    page = citizen.open("/search")
    page.fill("main #q", "豇豆")
    page.click("main form.find button")
    page.locator("#results h3").nth(1).wait_for()
    page.click("aside a[href*='column=songs']")
    page.locator("#results h3").first.wait_for()
    page.wait_for_url("**column=songs**")
    expect(page.locator("#found")).to_be_focused()
    page.go_back()
    page.locator("#results h3").nth(1).wait_for()
