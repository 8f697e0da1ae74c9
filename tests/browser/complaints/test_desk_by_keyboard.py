"""The queue by keyboard, and two cases of one matter joined: with a browser, looked at."""

from collections.abc import Callable

from flask import Flask

from portal.accounts.queries import get_account
from portal.complaints import services
from portal.complaints.rules import Track
from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.looking import flaws_in
from tests.factories.complaints import make_case

Readers = Callable[..., Reader]
HANDLER = "key-handler"


def doubles(app: Flask) -> list[str]:
    """Return the numbers of two tips of the same words on the handler's desk."""
    with app.app_context(), write_intent():
        cases = [make_case(Track.TIP), make_case(Track.TIP)]
        person = get_account(HANDLER)
        for case in cases:
            services.assign_case(case, handler=person, by=person)
        services.compare_all()
        db.session.commit()
        return [case.reference for case in cases]


def test_a_clerk_walks_ticks_opens_and_joins(app: Flask, reader: Readers) -> None:
    handler = reader()
    handler.sign_in(app, "handler", department="market-regulation", name=HANDLER)
    first, second = doubles(app)
    page = handler.open("/desk/cases/")
    assert flaws_in("zh", page) == []
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator(f"#pick-{second}").is_checked()
    assert not page.locator(f"#pick-{first}").is_checked()
    page.keyboard.press("?")
    assert page.locator("details[data-keys]").get_attribute("open") is not None
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.goto(page.url)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{first}")
    page.get_by_role("button", name="并案").click()
    page.wait_for_load_state()
    handler.reads(
        "这一件是主件：在这里做的每一步，下面各件也一起做。各件的收到时间和领奖权利不变。"
    )
    assert flaws_in("zh", page) == []
    page.keyboard.press("u")
    page.wait_for_url("**/desk/cases/")
    assert page.locator("tbody tr:not(.grp)").count() == 1
