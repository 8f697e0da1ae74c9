"""A rider who gave no name: a code, half a minute, and what came of it on the rider's own page."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import expect

from portal.complaints import queries
from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.journeys.citizens import Receipt, looks_well, send
from tests.factories.riders import PIN, find_true, make_codes

Somebody = Callable[..., Reader]
SHOP = "示例小吃店"


def enrol(app: Flask, rider: Reader) -> None:
    """Enrol with a code that the bureau gave out, first without it."""
    with app.app_context(), write_intent():
        [code] = make_codes(1)
        db.session.commit()
    page = rider.open("/riders/enrolment")
    rider.press("登记")
    page.locator("#errors-heading").wait_for()
    page.locator("#code").fill(code.lower())
    page.locator("input[name=platform][value=meituan]").check()
    for field in ("#pin", "#again"):
        page.locator(field).fill(PIN)
    page.locator("#agrees").check()
    rider.press("登记")
    page.locator(".rider-number").wait_for()


def tell(rider: Reader) -> Receipt:
    """Tell of a broken seal in two ticks, and write the receipt down."""
    page = rider.page
    rider.follow("再报一条")
    page.locator("#respondent").fill(SHOP)
    page.locator("input[name=seal][value=broken]").check()
    page.locator("input[name=platform][value=meituan]").check()
    return send(rider)


def verify(app: Flask, receipt: Receipt) -> None:
    """Let the bureau find it true; a reward opens."""
    with app.app_context(), write_intent():
        find_true(queries.get_case(receipt.number))
        db.session.commit()


def test_a_rider_sees_what_came_of_a_tip(app: Flask, somebody_else: Somebody) -> None:
    rider = somebody_else(width=390)
    enrol(app, rider)
    receipt = tell(rider)
    page = rider.open("/riders/")
    tip = page.locator(".rider-tips li")
    expect(tip).to_have_count(1)
    expect(tip).to_contain_text(SHOP)
    before = tip.inner_text()
    verify(app, receipt)
    page.reload()
    expect(tip).not_to_have_text(before, use_inner_text=True)
    looks_well(rider)
    tip.get_by_role("button").click()
    page.wait_for_url("**/track/**")
    rider.sees(receipt.number)
    assert not rider.is_wider_than_the_screen()
