"""A rumour, from the claim somebody sends to the verdict everybody reads."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser.conftest import Reader
from tests.browser.looking import LIGHT, PHONE, flaws_of
from tests.factories.rumours import CLAIM, WORDS

Readers = Callable[..., Reader]


def write(page: Page) -> None:
    """Fill in the desk's words about the rumour."""
    for name in ("short", "truth", "authority", "evidence-0-title", "evidence-0-number"):
        page.locator(f"[name='{name}']").fill(WORDS[name])
    page.locator("input[name=verdict][value='false']").check()


def check(app: Flask, editor: Reader, number: str) -> str:
    """Take up a claim and conclude; return the address of the rumour at the desk."""
    editor.sign_in(app, "editor")
    page = editor.open("/desk/")
    editor.follow("谣言核实")
    page.get_by_role("link", name=number).click()
    editor.press("新建一条传言")
    editor.press("开始核实")
    write(page)
    editor.press("保存")
    editor.press("给出结论")
    editor.reads("有结论，待审核")
    return page.url


def looks_well(page: Page, *, scripts: bool) -> None:
    """Let axe look at a page; it is a script itself, and waits for ever where none run."""
    assert not scripts or flaws_of(page, LIGHT, PHONE) == []


@pytest.mark.parametrize(("language", "scripts"), [("zh", False), ("en", True)])
def test_a_claim_becomes_a_verdict(
    app: Flask, reader: Readers, language: str, scripts: bool
) -> None:
    citizen = reader(language=language, scripts=scripts)
    page = citizen.open("/rumours/")
    citizen.follow("请我们核实一条说法")
    looks_well(page, scripts=scripts)
    page.locator("#text").fill(CLAIM)
    citizen.press("发送")
    number = page.locator(".code").inner_text()
    receipt = page.url
    editor = reader(language=language, scripts=scripts)
    address = check(app, editor, number)
    publisher = reader(language=language, scripts=scripts)
    publisher.sign_in(app, "publisher")
    publisher.page.goto(address)
    publisher.press("审核通过")
    publisher.press("发布")
    page.goto(receipt)
    citizen.reads("有结论了")
    page.get_by_role("link", name=CLAIM).click()
    citizen.reads("不会中毒。")
    looks_well(page, scripts=scripts)
