"""Searching as people do: by mouse and keyboard, on a phone, with scripts and without."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect

from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.looking import flaws_of
from tests.factories.sampling import PASSED, publish, row

Make = Callable[..., Reader]
SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


@pytest.fixture
def filled(app: Flask) -> Flask:
    failing = [row(n, 检验项目=f"示例项目{sign}") for n, sign in enumerate(SIGNS, start=1)]
    with app.app_context(), write_intent():
        publish(*failing, row(30, 食品名称="花生油（示例）", 抽样环节="餐饮", **PASSED), row(31))
        db.session.commit()
    return app


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_citizen_narrows_widens_and_goes_back(filled: Flask, reader: Make, scripts: bool) -> None:
    citizen = reader(scripts=scripts)
    page = citizen.open("/sampling/")
    heading = page.locator("#results-heading")
    expect(heading).to_have_text("24 批次")
    page.check("#facet-result-passed")
    if not scripts:
        citizen.press("应用筛选")
    expect(heading).to_have_text("1 批次")
    assert "result=passed" in page.url
    expect(page.locator(".chips .chip")).to_have_text(["合格"])
    page.fill("#q", "豇豆")
    page.press("#q", "Enter")
    expect(heading).to_have_text("0 批次")
    page.get_by_role("link", name="结论：合格").click()
    expect(heading).to_have_text("23 批次")
    page.go_back()
    expect(heading).to_have_text("0 批次")
    page.go_back()
    expect(heading).to_have_text("1 批次")


def test_a_long_list_is_searched_in_place(filled: Flask, reader: Make) -> None:
    page = reader().open("/sampling/")
    page.click("#filter-item > summary")
    page.click("#more-item a")
    box = page.locator("#filter-item [data-facet-find]")
    expect(box).to_be_focused()
    box.fill("示例项目申")
    expect(page.locator("#filter-item label:visible")).to_have_count(1)
    box.blur()
    assert page.url.endswith("/sampling/"), "looking through a list asks nothing"
    page.locator("#filter-item label:visible").click()
    expect(page.locator("#results-heading")).to_have_text("1 批次")
    expect(page.locator("#finding-said")).to_have_text("1 批次")
    expect(page.locator("#filter-item label:visible")).to_have_count(len(SIGNS) + 1)
    expect(page.locator("#facet-item-示例项目申")).to_be_focused()


def test_a_filter_keeps_the_focus_and_stays_open(filled: Flask, reader: Make) -> None:
    page = reader().open("/sampling/")
    page.focus("#filter-stage > summary")
    page.keyboard.press("Enter")
    page.focus("#facet-stage-catering")
    page.keyboard.press("Space")
    expect(page.locator("#results-heading")).to_have_text("1 批次")
    expect(page.locator("#facet-stage-catering")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#results-heading")).to_have_text("24 批次")
    expect(page.locator("#facet-stage-catering")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_on_a_phone_the_filters_open_on_demand(filled: Flask, reader: Make, scripts: bool) -> None:
    citizen = reader(scripts=scripts, width=390)
    page = citizen.open("/sampling/")
    option = page.locator("#facet-result-passed")
    expect(option).to_be_hidden()
    page.check("#show-facets")
    expect(option).to_be_visible()
    option.check()
    if not scripts:
        citizen.press("应用筛选")
    expect(page.locator("#results-heading")).to_have_text("1 批次")
    assert not citizen.is_wider_than_the_screen()


def test_without_scripts_the_rest_of_a_list_is_a_page_with_no_idle_box(
    filled: Flask, reader: Make
) -> None:
    citizen = reader(scripts=False, width=390)
    page = citizen.open("/sampling/?result=failed")
    page.check("#show-facets")
    page.click("#filter-item > summary")
    expect(page.locator("#filter-item label:visible")).to_have_count(8)
    page.click("#more-item a")
    expect(page.locator("#filter-item label:visible")).to_have_count(len(SIGNS) + 1)
    expect(page.locator("#filter-item [data-facet-find]")).to_be_hidden()
    assert not citizen.is_wider_than_the_screen()
    page.check("#facet-item-示例项目甲")
    citizen.press("应用筛选")
    expect(page.locator(".chips .chip")).to_have_text(["不合格", "示例项目甲"])


def test_searching_is_for_everybody(filled: Flask, reader: Make) -> None:
    citizen = reader()
    addresses = (
        "/sampling/?item=示例项目甲&result=failed&region=330302",
        "/sampling/?q=花生油礼盒",
        "/sampling/?colour=red",
        "/sampling/fields",
        "/sampling/answers/item?result=failed",
        "/sampling/subscriptions/new?result=failed",
        "/sampling/subscriptions/requested",
    )
    flaws = [flaw for address in addresses for flaw in flaws_of(citizen.open(address))]
    page = citizen.open("/sampling/")
    for summary in page.locator("details > summary").all():
        if summary.is_visible():
            summary.click()
    assert flaws + flaws_of(page) == []
