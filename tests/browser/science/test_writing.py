"""A volunteer's draft from the first line to a hit, and out again; axe on every page of it."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page

from portal.kernel.db import db, write_intent
from tests.browser.conftest import AXE, Reader
from tests.factories.science import event, load, make_published, picture

Readers = Callable[..., Reader]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAFT = {
    "#title": "示例：土豆发芽了",
    "#summary": "不建议吃。",
    "#body": "## 先看芽\n\n发芽的**不吃**。",
    "#sources": "食品安全国家标准 示例 | GB 0000-2026",
}


def write(author: Reader) -> str:
    """Write a draft with a picture, send it for review, and return its address."""
    page = author.open("/desk/science/new")
    page.select_option("#column", "short-facts")
    for field, answer in DRAFT.items():
        page.fill(field, answer)
    page.click("button[value=preview]")
    page.locator("#preview .prose strong").wait_for()
    page.click("form p.bar button.btn")
    address = page.url.removeprefix(author.server + author.prefix)
    page.click("a[href$='/pictures']")
    file: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.set_input_files("#picture", file)
    page.fill("#alt", "发芽的土豆")
    page.check("input[name=licence] >> nth=0")
    page.click("form p.bar button.btn")
    written = page.locator("figure code").inner_text()
    author.open(f"{address}/edit")
    page.fill("#body", f"{DRAFT['#body']}\n\n{written}")
    page.click("form p.bar button.btn")
    page.click("form[action$='/submit'] button")
    page.locator(".mk.info").wait_for()
    return address


def approve(reviewer: Reader, path: str) -> None:
    """Say yes."""
    page = reviewer.open(path)
    page.fill("#opinion", "已核对")
    page.check("input[name=verdict][value=approved]")
    page.click("form p.bar button.btn")
    page.locator("table[data-queue], p.dim").first.wait_for()


def titles(page: Page) -> list[str]:
    """Return the titles of the hits."""
    return page.locator("#results h3").all_inner_texts()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_draft_is_published_found_and_withdrawn(
    app: Flask, reader: Readers, language: str, *, scripts: bool
) -> None:
    people = [reader(scripts=scripts, language=language) for _ in range(4)]
    author, editor, publisher, citizen = people
    author.sign_in(app, "volunteer")
    editor.sign_in(app, "editor")
    publisher.sign_in(app, "publisher")
    one = write(author).removeprefix("/desk/science")
    approve(editor, f"/desk/science/reviews{one}")
    approve(publisher, f"/desk/science/reviews{one}/publish")
    page = citizen.open("/science/")
    page.fill("main #q", "土豆")
    page.click("main form.find button")
    assert titles(page) == [DRAFT["#title"]]
    page.click("#results h3 a")
    assert page.locator("h1").inner_text() == DRAFT["#title"]
    assert page.locator(".prose img").get_attribute("alt") == "发芽的土豆"
    withdrawing = publisher.open(f"/desk/science/reviews{one}/withdraw")
    withdrawing.fill("#reason", "示例：限量已变")
    withdrawing.click("form p.bar button.btn")
    page.reload()
    citizen.sees("示例：限量已变")
    assert titles(citizen.open("/search?q=土豆")) == []


def test_the_preview_follows_the_typing(app: Flask, reader: Readers) -> None:
    author = reader()
    author.sign_in(app, "volunteer")
    page = author.open("/desk/science/new")
    page.locator("#body").press_sequentially("**apple**")
    page.locator("#preview strong").wait_for()
    assert page.locator("#preview strong").inner_text() == "apple"


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
    page.click(".colnav a[href*='column=songs']")
    page.locator("#results h3").first.wait_for()
    page.wait_for_url("**column=songs**")
    assert page.evaluate("document.activeElement.id") == "found"
    page.go_back()
    page.locator("#results h3").nth(1).wait_for()


PUBLIC = (
    "/science/",
    "/science/short-facts/",
    "/science/songs/",
    "/science/short-facts/bean",
    "/search?q=豇豆",
    "/search?q=的",
    "/members/apply",
)


@pytest.mark.parametrize("mode", ["zh", "en", "dark", "elder"])
def test_every_page_is_open_to_everybody(app: Flask, reader: Readers, mode: str) -> None:
    with app.app_context(), write_intent():
        load("bean", title="豇豆", body="## 一\n\n## 二\n\n## 三\n\n|甲|乙|\n|-|-|\n|豇豆|二|")
        make_published(column="fairs", event=event())
        db.session.commit()
    language, theme = "en" if mode == "en" else "zh", "dark" if mode == "dark" else "light"
    somebody = reader(width=390, language=language, theme=theme)
    elder = {"name": "elder", "value": "1", "url": somebody.server}
    somebody.context.add_cookies([elder] if mode == "elder" else [])  # type: ignore[list-item]
    for path in PUBLIC:
        page = somebody.open(path)
        assert not somebody.is_wider_than_the_screen(), path
        # The bar at the bottom covers what lies under it; nothing does on a screen of this height.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": 390, "height": height})
        page.evaluate(AXE)
        found = page.evaluate("tags => axe.run({runOnly: tags})", WCAG)
        wrong = [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]]
        assert wrong == [], path
