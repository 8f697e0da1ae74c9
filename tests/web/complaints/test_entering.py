"""A clerk enters what came by telephone, letter or at the counter; the caller gets a receipt."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.complaints.models import Case
from portal.complaints.rules import Channel, Track
from portal.kernel import clock
from portal.kernel.db import db
from tests.visitor import Page, Visitor
from tests.web.complaints.conftest import Officer
from tests.web.complaints.journeys import CONTACT, RESPONDENT, TOLD, number_of, secret_of

ENTER = "/desk/cases/new"


@pytest.fixture
def clerk(officer: Officer) -> Visitor:
    """Return somebody at the telephone."""
    return officer("intake-clerk", department=None, name="at-the-telephone")


def written(clerk: Visitor, **changes: Any) -> dict[str, Any]:
    """Return the form as a clerk fills it in."""
    token = clerk.get(ENTER).soup.select_one("input[name=submit_token]")
    assert token is not None
    usual = {**RESPONDENT, **TOLD, **CONTACT, "submit_token": str(token["value"])}
    return {**usual, "chosen": "complaint", "channel": "telephone", **changes}


def entered(clerk: Visitor, **changes: Any) -> Page:
    """Enter a case and return the caller's receipt."""
    return clerk.follow(ENTER, written(clerk, **changes))


def test_a_caller_gets_number_words_and_digits_to_write_down(
    app: Flask, clerk: Visitor, citizen: Visitor
) -> None:
    receipt = entered(clerk)
    assert len(receipt.all(".words .mono")) == 5
    digits = "".join(receipt.all(".words .mono"))
    found = citizen.follow("/track", {"number": number_of(receipt), "secret": digits})
    assert number_of(receipt) in found.text
    clerk.post("/desk/cases/new/receipt", {"is_written": "y"})
    clerk.get("/desk/cases/new/receipt", status=404)
    with app.app_context():
        assert db.session.query(Case).one().channel is Channel.TELEPHONE


def test_a_letter_is_dated_to_the_day_it_came_and_its_time_limit_with_it(
    app: Flask, clerk: Visitor
) -> None:
    came = clock.today() - timedelta(days=3)
    entered(clerk, channel="letter", received_on=came.isoformat())
    with app.app_context():
        case = db.session.query(Case).one()
        assert clock.in_china(case.received_at).date() == came
        assert case.received_at < clock.now()


@pytest.mark.parametrize(
    ("days", "message"), [(-1, "晚于今天"), (400, "最早只能补记到"), (None, "日期请这样写")]
)
def test_a_day_that_cannot_be_is_said_at_its_field(
    clerk: Visitor, days: int | None, message: str
) -> None:
    day = "明天" if days is None else (clock.today() - timedelta(days=days)).isoformat()
    page = clerk.post(ENTER, written(clerk, received_on=day), status=422)
    assert message in page.text
    assert "示例食品店" in page.html


def test_a_caller_who_wants_both_is_given_two_receipts(app: Flask, clerk: Visitor) -> None:
    first = entered(clerk, also_report="y")
    second = clerk.follow("/desk/cases/new/receipt", {"is_written": "y"})
    assert number_of(first) != number_of(second)
    assert secret_of(first) != secret_of(second)
    done = clerk.post("/desk/cases/new/receipt", {"is_written": "y"})
    assert done.location.endswith("/desk/cases/")
    with app.app_context():
        assert {case.track for case in db.session.query(Case)} == {Track.COMPLAINT, Track.REPORT}


def test_pressed_twice_it_is_one_case(app: Flask, clerk: Visitor) -> None:
    form = written(clerk)
    assert number_of(clerk.follow(ENTER, form)) == number_of(clerk.follow(ENTER, form))
    with app.app_context():
        assert db.session.query(Case).count() == 1


def test_an_anonymous_caller_is_asked_for_nothing(app: Flask, clerk: Visitor) -> None:
    nobody = {"name": "", "telephone": "", "address": "", "wishes": []}
    entered(clerk, chosen="tip", **nobody)
    with app.app_context():
        assert db.session.query(Case).one().is_anonymous
    page = clerk.post(ENTER, written(clerk, chosen="complaint", **nobody), status=422)
    assert "投诉要实名" in page.text


def test_entering_is_for_clerks(stranger: Visitor, citizen: Visitor) -> None:
    stranger.get(ENTER, status=403)
    citizen.get(ENTER, status=303)
