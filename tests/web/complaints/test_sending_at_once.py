"""A tip is sent from its page; whatever is pressed twice or changed, each story is one case."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask

from portal.complaints.models import Case, Draft, Evidence
from portal.complaints.rules import Gate
from portal.kernel.db import db
from tests.visitor import Page, Visitor
from tests.web.complaints.journeys import RESPONDENT, STORY, TOLD, number_of, photo

FORM, CHECK = "/complaints/new/tip/respondent", "/complaints/new/tip/check"
WORDS = {**RESPONDENT, **TOLD, "send": "now"}
NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def counted(app: Flask) -> tuple[int, int]:
    """Return how many cases and how many drafts there are."""
    with app.app_context():
        return db.session.query(Case).count(), db.session.query(Draft).count()


def token_of(visitor: Visitor) -> str | None:
    """Return the token that a browser holds beside the form."""
    cookie = visitor.client.get_cookie("form-token")
    return cookie.value if cookie else None


def sent_again(app: Flask, token: str, **changes: str) -> Page:
    """Send the form once more with the token of the first time, whose answer was lost."""
    again = Visitor(app)
    again.client.set_cookie("form-token", token)
    return again.follow(FORM, {**WORDS, **changes})


def test_a_tip_is_filed_from_its_page(app: Flask, citizen: Visitor) -> None:
    form = citizen.get(FORM)
    assert "哪些情况依法不处理" in form.text
    assert [button["name"] for button in form.soup.select("#case-form button[name]")] == ["send"]
    receipt = citizen.follow(FORM, WORDS)
    assert number_of(receipt)
    assert counted(app) == (1, 0)
    assert token_of(citizen) is None
    assert STORY not in citizen.get(FORM).html


def test_whoever_wants_a_look_first_has_it(app: Flask, citizen: Visitor) -> None:
    citizen.get(FORM)
    looked = citizen.follow(FORM, {**RESPONDENT, **TOLD})
    assert looked.heading == "核对一下，再发送"
    assert counted(app) == (0, 1)
    assert not citizen.get(FORM).soup.select("#case-form button[name]")
    assert citizen.post(FORM, WORDS).location.endswith("/check")


def test_an_answer_that_was_lost_is_the_same_receipt(app: Flask, citizen: Visitor) -> None:
    citizen.get(FORM)
    token = token_of(citizen)
    assert token is not None
    number = number_of(citizen.follow(FORM, WORDS))
    assert number_of(sent_again(app, token)) == number
    assert counted(app) == (1, 0)


def test_a_word_changed_after_turning_back_is_not_lost(app: Flask, citizen: Visitor) -> None:
    citizen.get(FORM)
    token = token_of(citizen)
    assert token is not None
    number = number_of(citizen.follow(FORM, WORDS))
    assert number_of(sent_again(app, token, told=f"{STORY}还有老鼠。")) != number
    assert counted(app) == (2, 0)


@pytest.mark.parametrize("token", [None, "", "short", "x" * 4000, "é" * 43])
def test_without_its_token_a_tip_goes_on_to_its_last_look(
    app: Flask, citizen: Visitor, token: str | None
) -> None:
    if token is not None:
        citizen.client.set_cookie("form-token", token)
    assert citizen.post(FORM, WORDS).location.endswith("/check")
    assert counted(app) == (0, 1)


def test_the_words_stay_where_something_is_missing(app: Flask, citizen: Visitor) -> None:
    citizen.get(FORM)
    nameless = {"respondent": "", "respondent_address": ""}
    page = citizen.post(FORM, {**WORDS, **nameless}, status=422)
    assert STORY in page.html
    filled = citizen.post(FORM, {**WORDS, "website": "http://example"}, status=422)
    assert "请把这一栏清空再发送" in filled.text
    assert number_of(citizen.follow(FORM, WORDS))
    assert counted(app) == (1, 0)


def test_a_photo_comes_with_the_tip(app: Flask, citizen: Visitor) -> None:
    citizen.get(FORM)
    citizen.post(FORM, {**WORDS, "files": (BytesIO(photo()), "x.jpg")})
    with app.app_context():
        assert db.session.query(Evidence).one().case_id is not None
    assert counted(app) == (1, 0)


def test_who_waited_gets_through_and_sends_twice_for_one_wait(
    app: Flask, citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = Gate(own=0, all=100, wait=10, longest=60)
    monkeypatch.setattr("portal.complaints.intake.filing_gate", lambda: closed)
    citizen.get(FORM)
    token = token_of(citizen)
    assert token is not None
    with time_machine.travel(NOON, tick=False) as now:
        page = citizen.post(FORM, WORDS, status=429)
        assert STORY in page.html
        ticket = str(page.soup.select("input[name=ticket]")[0]["value"])
        now.shift(timedelta(seconds=11))
        number = number_of(citizen.follow(FORM, {**WORDS, "ticket": ticket}))
        assert number_of(sent_again(app, token, ticket=ticket)) == number
    assert counted(app) == (1, 0)


def test_who_leaves_the_form_leaves_no_token(citizen: Visitor) -> None:
    citizen.get(f"/en{FORM}")
    assert token_of(citizen) is not None
    citizen.post("/complaints/draft/leave", {})
    assert token_of(citizen) is None
