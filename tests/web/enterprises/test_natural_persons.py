"""A stall holder without a trade name bears a person's name: nobody reads it whole anywhere."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
import time_machine
from flask import Flask

from portal.enterprises import services
from portal.enterprises.rules import EnterpriseKind
from portal.inspections import services as inspections
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, write_intent
from portal.places import masking
from tests.factories.door import read_sheet
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.inspections import OFFICER, make_record
from tests.factories.ratings import make_rating
from tests.visitor import Visitor

CODE = credit_code(8801)
WHOLE, FORMER, SHOWN = "陈示例", "示例旧摊（林示范）", "陈某"
HOME = "五马街道示例巷 6 号 2 单元"
OWN = f"/enterprises/{CODE}"
LISTS = ("/enterprises/", "/enterprises.csv", "/enterprises.json", "/enterprises.atom")
PAGES = (
    *LISTS,
    "/enterprises.feed",
    OWN,
    f"/en{OWN}",
    f"{OWN}.json",
    f"{OWN}/door",
    f"{OWN}/badge.svg",
    f"/sampling/?enterprise={CODE}",
    f"/complaints/new/tip/respondent?enterprise={CODE}",
    "/inspections/",
    "/inspections.csv",
    "/inspections.json",
    "/inspections.atom",
)


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel("2026-11-10 02:00:00 +0000", tick=False):
        yield


@pytest.fixture
def stall(that_day: None, app: Flask) -> str:
    """Return the reference of the inspection of a stall with a grade and a former name."""
    with app.app_context(), write_intent():
        made = make_enterprise(
            FORMER,
            kind=EnterpriseKind.MAKER,
            credit_code=CODE,
            address=HOME,
            coordinates=(28.01, 120.66),
        )
        services.rename_enterprise(made, name=f"{WHOLE}（个体工商户）", by=SYSTEM)
        make_rating(made)
        record = make_record(made, findings=f"{WHOLE} 未亮证")
        inspections.publish_records([record], by=OFFICER)
        db.session.commit()
        return record.reference


@pytest.mark.parametrize("address", PAGES)
def test_page_list_file_feed_and_badge_say_surname_and_mou(
    citizen: Visitor, stall: str, address: str
) -> None:
    told = citizen.client.get(address).get_data(as_text=True)
    assert SHOWN in told
    assert WHOLE not in told
    assert "林示范" not in told
    assert HOME not in told
    assert "120.66" not in told


def test_the_sign_on_the_door_and_the_page_it_leads_to_say_no_more(
    citizen: Visitor, stall: str
) -> None:
    address, text = read_sheet(citizen.client.get(f"{OWN}/sign-a6.pdf").data)
    assert SHOWN in text
    assert WHOLE not in text
    told = citizen.client.get(address[address.index("/door/") :]).get_data(as_text=True)
    assert SHOWN in told
    assert WHOLE not in told
    assert HOME not in told


@pytest.mark.parametrize("words", [WHOLE, "csl", "示范", "2 单元"])
def test_nobody_finds_out_by_asking(citizen: Visitor, stall: str, words: str) -> None:
    for address in LISTS:
        told = citizen.client.get(f"{address}?q={quote(words)}").get_data(as_text=True)
        assert CODE not in told
    told = citizen.client.get(f"/inspections/?q={quote(words)}").get_data(as_text=True)
    assert stall not in told


@pytest.mark.parametrize("words", [SHOWN, "旧摊", CODE])
def test_it_is_found_by_what_everybody_may_read(citizen: Visitor, stall: str, words: str) -> None:
    assert CODE in citizen.client.get(f"/enterprises.csv?q={quote(words)}").get_data(as_text=True)


def test_the_way_from_its_page_to_its_inspections_finds_them(citizen: Visitor, stall: str) -> None:
    assert f"/inspections/?q={quote(SHOWN)}" in citizen.get(OWN).html
    assert stall in citizen.client.get(f"/inspections/?q={SHOWN}").get_data(as_text=True)


def test_a_place_that_shows_whole_names_shows_them_here_too(
    citizen: Visitor, stall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masking, "shows_whole_names", lambda: True)
    assert WHOLE in citizen.get(OWN).html


def test_the_desk_reads_the_whole_name(stall: str, officer: object) -> None:
    desk = officer("data-officer", department="market-regulation")  # type: ignore[operator]
    assert WHOLE in desk.get(f"/desk/inspections/{stall}").html
