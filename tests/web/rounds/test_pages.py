"""Proposing, voting once, and reading what followed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock
from portal.rounds import queries
from tests.crowd import kept
from tests.factories.rounds import make_round, vote
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
LATER = timedelta(days=4)


@pytest.fixture
def reference(app: Flask) -> str:
    """Return an open round with four proposals."""
    return kept(app, make_round)


def test_somebody_votes_once_and_reads_the_result_after_the_close(
    app: Flask, citizen: Visitor, reference: str
) -> None:
    assert reference in " ".join(citizen.get("/rounds/").links())
    page = citizen.get(f"/rounds/{reference}")
    assert "防不住" in page.text
    assert "票数" not in " ".join(page.all("th"))
    address = f"/rounds/{reference}/vote"
    page = citizen.get(address)
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "最多选 2 项" in citizen.post(address, {"choices": ["1", "2", "3"]}, 422).text
    assert citizen.follow(address, {"choices": ["1", "2"]}).heading == "您的票已经计入"
    again = citizen.post(address, {"choices": ["3"]}, 422)
    assert "已经投过票" in again.text
    assert again.soup.select_one("#choices-3[checked]") is not None
    with time_machine.travel(clock.now() + LATER, tick=False):
        page = citizen.get(f"/rounds/{reference}")
        assert "1 人投了票" in page.text
        assert "还没有公布由此安排的抽检结果" in page.text
        assert "已经截止" in citizen.get(address).text
        assert "已经截止" in citizen.post(address, {"choices": ["1"]}, 422).text


def test_a_browser_without_our_mark_does_not_vote(app: Flask, citizen: Visitor) -> None:
    reference = kept(app, make_round)
    address = f"/rounds/{reference}/vote"
    assert "再按一次" in citizen.post(address, {"choices": ["1"]}, 422).text
    citizen.client.set_cookie("round_voter", "x" * 43 + ".forged")
    assert "再按一次" in citizen.post(address, {"choices": ["1"]}, 422).text
    citizen.post(address, {"choices": ["1"]})


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("vote", {"choices": ["1"]}),
        ("vote", {}),
        ("vote", {"choices": ["x"]}),
        ("propose", {"text": "示例：烤肠", "kind": "04"}),
        ("propose", {"text": "示例：烤肠", "kind": "99"}),
    ],
)
def test_a_closed_round_says_that_it_is_over_and_nothing_else(
    citizen: Visitor, reference: str, page: str, told: dict[str, object]
) -> None:
    with time_machine.travel(clock.now() + LATER, tick=False):
        answer = citizen.post(f"/rounds/{reference}/{page}", told, 422)
    assert len(answer.all(".errs li")) == 1
    assert "这一轮已经截止" in answer.all(".errs li")[0]


def test_a_proposal_is_read_before_it_is_shown(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    reference = kept(app, lambda: make_round(0))
    address = f"/rounds/{reference}/propose"
    form = citizen.get(address)
    told = {"text": "示例：校门口的烤肠", "kind": "04", "once": "0" * 43}
    assert form.soup.select_one("#once") is not None
    assert "请写想抽检什么" in citizen.post(address, {"kind": "04"}, 422).text
    page = citizen.post(address, {**told, "kind": "99"}, 422)
    assert page.soup.select_one("#text")["value"] == told["text"]  # type: ignore[index]
    citizen.post(address, told)
    citizen.post(address, told)
    assert told["text"] not in citizen.get(f"/rounds/{reference}").text
    desk = officer("data-officer")
    assert told["text"] in desk.get(f"/desk/rounds/{reference}").text
    proposals = f"/desk/rounds/{reference}/proposals"
    desk.post(f"{proposals}/1/refuse", {}, 422)
    assert "重复" in desk.follow(f"{proposals}/1/refuse", {"reason": "重复"}).text
    desk.post(f"{proposals}/1/accept")
    desk.post(f"{proposals}/9/accept", status=404)
    assert told["text"] in citizen.get(f"/rounds/{reference}").text


def test_the_desk_opens_a_round_makes_slips_and_calls_it_off(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    desk = officer("data-officer")
    desk.get("/desk/rounds/new")
    now = clock.in_china(clock.now())
    told = {
        "title": "示例一轮",
        "opens_at": f"{now:%Y-%m-%dT%H:%M}",
        "closes_at": f"{now + LATER:%Y-%m-%dT%H:%M}",
        "kinds": "01",
        "choices": "2",
        "needs_code": "y",
    }
    for wrong in ({"title": ""}, {"kinds": ""}, {"closes_at": told["opens_at"]}, {"choices": "0"}):
        sent = {key: value for key, value in {**told, **wrong}.items() if value}
        desk.post("/desk/rounds/new", sent, 422)
    desk.post("/desk/rounds/new", told)
    with app.app_context():
        reference = queries.list_rounds()[0].reference
    desk.post(f"/desk/rounds/{reference}/codes", {"count": "x"}, 422)
    page = desk.post(f"/desk/rounds/{reference}/codes", {"count": "3"}, 200)
    assert len(page.all("li.code, ul.mono li")) == 3
    assert "投票码" in citizen.get(f"/rounds/{reference}").text
    assert "还没有可以投的提议" in citizen.get(f"/rounds/{reference}/vote").text
    desk.post(f"/desk/rounds/{reference}/cancel", {}, 422)
    desk.post(f"/desk/rounds/{reference}/cancel", {"why": "示例原因"})
    assert "示例原因" in citizen.get(f"/rounds/{reference}").text
    assert "示例一轮" in desk.get("/desk/rounds/").text


def test_what_followed_is_tied_at_the_desk(app: Flask, officer: Officer) -> None:
    reference = kept(app, make_round)
    kept(app, lambda: str(vote(reference, 1)))
    with time_machine.travel(clock.now() + LATER, tick=False):
        desk = officer("data-officer")
        proposals = f"/desk/rounds/{reference}/proposals"
        page = desk.post(f"{proposals}/1/result", {"reference": "none"}, 422)
        assert "没有找到这个编号的公示结果" in page.text
        page = desk.post(f"{proposals}/1/plan", {"plan": "none"}, 422)
        assert "没有找到这个编号的抽检计划" in page.text


def test_the_desk_is_for_those_who_keep_it(citizen: Visitor, stranger: Visitor) -> None:
    stranger.get("/desk/rounds/", 403)
    assert "sign-in" in citizen.get("/desk/rounds/", 303).location
    citizen.get("/rounds/none", 404)
