"""A saved article is there without a network; nothing else is."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Error, expect

from portal.kernel.db import db, write_intent
from portal.science import queries, services
from tests.browser.conftest import Reader
from tests.factories.accounts import make_account
from tests.factories.science import load

# Whether the copy on this device comes to hold a text, or none where that is null; asked again
# until it does, for the worker sees to it after the page has come.
COMES_TO_HOLD = """async ([address, text]) => {
  for (let again = 0; again < 100; again += 1) {
    const kept = await caches.match(address);
    const held = kept ? await kept.text() : null;
    if (text === null ? held === null : held !== null && held.includes(text)) { return true; }
    await new Promise((then) => setTimeout(then, 50));
  }
  return false;
}"""


def opens(person: Reader, address: str) -> bool:
    """Whether a page comes; in a tab of its own, where the browser's own page of a fault may."""
    tab = person.context.new_page()
    try:
        tab.goto(person.server + address)
    except Error:
        return False
    else:
        return True
    finally:
        tab.close()


def test_a_saved_article_is_read_without_a_network_and_removed(
    app: Flask, reader: Callable[..., Reader]
) -> None:
    with app.app_context(), write_intent():
        load("kept", title="存下来的示例")
        load("other", title="没存的示例")
        db.session.commit()
    person = reader()
    page = person.open("/science/short-facts/kept")
    page.get_by_role("button", name="存到本机").click()
    expect(page.get_by_text("没有网络也能打开这一页")).to_be_visible()
    person.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("存下来的示例")
    assert not opens(person, "/science/short-facts/other")
    page.goto(f"{person.server}/science/saved")
    expect(page.get_by_role("link", name="存下来的示例")).to_be_visible()
    page.get_by_role("button", name="从本机删除").click()
    expect(page.get_by_text("这台设备还没有存文章")).to_be_visible()
    assert not opens(person, "/science/short-facts/kept")
    person.context.set_offline(False)
    person.complaints = [one for one in person.complaints if "net::ERR_" not in one]


def test_a_saved_copy_follows_what_becomes_of_its_article(
    app: Flask, reader: Callable[..., Reader]
) -> None:
    with app.app_context(), write_intent():
        load("kept", title="存下来的示例")
        db.session.commit()
    person = reader()
    page = person.open("/science/short-facts/kept")
    page.get_by_role("button", name="存到本机").click()
    expect(page.get_by_text("没有网络也能打开这一页")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    address = f"{person.server}/science/short-facts/kept"
    with app.app_context(), write_intent():
        queries.get_article("kept", "zh").title = "更正过的示例"
        db.session.commit()
    page.goto(address)
    assert page.evaluate(COMES_TO_HOLD, [address, "更正过的示例"])
    with app.app_context(), write_intent():
        article = queries.get_article("kept", "zh")
        services.withdraw(article, reason="示例", by=make_account("publisher"))
        db.session.commit()
    page.goto(address)
    assert page.evaluate(COMES_TO_HOLD, [address, None])
    person.complaints = [one for one in person.complaints if "410" not in one]
