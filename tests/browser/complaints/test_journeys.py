"""A report from its first page to its receipt and back, by hand, with and without scripts."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader
from tests.web.complaints.journeys import STORY, photo

Readers = Callable[..., Reader]


def fill_in(page: Page) -> None:
    """Fill in a tip, making one mistake on the way."""
    page.fill("#respondent", "示例食品店")
    page.fill("#respondent_address", "示例街 2 号")
    page.check("input[name=domain] >> nth=0")
    page.check("input[name=category] >> nth=1")
    page.set_input_files(
        "#files", {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(300, 200))}
    )
    page.fill("#told", "短")
    page.click("#case-form button.btn")
    page.locator(".errs").wait_for()
    expect(page.locator(".files li")).to_have_count(1)
    page.fill("#told", STORY)
    page.click("#case-form button.btn")


# What the two have in common is walked in all four ways by tests/browser/journeys.
@pytest.mark.parametrize(("language", "scripts"), [("zh", True), ("en", False)])
def test_a_tip_is_filed_kept_and_followed(reader: Readers, language: str, *, scripts: bool) -> None:
    tipster = reader(scripts=scripts, language=language, width=390)
    page = tipster.open("/complaints/new")
    page.click(".choose a[href*='/tip/']")
    fill_in(page)
    page.click("#case-form button.btn")
    expect(page.locator(".words b")).to_have_count(5)
    number = page.inner_text("#code")
    secret = " ".join(page.locator(".words b").all_inner_texts())
    page.reload()
    assert page.inner_text("#code") == number
    assert not tipster.is_wider_than_the_screen()
    page.check("#is_written")
    page.click(".slip form button.btn")
    page.locator("#history").wait_for()
    page.click("form[action$='/track/leave'] button")
    tipster.open("/track")
    page.fill("#number", number)
    page.fill("#secret", secret)
    page.click("main form button.btn")
    page.fill("#message-text", "示例：凌晨两点")
    page.click("form[action$='/case/messages'] button.btn")
    expect(page.locator(".msg--me")).to_have_count(1)
    assert STORY in page.inner_text("main")
    assert not tipster.is_wider_than_the_screen()


def test_the_queue_is_walked_with_the_keyboard_and_filtered(app: Flask, reader: Readers) -> None:
    handler = reader()
    handler.open("/complaints/new/tip/respondent")
    fill_in(handler.page)
    handler.page.click("#case-form button.btn")
    handler.page.locator("#code").wait_for()
    handler.sign_in(app, "handler", department="market-regulation")
    page = handler.open("/desk/cases/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("#told").wait_for()
    handler.open("/desk/cases/")
    page.select_option("#track", "complaint")
    page.locator("#queue table").wait_for(state="detached")
