"""What scripts add for authors and for those who search; the journeys do without."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import expect

from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.factories.science import load

Readers = Callable[..., Reader]


def test_the_preview_follows_the_typing(app: Flask, reader: Readers) -> None:
    author = reader()
    author.sign_in(app, "volunteer")
    page = author.open("/desk/science/new")
    page.locator("#body").press_sequentially("**apple**")
    expect(page.locator("#preview strong")).to_have_text("apple")


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
