"""The desk of retention: periods not set, holds by two people, certificates without content."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.complaints.retention import purging
from portal.complaints.rules.retention import Kept
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, write_intent
from tests.factories.accounts import sign_in
from tests.factories.complaints import STORY
from tests.integration.complaints.ageing import later
from tests.integration.complaints.conftest import periods
from tests.integration.complaints.test_retention import ended
from tests.visitor import Visitor
from tests.web.complaints.conftest import filed

__all__ = ["periods"]
Officer = Callable[..., Visitor]
DESK = "/desk/retention/"


@pytest.fixture
def keeper(officer: Officer) -> Visitor:
    return officer("records-officer", name="keeper", department=None)


def test_a_period_nobody_has_set_is_said_and_removes_nothing(keeper: Visitor) -> None:
    page = keeper.get(DESK)
    assert page.text.count("未设定") >= len(Kept)
    assert not page.soup.select("form[action$=removals]")
    keeper.post(f"{DESK}removals", {"kept": "files"}, status=409)
    keeper.post(f"{DESK}removals", {"kept": "everything"}, status=404)


def test_only_who_keeps_the_records_comes_here(
    citizen: Visitor, stranger: Visitor, handler: Visitor
) -> None:
    assert "/sign-in" in citizen.get(DESK, status=303).location
    for other in (stranger, handler):
        other.get(DESK, status=403)
        other.post(f"{DESK}holds", {}, status=403)


def test_two_people_hold_a_case_and_two_let_it_go(
    app: Flask, keeper: Visitor, officer: Officer
) -> None:
    number, second = filed(app, to=""), officer("records-officer", name="second", department=None)
    keeper.post(f"{DESK}holds", {"hold-reference": "", "hold-reason": ""}, status=422)
    unknown = {"hold-reference": "LC26-none", "hold-reason": "示例"}
    assert "没有这个查询码" in keeper.post(f"{DESK}holds", unknown, status=422).text
    wanted = {"hold-reference": number, "hold-reason": "示例：诉讼"}
    assert "等第二人确认" in keeper.follow(f"{DESK}holds", wanted).text
    (form,) = second.get(DESK).soup.select("form[action$='/confirmation']")
    hold = str(form["action"]).removesuffix("/confirmation")
    keeper.post(f"{hold}/confirmation", status=403)
    assert "请求解除" in second.follow(f"{hold}/confirmation").text
    second.post(f"{hold}/release-request", {"release-reason": ""}, status=422)
    second.follow(f"{hold}/release-request", {"release-reason": "示例：已结"})
    second.post(f"{hold}/release", status=403)
    assert "没有保留的件" in keeper.follow(f"{hold}/release").text
    keeper.post(f"{hold}/release", status=409)
    keeper.post(f"{DESK}holds/99999/release", status=404)


def test_what_is_due_is_removed_in_the_background_and_certified(
    app: Flask, keeper: Visitor, periods: None
) -> None:
    with app.app_context(), write_intent():
        number = ended().reference
        db.session.commit()
    with later():
        keeper = Visitor(app)
        sign_in(keeper.client, "records-officer", department=None, name="later")
        assert keeper.get(DESK).soup.select("form[action$=removals]")
        keeper.follow(f"{DESK}removals", {"kept": "words"})
        with app.app_context(), write_intent():
            made = purging.purge_some(Kept.WORDS, by=SYSTEM)
            assert made is not None
            address = f"{DESK}certificates/{made.number}"
            db.session.commit()
        page = keeper.get(address)
        assert "6 个月" in page.text
        assert STORY not in page.html
        assert number not in page.html
        keeper.get(f"{DESK}certificates/2020-0001", status=404)
