"""Asking to join as supervisor or helper; terms at the desk; the page of all ways."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import time_machine
from flask import Flask

from portal.accounts import queries as accounts
from portal.kernel.db import db
from portal.members.models import Member, MemberApplication
from portal.places.rules import Parameter
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
ANSWERS = {
    "kind": "supervisor",
    "name": "示例监督员",
    "contact": "13800000000",
    "region": "330302006",
    "wish": "示例：我住在这个街道，想帮着看看",
    "may_list": "y",
    "consent": "y",
}
TERM = {"region": "330302006", "begins_on": "2026-11-22", "ends_on": "2027-11-21"}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-22T10:00:00+08:00", tick=False):
        yield


def apply(citizen: Visitor, **answers: str) -> str:
    return citizen.post("/members/apply", {**ANSWERS, **answers}).location.rpartition("/")[2]


def test_a_supervisor_is_admitted_renewed_and_listed(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    assert citizen.get("/members/apply?kind=supervisor").soup.select("[value=supervisor][checked]")
    reference, publisher = apply(citizen), officer("publisher")
    desk = f"/desk/members/{reference}"
    page = publisher.get(desk)
    assert "五马街道" in page.text
    assert "同意上公开名册" in page.text
    assert "未设定" in page.text
    no_end = publisher.post(f"{desk}/admit", {**TERM, "ends_on": ""}, status=422)
    assert "请填写最后一天" in no_end.text
    publisher.post(f"{desk}/admit", {**TERM, "region": "1"}, status=422)
    page = publisher.post(f"{desk}/admit", TERM, status=200)
    assert page.all("#first-password")
    with app.app_context():
        card = db.session.query(Member).one().card
        assert accounts.get_account(reference).roles == ["supervisor"]
    assert card in page.text
    assert card in citizen.get(f"/members/applications/{reference}").text
    assert "示例监督员" in citizen.get("/members/roll").text
    assert "在册" in publisher.get("/desk/roll/").text
    renew = f"/desk/roll/{card}/renew"
    later = {**TERM, "begins_on": "2027-11-22", "ends_on": "2028-11-21"}
    assert "和已有的任期重叠" in publisher.post(renew, TERM, status=422).text
    publisher.post(renew, later)
    assert "第 2 任" in publisher.get(f"/desk/roll/{card}").text


def test_a_form_pressed_twice_leads_to_its_one_receipt(app: Flask, citizen: Visitor) -> None:
    page = citizen.get("/members/apply")
    once = str(page.soup.select_one("#once")["value"])  # type: ignore[index]
    told = {**ANSWERS, "once": once}
    receipt = citizen.post("/members/apply", told).location
    assert citizen.post("/members/apply", told).location == receipt
    with app.app_context():
        assert db.session.query(MemberApplication).count() == 1


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"region": ""}, "请选您想在哪里"),
        ({"region": "110101"}, "这个区域不在本地"),
        ({"kind": ""}, "请选您想做什么"),
    ],
)
def test_a_mistake_is_told_at_its_field(
    citizen: Visitor, answers: dict[str, str], words: str
) -> None:
    page = citizen.post("/members/apply", {**ANSWERS, **answers}, status=422)
    assert words in page.text
    assert ANSWERS["wish"] in page.text


def test_applying_twice_is_told_and_nothing_is_lost(citizen: Visitor) -> None:
    apply(citizen)
    page = citizen.post("/members/apply", ANSWERS, status=422)
    assert "已经报过这一项" in page.text
    assert ANSWERS["wish"] in page.text


def test_somebody_signed_in_joins_as_one_kind_more(app: Flask, officer: Officer) -> None:
    helper, publisher = officer("helper", department=None, name="helper-a"), officer("publisher")
    reference = apply(helper)
    assert "本人已有账号" in publisher.get(f"/desk/members/{reference}").text
    page = publisher.post(f"/desk/members/{reference}/admit", TERM, status=200)
    assert "原来的账号" in page.text
    assert not page.all("#first-password")
    with app.app_context():
        assert accounts.get_account("helper-a").roles == ["helper", "supervisor"]


def test_whoever_is_on_the_roll_does_not_join_as_the_same_again(officer: Officer) -> None:
    author = officer("volunteer", department=None, name="author-a")
    assert "写稿、交稿都照常" in author.get("/desk/membership/").text
    reference, publisher = apply(author, kind="author"), officer("publisher")
    assert "author-a" in publisher.get("/desk/roll/").all("section tbody th")
    publisher.post(f"/desk/members/{reference}/admit", TERM, status=200)
    assert "author-a" not in publisher.get("/desk/roll/").all("section tbody th")
    told = {**ANSWERS, "kind": "author", "contact": "13900000000"}
    page = author.post("/members/apply", told, status=422)
    assert "已经以这一种身份在册" in page.text


def test_an_area_is_of_the_level_that_the_place_has_set(
    app: Flask, citizen: Visitor, officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "本地还没有规定区域多大" in citizen.get("/members/apply").text
    set_area(app, monkeypatch, "street")
    assert "街道、镇、乡" in citizen.get("/members/apply").all(".facts--n dd")
    page = citizen.post("/members/apply", {**ANSWERS, "region": "330302"}, status=422)
    assert "按“街道、镇、乡”来定" in page.text
    desk, publisher = f"/desk/members/{apply(citizen)}", officer("publisher")
    offered = {str(one["value"]) for one in publisher.get(desk).soup.select("#region option")}
    assert "330302006" in offered
    assert "330302" not in offered
    page = publisher.post(f"{desk}/admit", {**TERM, "region": "330302"}, status=422)
    assert "按“街道、镇、乡”来定" in page.text
    publisher.post(f"{desk}/admit", TERM, status=200)
    set_area(app, monkeypatch, "no such level")
    assert "本地还没有规定区域多大" in citizen.get("/members/apply").text


def set_area(app: Flask, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Let the place have decided how large an area is."""
    place = app.extensions["portal.place"]
    row: Parameter = replace(place.parameters.history("members.supervisor_area")[0], value=value)
    whole = place.parameters.overlaid([row])
    monkeypatch.setitem(app.extensions, "portal.place", replace(place, parameters=whole))


def test_every_way_to_join_in_is_on_one_page(citizen: Visitor, officer: Officer) -> None:
    page = citizen.get("/members/")
    assert page.heading == "一起来"
    assert "还没有收到监督记录" in page.text
    assert "未设定" in page.text
    ways = [str(link["href"]) for link in page.soup.select("main .item a")]
    assert {"/visits/", "/events/", "/rounds/", "/walkins/"} <= set(ways)
    for way in ways:
        assert citizen.client.get(way).status_code == 200, way
    assert "还没有人同意公开姓名" in citizen.get("/members/roll").text
    assert "还没有人同意" in citizen.get("/members/thanks").text
    assert "还没有公布的记录" in citizen.get("/members/observations/").text
    assert "您还不在名册上" in officer("helper", department=None).get("/desk/membership/").text
