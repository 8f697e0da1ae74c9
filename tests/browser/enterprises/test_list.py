"""Looking for an enterprise: by words, filters and tiles, on a phone, without scripts."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect

from portal.enterprises.listing import PAGE_LENGTH
from portal.enterprises.rules import EnterpriseKind
from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.looking import flaws_of
from tests.factories.enterprises import make_enterprise

Make = Callable[..., Reader]
BINJIANG, QIDU = "330302024", "330302023"


@pytest.fixture
def register(app: Flask) -> None:
    """Enter a page of makers in one street and one caterer in another."""
    with app.app_context(), write_intent():
        make_enterprise("示例面馆", kind=EnterpriseKind.CATERER, region_code=QIDU)
        for _ in range(PAGE_LENGTH):
            make_enterprise(region_code=BINJIANG)
        db.session.commit()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.usefixtures("register")
def test_a_citizen_narrows_widens_and_goes_back(reader: Make, scripts: bool) -> None:
    citizen = reader(scripts=scripts)
    page = citizen.open("/enterprises/")
    heading = page.locator("#results-heading")
    expect(heading).to_have_text("21 家企业")
    page.check("#facet-kind-caterer")
    if not scripts:
        citizen.press("应用筛选")
    expect(heading).to_have_text("1 家企业")
    expect(page.locator(".chips .chip")).to_have_text(["餐饮服务"])
    page.fill("#q", "食品厂")
    page.press("#q", "Enter")
    expect(heading).to_have_text("0 家企业")
    page.get_by_role("link", name="企业类型：餐饮服务").click()
    expect(heading).to_have_text("20 家企业")
    page.go_back()
    expect(heading).to_have_text("0 家企业")
    page.go_back()
    expect(heading).to_have_text("1 家企业")


@pytest.mark.usefixtures("register")
def test_pages_lead_there_and_back(reader: Make) -> None:
    page = reader().open("/enterprises/?sort=name")
    rows = page.locator(".row h3")
    first = rows.all_text_contents()
    page.locator("a[rel=next]").click()
    expect(rows).to_have_count(1)
    page.locator("a[rel=prev]").click()
    expect(rows).to_have_text(first)
    assert "sort=name" in page.url


@pytest.mark.usefixtures("register")
def test_a_tile_shows_its_street_alone_and_all_again(reader: Make) -> None:
    page = reader().open("/enterprises/")
    tile = page.locator(".ent-tile", has_text="七都街道")
    expect(tile).to_have_text("七都街道1")
    tile.click()
    expect(page.locator("#results-heading")).to_have_text("1 家企业")
    expect(page.locator(".ent-tile[aria-current]")).to_have_text("七都街道1")
    expect(page.locator(".ent-tile", has_text="滨江街道")).to_have_text("滨江街道20")
    page.locator(".ent-tile[aria-current]").click()
    expect(page.locator("#results-heading")).to_have_text("21 家企业")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.usefixtures("register")
def test_on_a_phone_the_filters_open_on_demand(reader: Make, language: str) -> None:
    citizen = reader(width=390, language=language)
    page = citizen.open("/enterprises/")
    option = page.locator("#facet-kind-caterer")
    expect(option).to_be_hidden()
    page.check("#show-facets")
    option.check()
    expect(page.locator(".rows .row")).to_have_count(1)
    assert flaws_of(page) == []
