"""A form for everybody is kept ready; one sent from a foreign page is not taken."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.complaints.models import Draft
from portal.kernel.db import db
from tests.visitor import Visitor
from tests.web.complaints.journeys import RESPONDENT, STORY, TOLD

TIP = "/complaints/new/tip/respondent"
SENT = {**RESPONDENT, **TOLD}


@pytest.fixture
def guarded(app: Flask) -> Iterator[Flask]:
    """Return the site with its forms protected as in life."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def drafts(app: Flask) -> int:
    """Return how many drafts were begun."""
    with app.app_context():
        return db.session.query(Draft).count()


def test_the_first_page_is_the_same_for_every_stranger(guarded: Flask) -> None:
    first, second = Visitor(guarded).get(TIP), Visitor(guarded).get(TIP)
    assert first.html == second.html
    tokens = [page.response.headers.getlist("Set-Cookie") for page in (first, second)]
    assert [len(told) for told in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
    assert tokens[0][0].startswith("form-token=")
    assert "no-store" not in first.response.headers.get("Cache-Control", "")
    assert not first.soup.select("input[name=csrf_token]")


def test_a_page_that_somebody_filled_in_is_kept_nowhere(citizen: Visitor) -> None:
    citizen.post(TIP, SENT)
    page = citizen.get(TIP)
    assert STORY in page.html
    assert page.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "told",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_sent_from_a_foreign_page_is_not_taken_and_its_words_come_back(
    guarded: Flask, told: dict[str, str]
) -> None:
    page = Visitor(guarded).post(TIP, SENT, status=422, headers=told)
    assert "再按一次" in page.text
    assert STORY in page.html
    assert drafts(guarded) == 0


@pytest.mark.parametrize(
    "told", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}]
)
def test_a_form_from_our_page_is_taken_by_old_and_new_browsers(
    guarded: Flask, told: dict[str, str]
) -> None:
    Visitor(guarded).post(TIP, SENT, headers=told)
    assert drafts(guarded) == 1


def test_with_a_session_an_old_browser_needs_the_token_and_loses_no_words(guarded: Flask) -> None:
    old = Visitor(guarded)
    old.post(TIP, SENT)
    page = old.post(TIP, {**SENT, "told": STORY + "再补一句"}, status=422)
    assert "再按一次" in page.text
    assert "再补一句" in page.html
    token = page.soup.select_one("input[name=csrf_token]")
    assert token is not None
    old.post(TIP, {**SENT, "csrf_token": str(token["value"])})
    assert "CSRF" not in page.text


def test_a_rider_without_any_cookie_is_still_heard(guarded: Flask) -> None:
    tip = {"respondent": "示例店", "platform": "jd", "seal": "absent"}
    answer = Visitor(guarded).post("/complaints/rider", tip, headers={"Sec-Fetch-Site": "none"})
    assert answer.location.endswith("/complaints/receipt")
