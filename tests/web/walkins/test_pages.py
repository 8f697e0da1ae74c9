"""From a free slot to a result that is marked for reference."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock
from portal.walkins import queries, services
from tests.crowd import kept
from tests.factories import walkins as factory
from tests.factories.walkins import DESK, book, make_slot
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
ANSWERS = {
    "kind": "01",
    "product": "示例豇豆",
    "name": "示例居民",
    "contact": "13800000000",
    "consent": "y",
}


@pytest.fixture
def slot(app: Flask) -> str:
    """Return a slot with two tests."""
    return kept(app, lambda: make_slot(2).reference)


def test_a_booking_is_kept_once_and_names_nobody(citizen: Visitor, slot: str) -> None:
    assert "还能约 2 份" in citizen.get("/walkins/").text
    form = citizen.get(f"/walkins/slots/{slot}/book")
    once = str(form.soup.select_one("#once")["value"])  # type: ignore[index]
    told = {**ANSWERS, "once": once}
    receipt = citizen.post(f"/walkins/slots/{slot}/book", told).location
    assert citizen.post(f"/walkins/slots/{slot}/book", told).location == receipt
    page = citizen.get(receipt)
    assert page.heading == "已经约好"
    assert "13800000000" not in page.text
    reference = receipt.rpartition("/")[2]
    assert citizen.get(f"/walkins/results/?number={reference}", 303).location == receipt


def test_a_sample_goes_all_the_way_to_a_result_for_reference(
    app: Flask, citizen: Visitor, officer: Officer, slot: str
) -> None:
    reference = kept(app, lambda: book(queries.get_slot(slot)).reference)
    receipt = f"/walkins/bookings/{reference}"
    tester, reader = officer("data-officer"), officer("reviewer")
    desk = f"/desk/walkins/bookings/{reference}"
    assert "13800000000" in tester.get(f"/desk/walkins/slots/{slot}").text
    tester.post(f"{desk}/arrival")
    tester.post(f"{desk}/test")
    tester.get(f"{desk}/result")
    wrong = {"method": "速测卡", "readings": "农药残留 12%"}
    page = tester.post(f"{desk}/result", wrong, 422)
    assert "第 1 行" in page.text
    assert "农药残留 12%" in page.html
    tester.post(f"{desk}/result", {**wrong, "readings": "农药残留 | 12% | 未见异常"})
    assert "样品收到了" in citizen.get(receipt).heading
    assert "示例豇豆" in reader.get("/desk/walkins/results/").text
    check = f"/desk/walkins/results/bookings/{reference}"
    assert "原因" in reader.post(f"{check}/return", {}, 422).text
    reader.post(f"{check}/release")
    page = citizen.get(receipt)
    result = citizen.get(next(link for link in page.links() if "/results/yp-" in link))
    assert result.heading == "送检结果（参考）"
    assert "不是合格或不合格的结论" in result.text
    assert "13800000000" not in result.text
    number = result.response.request.path.rpartition("/")[2]
    assert citizen.get(f"/walkins/results/?number={number}", 303).location.endswith(number)


def test_a_result_is_entered_and_checked_in_its_turn_only(
    app: Flask, officer: Officer, slot: str
) -> None:
    reference = kept(app, lambda: book(queries.get_slot(slot)).reference)
    both, desk = officer("data-officer", "reviewer"), f"/desk/walkins/bookings/{reference}"
    both.get(f"{desk}/result", 404)
    both.get(f"/desk/walkins/results/bookings/{reference}", 404)
    both.post(f"{desk}/absence", status=409)
    for step in ("arrival", "test"):
        both.post(f"{desk}/{step}")
    many = "\n".join(["农药残留 | 12% | 未见异常"] * 13)
    page = both.post(f"{desk}/result", {"method": "速测卡", "readings": many}, 422)
    assert "检测项目" in page.all(".errs li")[0]


def test_whoever_entered_a_result_cannot_release_it(
    app: Flask, officer: Officer, slot: str
) -> None:
    reference = kept(app, lambda: book(queries.get_slot(slot)).reference)
    both = officer("data-officer", "reviewer")
    desk = f"/desk/walkins/bookings/{reference}"
    for step in ("arrival", "test"):
        both.post(f"{desk}/{step}")
    both.post(f"{desk}/result", {"method": "速测卡", "readings": "农药残留 | 12% | 未见异常"})
    check = f"/desk/walkins/results/bookings/{reference}"
    assert "换一位同事" in both.get(check).text
    both.post(f"{check}/release", status=403)
    both.post(f"{check}/return", {"reason": "重测"})


def test_a_full_slot_says_so_keeps_what_was_typed_and_offers_others(
    app: Flask, citizen: Visitor, slot: str
) -> None:
    kept(app, lambda: make_slot(5, days=4).reference)
    for _n in range(2):
        kept(app, lambda: book(queries.get_slot(slot)).reference)
    assert "约满" in citizen.get(f"/walkins/slots/{slot}/book").text
    page = citizen.post(f"/walkins/slots/{slot}/book", ANSWERS, 422)
    assert "刚刚约满" in page.text
    assert page.soup.select_one("#product")["value"] == "示例豇豆"  # type: ignore[index]
    button = page.soup.select_one("button[formaction]")
    assert button is not None, "another slot takes what was typed, as it stands"
    told = {**ANSWERS, "once": "1" * 43}
    assert citizen.follow(str(button["formaction"]), told).heading == "已经约好"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": ""}, "请选送检的是哪一类"),
        ({"product": ""}, "请写送检的是什么"),
        ({"contact": "1"}, "太短"),
        ({"consent": ""}, "请勾选同意"),
    ],
)
def test_a_mistake_is_told(
    citizen: Visitor, slot: str, changes: dict[str, str], words: str
) -> None:
    told = {key: value for key, value in {**ANSWERS, **changes}.items() if value}
    assert words in citizen.post(f"/walkins/slots/{slot}/book", told, 422).text


@pytest.mark.parametrize("changes", [{}, {"kind": "99"}, {"name": ""}])
def test_a_slot_that_has_passed_says_so_and_nothing_else(
    citizen: Visitor, slot: str, changes: dict[str, str]
) -> None:
    with time_machine.travel(clock.now() + timedelta(days=5), tick=False):
        page = citizen.post(f"/walkins/slots/{slot}/book", {**ANSWERS, **changes}, 422)
    assert len(page.all(".errs li")) == 1
    assert "已经开始或者过去了" in page.all(".errs li")[0]
    assert page.soup.select_one("#product")["value"] == "示例豇豆"  # type: ignore[index]


def test_a_booking_is_given_up_in_time_only(app: Flask, citizen: Visitor, slot: str) -> None:
    first = kept(app, lambda: book(queries.get_slot(slot)).reference)
    second = kept(app, lambda: book(queries.get_slot(slot)).reference)
    page = citizen.follow(f"/walkins/bookings/{first}/cancel")
    assert page.heading == "预约已经取消"

    def hand_in() -> str:
        services.note_arrival(queries.get_booking(second), by=DESK)
        return second

    kept(app, hand_in)
    assert "不能再取消" in citizen.post(f"/walkins/bookings/{second}/cancel", status=422).text
    citizen.post("/walkins/bookings/sj-none/cancel", status=404)
    assert "没有这个编号" in citizen.get("/walkins/results/?number=yp-x", 404).text
    assert citizen.get("/walkins/results/").heading == "查送检结果"
    citizen.get("/walkins/slots/none/book", 404)
    citizen.get("/walkins/results/yp-none", 404)


def test_the_desk_opens_changes_and_calls_off_a_slot(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    tester = officer("data-officer")
    tester.get("/desk/walkins/slots/new")
    begins = clock.in_china(clock.now() + timedelta(days=2)).replace(hour=9, minute=0)
    told = {
        "starts_at": f"{begins:%Y-%m-%dT%H:%M}",
        "ends_at": f"{begins:%Y-%m-%dT11:%M}",
        "venue": "示例菜场",
        "seats": "2",
        "kinds": "01",
    }
    for wrong in ({"ends_at": told["starts_at"]}, {"kinds": ""}, {"seats": "0"}):
        sent = {key: value for key, value in {**told, **wrong}.items() if value}
        tester.post("/desk/walkins/slots/new", sent, 422)
    address = tester.post("/desk/walkins/slots/new", told).location
    tester.post(f"{address}/seats", {"seats": "x"}, 422)
    tester.post(f"{address}/seats", {"seats": "5"})
    assert "还能约 5 份" in citizen.get("/walkins/").text
    reference = address.rpartition("/")[2]
    for _n in range(2):
        kept(app, lambda: factory.book(queries.get_slot(reference)).reference)
    assert "已经约出 2 份" in tester.post(f"{address}/seats", {"seats": "1"}, 422).text
    tester.post(f"{address}/cancel", {}, 422)
    assert "停电" in tester.follow(f"{address}/cancel", {"reason": "停电"}).text
    assert "停电" in citizen.get("/walkins/").text
    tester.get("/desk/walkins/")
    tester.post("/desk/walkins/contacts/erase")


@pytest.mark.parametrize("address", ["/desk/walkins/", "/desk/walkins/results/"])
def test_the_desk_is_for_those_who_keep_it(
    citizen: Visitor, stranger: Visitor, address: str
) -> None:
    stranger.get(address, 403)
    assert "sign-in" in citizen.get(address, 303).location


def test_results_are_for_reference_in_both_languages(app: Flask, citizen: Visitor) -> None:
    def make() -> str:
        return str(factory.release(book(make_slot()), factory.ATTENTION).sample_number)

    number = kept(app, make)
    for root in ("", "/en"):
        page = citizen.get(f"{root}/walkins/results/{number}")
        assert "参考" in page.text or "reference" in page.text
