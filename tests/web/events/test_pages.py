"""From reading of an event to a seat, or to a place in the line."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.events import queries, services
from portal.events.facts import EventSetting
from portal.events.models import EventSignUp
from portal.events.rules import Door
from portal.events.words import CLOSED
from portal.kernel import clock
from portal.kernel.audit import AuditLine
from portal.kernel.db import db
from tests.crowd import kept
from tests.factories.joining import DESK, come, make_event
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
ANSWERS = {"name": "示例居民", "contact": "13800000000", "people": "2", "consent": "y"}


@pytest.fixture
def slug(app: Flask) -> str:
    """Return an event with three seats."""
    return kept(app, lambda: make_event(3))


def ask(citizen: Visitor, slug: str, **changes: str) -> dict[str, str]:
    """Return a filled in form, with the token of its page."""
    page = citizen.get(f"/events/{slug}/sign-up")
    assert page.response.headers["Cache-Control"] == "no-store"
    once = str(page.soup.select_one("#once")["value"])  # type: ignore[index]
    return {**ANSWERS, "once": once, **changes}


def test_a_citizen_signs_up_keeps_the_receipt_and_leaves_again(
    app: Flask, citizen: Visitor, slug: str
) -> None:
    assert "还剩 3 个名额" in citizen.get("/events/").text
    assert "报名" in citizen.get(f"/events/{slug}").text
    told = ask(citizen, slug)
    receipt = citizen.post(f"/events/{slug}/sign-up", told).location
    again = citizen.post(f"/events/{slug}/sign-up", told).location
    assert again == receipt
    page = citizen.get(receipt)
    assert page.heading == "您已经报上名"
    assert "13800000000" not in page.text
    assert page.response.headers["Cache-Control"] == "no-store"
    reference = receipt.rpartition("/")[2]
    assert citizen.get(f"/events/sign-ups/?reference={reference}", 303).location == receipt
    assert citizen.follow(f"{receipt}/cancel").heading == "您的报名已经取消"
    with app.app_context():
        kept_one = db.session.scalars(select(EventSignUp)).one()
        assert kept_one.sealed_contact == b""


def test_a_full_event_says_so_keeps_what_was_typed_and_offers_the_line(
    app: Flask, citizen: Visitor, slug: str
) -> None:
    kept(app, lambda: make_event(9, title="示例：另一场"))
    kept(app, lambda: come(slug, 2).reference)
    told = ask(citizen, slug)
    page = citizen.post(f"/events/{slug}/sign-up", told, 422)
    assert "还剩 1 个，您要 2 个" in page.text
    assert "示例：另一场" in page.text
    assert page.soup.select_one("#name")["value"] == "示例居民"  # type: ignore[index]
    waiting = citizen.follow(f"/events/{slug}/sign-up", {**told, "waits": "y"})
    assert waiting.heading == "您在候补名单里"
    assert "您排在第一位" in waiting.text


@pytest.mark.parametrize("changes", [{}, {"name": ""}, {"people": "abc"}])
def test_an_event_that_is_over_says_so_and_nothing_else(
    app: Flask, citizen: Visitor, slug: str, changes: dict[str, str]
) -> None:
    with time_machine.travel(clock.now() + timedelta(days=9), tick=False):
        page = citizen.post(f"/events/{slug}/sign-up", {**ANSWERS, **changes}, 422)
    assert page.all(".errs li") == [str(CLOSED[Door.OVER])]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "怎么称呼您"),
        ({"contact": "1"}, "太短"),
        ({"people": "99999"}, "1 到 9999 的整数"),
        ({"people": "11"}, "一次最多报 10 人"),
        ({"people": "一堆"}, "1 到 9999 的整数"),
        ({"consent": ""}, "请勾选同意"),
        ({"part": "helper"}, "编号"),
        ({"name": "\x00"}, "怎么称呼您"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_kept(
    app: Flask, citizen: Visitor, slug: str, changes: dict[str, str], words: str
) -> None:
    told = {key: value for key, value in {**ANSWERS, **changes}.items() if value}
    page = citizen.post(f"/events/{slug}/sign-up", told, 422)
    assert words in page.text
    with app.app_context():
        assert db.session.scalars(select(EventSignUp)).all() == []


def test_only_an_event_that_wants_helpers_asks_who_helps(
    app: Flask, citizen: Visitor, officer: Officer, slug: str
) -> None:
    address, desk = f"/events/{slug}/sign-up", officer("editor")
    assert citizen.get(address).soup.select_one("#member") is not None
    page = desk.get(f"/desk/events/{slug}/seats")
    told = {
        str(one["name"]): str(one["value"]) for one in page.soup.select("main form input[value]")
    }
    desk.post(f"/desk/events/{slug}/seats", {**told, "helpers_wanted": ""}, 303)
    assert citizen.get(address).soup.select_one("#member") is None
    assert citizen.follow(address, ask(citizen, slug)).heading == "您已经报上名"


def test_whoever_leaves_too_late_is_told(app: Flask, citizen: Visitor, slug: str) -> None:
    reference = kept(app, lambda: come(slug).reference)
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        page = citizen.post(f"/events/sign-ups/{reference}/cancel", status=422)
    assert "活动已经开始，不能再取消了" in page.text


def test_what_is_not_there_is_not_found(app: Flask, citizen: Visitor) -> None:
    closed = kept(app, lambda: make_event(3, opens=False))
    assert "报名还没有开放" in citizen.get(f"/events/{closed}").text
    citizen.get(f"/events/{closed}/sign-up", 404)
    citizen.get("/events/none", 404)
    citizen.get("/events/sign-ups/hd-nobody", 404)
    assert "没有这个编号" in citizen.get("/events/sign-ups/?reference=hd-x", 404).text
    assert citizen.get("/events/sign-ups/").heading == "查我的报名"
    citizen.post("/events/sign-ups/hd-nobody/cancel", status=404)


def test_the_desk_opens_an_event_reads_the_list_and_calls_it_off(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    slug = kept(app, lambda: make_event(3, opens=False))
    editor = officer("editor")
    assert "开放报名" in editor.get("/desk/events/").text
    editor.get(f"/desk/events/{slug}/seats")
    bad = {"seats": "0", "closes_at": "0001-01-01T00:00"}
    assert "请核对年份" in editor.post(f"/desk/events/{slug}/seats", bad, 422).text
    begins = queries_time(app, slug)
    editor.post(f"/desk/events/{slug}/seats", {"seats": "2", "closes_at": begins})
    # Without the mark of what was read, as a script may send it, once it has been opened.
    editor.post(f"/desk/events/{slug}/seats", {"seats": "3", "closes_at": begins})
    kept(app, lambda: come(slug, 2).reference)
    page = editor.get(f"/desk/events/{slug}/sign-ups")
    assert "13800000000" in page.text
    assert "13800000000" in editor.get(f"/desk/events/{slug}/sign-ups.csv").html
    with app.app_context():
        lines = db.session.scalars(select(AuditLine.action)).all()
        assert lines.count("events.contacts-read") == 2
    assert "原因" in editor.post(f"/desk/events/{slug}/cancel", {}, 422).text
    page = editor.follow(f"/desk/events/{slug}/cancel", {"reason": "台风"})
    assert "台风" in page.text
    assert "台风" in citizen.get(f"/events/{slug}").text


def queries_time(app: Flask, slug: str) -> str:
    """Return when an event begins, as a browser sends it."""
    with app.app_context():
        return f"{queries.get_card(slug, 'zh').event.starts_at:%Y-%m-%dT%H:%M}"


def test_who_came_is_ticked_and_a_mistake_keeps_the_ticks(app: Flask, officer: Officer) -> None:
    slug = kept(app, lambda: make_event(3, hours=-1, opens=False))

    def open_late() -> str:
        setting = EventSetting(3, queries.get_card(slug, "zh").event.ends_at)
        services.set_event(slug, setting, by=DESK)
        return come(slug).reference

    reference = kept(app, open_late)
    editor = officer("editor")
    page = editor.post(f"/desk/events/{slug}/attendance", {"came": reference, "minutes": "x"}, 422)
    assert page.soup.select_one("input[name=came][checked]") is not None
    page = editor.follow(f"/desk/events/{slug}/attendance", {"came": reference})
    assert "到场了" in page.text
    editor.post("/desk/events/contacts/erase")


@pytest.mark.parametrize("address", ["/desk/events/", "/desk/campaigns/"])
def test_the_desk_is_for_those_who_keep_it(
    citizen: Visitor, stranger: Visitor, address: str
) -> None:
    stranger.get(address, 403)
    assert "sign-in" in citizen.get(address, 303).location
