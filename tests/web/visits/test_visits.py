"""From an organisation's wish to what everybody reads; days of bases and their places."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.kernel.audit import AuditLine
from portal.kernel.db import db
from portal.places.rules import Item, Parameter, Text
from portal.visits.models import BaseBooking, BaseDay, Visit
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
DESK = "/desk/visits"
WISH = {
    "organisation": "示例小学",
    "place": "学校",
    "region": "330302006",
    "address": "示例路 2 号",
    "wished_on": "2026-12-10",
    "people_count": "40",
    "topic": "示例：早餐怎样买得放心",
    "contact": "示例老师 13800000000",
}
DAY = {"base": "lab", "open_on": "2026-12-05", "hours": "9:00–11:00", "quota": "10"}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-22T10:00:00+08:00", tick=False):
        yield


def ask(citizen: Visitor, **facts: str) -> str:
    return citizen.post("/visits/request", {**WISH, **facts}).location


def set_list(app: Flask, monkeypatch: pytest.MonkeyPatch, key: str, *items: Item) -> None:
    """Let the place have decided a list."""
    place = app.extensions["portal.place"]
    row: Parameter = replace(place.parameters.history(key)[0], value=items)
    whole = place.parameters.overlaid([row])
    monkeypatch.setitem(app.extensions, "portal.place", replace(place, parameters=whole))


def propose(publisher: Visitor, desk: str) -> None:
    no_reason, past = {"propose-day": "2026-12-12"}, {"propose-day": "2026-11-01"}
    reason = {"propose-reason": "示例：那天有考试"}
    assert "请写明原因" in publisher.post(f"{desk}/propose", no_reason, status=422).text
    assert "已经过去" in publisher.post(f"{desk}/propose", {**past, **reason}, status=422).text
    publisher.post(f"{desk}/propose", {**no_reason, **reason})


def tell(publisher: Visitor, address: str, told: dict[str, str]) -> None:
    elsewhere = {**told, "finish-article": "https://example.com/"}
    assert "/science/" in publisher.post(address, elsewhere, status=422).text
    publisher.post(address, told)


def test_a_visit_goes_from_a_wish_to_what_everybody_reads(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    assert "未设定" in citizen.get("/visits/").text
    receipt = ask(citizen, may_publish="y")
    desk, publisher = f"{DESK}/{receipt.rpartition('/')[2]}", officer("publisher")
    assert "13800000000" not in citizen.get(receipt).text
    assert citizen.get(receipt).response.headers["Cache-Control"] == "no-store"
    assert desk in publisher.get(f"{DESK}/").links()
    assert "13800000000" in publisher.get(desk).text
    propose(publisher, desk)
    assert "那天有考试" in citizen.get(receipt).text
    citizen.post(f"{receipt}/accept")
    assert "示例小学" in citizen.get("/visits/").text
    told = {"finish-people": "38", "finish-note": "示例：大家问了怎样看标签。"}
    assert "还没到约定的那天" in publisher.post(f"{desk}/finish", told, status=422).text
    with time_machine.travel("2026-12-13T10:00:00+08:00", tick=False):
        tell(officer("publisher"), f"{desk}/finish", told)
        assert "到场 38 人" in citizen.get("/visits/").text
        citizen.post(f"{receipt}/cancel", status=409)
    with app.app_context():
        lines = db.session.scalars(select(AuditLine.action).order_by(AuditLine.id)).all()
    assert {"visit.requested", "visit.contact-read", "visit.agreed", "visit.done"} <= set(lines)


def test_a_visit_is_agreed_declined_or_called_off(citizen: Visitor, officer: Officer) -> None:
    publisher = officer("commission-office", department=None)
    first, second, third = (ask(citizen) for _ in range(3))
    desk = [f"{DESK}/{one.rpartition('/')[2]}" for one in (first, second, third)]
    publisher.post(f"{desk[0]}/accept")
    assert citizen.get(first).heading == "已约定"
    assert "示例小学" not in citizen.get("/visits/").text
    publisher.post(f"{desk[1]}/decline", {"decline-reason": "示例：那周没有人手"})
    assert "没有人手" in citizen.get(second).text
    citizen.post(f"{third}/cancel")
    publisher.post(f"{desk[2]}/accept", status=409)
    citizen.post(f"{third}/accept", status=409)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"wished_on": "2026-11-21"}, "已经过去"),
        ({"wished_on": ""}, "请填写想在哪天"),
        ({"people_count": "0"}, "1 到 100000"),
        ({"people_count": "-1"}, "1 到 100000"),
        ({"people_count": "abc"}, "1 到 100000"),
        ({"people_count": "1e9"}, "1 到 100000"),
        ({"people_count": "99999999999"}, "1 到 100000"),
        ({"region": "110101"}, "这个区域不在本地"),
        ({"contact": "1"}, "太短"),
    ],
)
def test_a_mistake_keeps_what_was_typed(
    app: Flask, citizen: Visitor, facts: dict[str, str], words: str
) -> None:
    page = citizen.post("/visits/request", {**WISH, **facts}, status=422)
    assert words in page.text
    assert len(page.all(".errs li")) == 1, "one slip, one message"
    assert WISH["organisation"] in page.html
    with app.app_context():
        assert db.session.query(Visit).count() == 0


def test_the_five_places_are_those_the_place_has_set(
    app: Flask, citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = Item("school", Text("示例：进学校", "Example: schools"))
    set_list(app, monkeypatch, "science.five_entries", school)
    assert citizen.get("/visits/request").all("#place option") == ["示例：进学校"]
    assert "请从列表里选一处" in citizen.post("/visits/request", WISH, status=422).text
    ask(citizen, place="school")


def test_places_on_a_day_are_taken_and_given_back(
    app: Flask, citizen: Visitor, officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher = officer("publisher")
    assert "没有这个基地" in publisher.post(f"{DESK}/bases", DAY, status=422).text
    set_list(app, monkeypatch, "visits.bases", Item("lab", Text("示例快检室", "Example lab")))
    publisher.post(f"{DESK}/bases", DAY)
    assert "已经开放了" in publisher.post(f"{DESK}/bases", DAY, status=422).text
    page = citizen.get("/visits/")
    assert "示例快检室" in page.text
    day = next(link for link in page.links() if link.startswith("/visits/bases/"))
    told = {"people": "8", "contact": "示例居委会 13800000000"}
    receipt = citizen.post(day, told).location
    assert "名额不够" in citizen.post(day, told, status=422).text
    assert "示例居委会" in publisher.get(f"/desk{day}").text
    assert "示例居委会" not in citizen.get(receipt).text
    citizen.post(f"{receipt}/cancel")
    citizen.post(f"{receipt}/cancel", status=409)
    citizen.post(day, {**told, "people": "10"})
    assert "约满了" in citizen.get("/visits/").text
    with app.app_context():
        assert db.session.query(BaseDay).one().taken_count == 10
        assert db.session.query(BaseBooking).count() == 2
    with time_machine.travel("2026-12-06T10:00:00+08:00", tick=False):
        for sent in (told, {"people": "abc"}):
            page = citizen.post(day, sent, status=422)
            assert len(page.all(".errs li")) == 1
            assert "这一天已经过去" in page.text
    citizen.get("/visits/bases/999999", status=404)


def test_the_desk_is_closed_to_others(citizen: Visitor, stranger: Visitor) -> None:
    receipt = ask(citizen)
    for address in (f"{DESK}/", f"{DESK}/{receipt.rpartition('/')[2]}"):
        stranger.get(address, status=403)
        assert "sign-in" in citizen.get(address, status=303).location
    for wrong in ("/visits/requests/sm-x", "/visits/bookings/jd-x"):
        citizen.get(wrong, status=404)
