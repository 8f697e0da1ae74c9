"""A rider in half a minute, and the sum that a browser does in place of a wait."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect

from portal.complaints.rules import Gate
from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.looking import flaws_in
from tests.factories.enterprises import make_enterprise
from tests.web.complaints.journeys import STORY

Readers = Callable[..., Reader]
SHOP = "示例鱼饼加工厂"


@pytest.mark.parametrize(("language", "scripts"), [("zh", True), ("en", False)])
def test_a_rider_finds_the_shop_ticks_twice_and_has_a_receipt(
    app: Flask, reader: Readers, language: str, *, scripts: bool
) -> None:
    with app.app_context(), write_intent():
        make_enterprise(name=SHOP)
        db.session.commit()
    rider = reader(scripts=scripts, language=language, width=360)
    page = rider.open("/complaints/new")
    page.click("a.answer[href$='/complaints/rider']")
    page.locator("#respondent").press_sequentially("鱼饼")
    if scripts:
        page.locator("#firms option").first.wait_for(state="attached")
        page.fill("#respondent", SHOP)
        assert page.input_value("#enterprise")
    page.check("input[name=seal][value=broken]")
    page.check("input[name=platform][value=meituan]")
    assert not rider.is_wider_than_the_screen()
    page.click("#case-form button.btn")
    expect(page.locator(".words li")).to_have_count(5)


def test_a_browser_with_script_works_while_its_reader_reads(
    reader: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = Gate(own=0, all=1, wait=600, longest=600)
    monkeypatch.setattr("portal.complaints.intake.filing_gate", lambda: closed)
    monkeypatch.setattr("portal.complaints.intake.proof_cost", lambda: 10)
    page = reader().open("/complaints/new/tip/respondent")
    page.fill("#respondent", "示例食品店")
    page.fill("#told", STORY)
    page.check("input[name=domain] >> nth=0")
    page.check("input[name=category] >> nth=1")
    page.click("#case-form button.btn")
    page.wait_for_selector("[name=proof]:not([value=''])", state="attached")
    page.click("#case-form button.btn")
    expect(page.locator(".words li")).to_have_count(5)
    page.wait_for_load_state()
    assert "telling" not in page.evaluate("JSON.stringify(sessionStorage)"), "it has arrived"


def test_every_door_can_be_used_by_everybody(reader: Readers) -> None:
    citizen = reader(width=390)
    flaws = []
    for address in (
        "/complaints/new",
        "/complaints/sort?a=bought&a=money&a=yes&a=no&a=no",
        "/complaints/sort",
        "/complaints/rider",
        "/complaints/new/illness/respondent",
        "/complaints/new/reaction/respondent",
        "/complaints/draft",
    ):
        page = citizen.open(address)
        flaws += [(address, flaw) for flaw in flaws_in("zh", page)]
        assert not citizen.is_wider_than_the_screen(), address
    assert flaws == []
