"""The receipt in a browser: put away in a hurry, found again, verified by somebody else."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader
from tests.browser.looking import PHONE, flaws_of
from tests.visitor import Page as Slip
from tests.visitor import Visitor
from tests.web.complaints import journeys
from tests.web.complaints.test_tracking import concluded

Readers = Callable[..., Reader]


def filed(app: Flask, reader: Reader, track: str) -> Slip:
    """File a case and let this browser go on from there; return its receipt."""
    app.config["WTF_CSRF_ENABLED"] = False
    citizen = Visitor(app)
    slip = journeys.file_case(citizen, track)
    if track == "complaint":
        journeys.open_case(citizen, slip)
    app.config["WTF_CSRF_ENABLED"] = True
    cookie = citizen.client.get_cookie("session")
    assert cookie is not None
    reader.wear(cookie.value)
    return slip


def check_looks(reader: Reader, page: Page) -> None:
    """Look at a page on a telephone; axe needs scripts."""
    assert not reader.is_wider_than_the_screen()
    assert not reader.has_scripts or not flaws_of(page, PHONE)


@pytest.mark.parametrize(("language", "scripts"), [("zh", True), ("en", False)])
def test_a_receipt_is_put_away_in_a_hurry_and_found_by_its_number(
    app: Flask, reader: Readers, language: str, *, scripts: bool
) -> None:
    citizen = reader(scripts=scripts, language=language, width=390)
    slip = filed(app, citizen, "tip")
    page = citizen.open("/complaints/receipt")
    check_looks(citizen, page)
    if scripts:
        for _press in range(3):
            page.keyboard.press("Escape")
    else:
        citizen.press("快速离开")
    page.wait_for_url(lambda address: "/receipt" not in address)
    page.go_back()
    assert journeys.secret_of(slip).split()[0] not in page.content()
    citizen.open("/complaints/receipt")
    check_looks(citizen, page)
    citizen.fill("查询码", journeys.number_of(slip))
    citizen.press("再看回执")
    expect(page.locator(".words b")).to_have_text(journeys.secret_of(slip).split())


@pytest.mark.parametrize(("language", "scripts"), [("zh", False), ("en", True)])
def test_somebody_else_verifies_a_receipt(
    app: Flask, reader: Readers, language: str, *, scripts: bool
) -> None:
    citizen = reader(scripts=scripts, language=language, width=390)
    filed(app, citizen, "tip")
    told = citizen.open("/complaints/receipt").inner_text(".receipt-code")
    stranger = reader(scripts=scripts, language=language, width=390)
    page = stranger.open("/complaints/verify")
    stranger.fill("把回执粘贴到这里", told)
    stranger.press("验一验")
    stranger.reads("是真的，一个字都没改过。")
    check_looks(stranger, page)
    stranger.fill("把回执粘贴到这里", told.replace("track: tip", "track: report"))
    stranger.press("验一验")
    stranger.reads("对不上：被改过，或者抄错了字。")
    check_looks(stranger, page)


def test_a_concluded_case_is_rated_and_shows_who_looked(app: Flask, reader: Readers) -> None:
    citizen = reader(width=390)
    slip = filed(app, citizen, "complaint")
    concluded(app, slip)
    page = citizen.open("/track/case")
    page.check("[name='rating-score'][value='4']")
    page.locator("#rating ~ form summary").click()
    page.check("[name='rating-ask_solved'][value='yes']")
    citizen.press("评好了")
    citizen.reads("%(score)s 分（满分 5 分）", score=4)
    page.locator("#deeds ~ details summary").click()
    citizen.reads("写下办理结果")
    check_looks(citizen, page)
