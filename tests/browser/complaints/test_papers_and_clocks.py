"""Documents from the desk to their reader, and a clock that is stopped on the way: by hand."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from portal.accounts.queries import get_account
from portal.complaints import receipt, services
from portal.complaints.rules import Track
from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.looking import flaws_in
from tests.factories.complaints import make_case

Readers = Callable[..., Reader]
HANDLER, TOKEN = "paper-handler", "token of a paper"


def assigned(app: Flask) -> tuple[str, str]:
    """Return number and secret of a complaint on the handler's desk."""
    with app.app_context(), write_intent():
        case = make_case(Track.COMPLAINT, token=TOKEN)
        person = get_account(HANDLER)
        services.assign_case(case, handler=person, by=person)
        db.session.commit()
        return case.reference, " ".join(receipt.secret_for(TOKEN, ring=keyring()))


def stop_the_clock(handler: Reader) -> None:
    """Send a sample to a laboratory, on the page of the case that is open."""
    handler.page.get_by_text(handler.word("送检、鉴定，暂停期限")).first.click()
    form = handler.page.locator("form[action$='/pause']")
    form.locator("select").select_option("testing")
    form.locator("input[type=date]").first.fill(clock.today().isoformat())
    form.locator("textarea").fill("示例：送检样品")
    form.locator("input[type=text]").fill("示例检〔2026〕7 号")
    form.locator("button").click()
    handler.reads("暂停中")


def open_case(citizen: Reader, number: str, secret: str) -> None:
    """Open a case with its number and its secret."""
    page = citizen.open("/track")
    page.fill("#number", number)
    page.fill("#secret", secret)
    page.click("main form button.btn")


@pytest.mark.parametrize(("language", "scripts"), [("zh", True), ("en", False)])
def test_a_decision_reaches_its_reader_and_a_clock_is_stopped(
    app: Flask, reader: Readers, language: str, *, scripts: bool
) -> None:
    def looked(page: Page) -> list[str]:
        return flaws_in(language, page) if scripts else []

    handler = reader(scripts=scripts, language=language)
    handler.sign_in(app, "handler", department="market-regulation", name=HANDLER)
    number, secret = assigned(app)
    page = handler.open(f"/desk/cases/{number}")
    handler.press("受理")
    page.locator(".papers a").first.click()
    page.locator("#paper-title").wait_for()
    flaws = looked(page)
    handler.open(f"/desk/cases/{number}")
    stop_the_clock(handler)
    flaws += looked(page)
    citizen = reader(scripts=scripts, language=language, width=390)
    open_case(citizen, number, secret)
    citizen.page.locator(".papers a").first.click()
    citizen.sees("投诉受理决定书")
    assert not [*flaws, *looked(citizen.page)]
    assert not citizen.is_wider_than_the_screen()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_figures_and_the_way_to_the_national_platform_are_for_everybody(
    app: Flask, reader: Readers, language: str
) -> None:
    handler = reader(language=language)
    handler.sign_in(app, "handler", department="market-regulation", name=HANDLER)
    assigned(app)
    page = handler.open("/desk/cases/national")
    flaws = flaws_in(language, page)
    with page.expect_download() as download:
        page.locator("form[action$='/files'] button").click()
    assert download.value.suggested_filename.endswith(".csv")
    page = handler.open("/complaints/statistics")
    flaws += flaws_in(language, page)
    assert not flaws
