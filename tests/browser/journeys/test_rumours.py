"""A rumour, from the claim somebody sends to the verdict everybody reads."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page

from tests.browser.conftest import Reader
from tests.browser.journeys.citizens import find_again, looks_well
from tests.factories.rumours import CLAIM, WORDS

Somebody = Callable[..., Reader]


def send(citizen: Reader) -> str:
    """Send a claim, first an empty one; return the number of the receipt."""
    page = citizen.open("/rumours/")
    citizen.follow("请我们核实一条说法")
    citizen.press("发送")
    page.locator("#errors-heading").wait_for()
    page.locator("#text").fill(CLAIM)
    citizen.press("发送")
    citizen.reads("已收到您发来的说法")
    looks_well(citizen)
    return page.locator(".code").inner_text()


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
    looks_well(editor)
    editor.press("新建一条传言")
    editor.press("开始核实")
    write(page)
    editor.press("保存")
    editor.press("给出结论")
    editor.reads("有结论，待审核")
    return page.url


def publish(app: Flask, publisher: Reader, address: str) -> None:
    """Agree as somebody else, and publish."""
    publisher.sign_in(app, "publisher")
    publisher.page.goto(address)
    publisher.press("审核通过")
    publisher.press("发布")
    publisher.page.locator("form:has(input[value=published])").wait_for(state="detached")


def test_a_claim_becomes_a_verdict(app: Flask, somebody_else: Somebody) -> None:
    citizen, reader = somebody_else(), somebody_else(width=390)
    number = send(citizen)
    editor = somebody_else()
    address = check(app, editor, number)
    find_again(citizen, number)
    citizen.reads("正在核实")
    publish(app, somebody_else(), address)
    citizen.page.reload()
    citizen.reads("有结论了")
    citizen.page.get_by_role("link", name=CLAIM).click()
    citizen.reads("不会中毒。")
    looks_well(citizen)
    page = reader.open("/search?q=海带豆腐一起吃会中毒吗")
    page.get_by_role("link", name=CLAIM).click()
    reader.reads("不会中毒。")
    assert not reader.is_wider_than_the_screen()
