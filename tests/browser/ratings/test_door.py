"""A sign is printed, photographed at the door and asked whether it still holds."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from flask import Flask

from portal.enterprises import queries as enterprises
from portal.kernel.db import db, write_intent
from tests.browser.conftest import Reader
from tests.browser.looking import flaws_of
from tests.factories.door import read_sheet
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.ratings import make_rating

Readers = Callable[..., Reader]
CODE = credit_code(820)
NEXT = {"level": "C", "score": Decimal(52), "factors": (), "expires_on": None}
NEXT |= {"effective_on": date(2026, 9, 1)}


def graded(app: Flask, **facts: object) -> None:
    with app.app_context(), write_intent():
        known = enterprises.find_enterprise(CODE)
        make_rating(known or make_enterprise("示例老街饭店", credit_code=CODE), **facts)
        db.session.commit()


def test_a_scanned_sign_is_current_until_the_grade_changes(app: Flask, reader: Readers) -> None:
    graded(app)
    guest = reader(scripts=False, width=390)
    page = guest.open(f"/enterprises/{CODE}/door")
    link = page.get_by_text("打印 A4 门牌").get_attribute("href")
    sheet = page.request.get(f"{guest.server}{link}")
    address, words = read_sheet(sheet.body())
    assert "示例老街饭店" in words
    page = guest.open(urlsplit(address).path)
    guest.reads("这张牌子现在有效")
    graded(app, **NEXT)
    page.reload()
    guest.reads("这张牌子过时了")
    assert not guest.is_wider_than_the_screen()


def test_the_pages_of_signs_can_be_read_by_all(app: Flask, reader: Readers) -> None:
    graded(app)
    for language in ("zh", "en"):
        guest = reader(language=language)
        page = guest.open(f"/enterprises/{CODE}/door")
        address = page.locator("img.door-badge").first.get_attribute("src")
        assert page.request.get(guest.server + str(address)).ok
        assert flaws_of(page) == []
        assert flaws_of(guest.open("/door/forged")) == []
