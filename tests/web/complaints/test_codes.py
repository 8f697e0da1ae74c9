"""A draft is taken up on another device with a code that counts once."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask

from portal.complaints.models import Case, DraftCode
from portal.kernel import clock
from portal.kernel.db import db
from tests.visitor import Visitor
from tests.web.complaints.journeys import RESPONDENT, STORY, TOLD, fill_in, number_of, photo

TIP = "/complaints/new/tip/respondent"


def code_of(citizen: Visitor) -> str:
    """Ask for a code and read it."""
    return citizen.post("/complaints/draft/code", {}, status=200).all("b.code")[0]


@pytest.fixture
def phone(app: Flask) -> Visitor:
    """Return the citizen's other device."""
    return Visitor(app)


def test_what_was_begun_on_one_device_goes_on_on_another(
    app: Flask, citizen: Visitor, phone: Visitor
) -> None:
    fill_in(citizen, "tip")
    assert "换一台设备接着填" in citizen.get(TIP).text
    code = code_of(citizen)
    page = phone.follow("/complaints/draft", {"code": code.lower().replace(" ", "-")})
    assert STORY in page.html
    receipt = phone.follow("/complaints/new/tip/check", {})
    assert number_of(receipt)
    with app.app_context():
        assert db.session.query(Case).count() == 1


def test_the_first_device_opens_it_no_more_and_is_told(
    app: Flask, citizen: Visitor, phone: Visitor
) -> None:
    citizen.post(TIP, {**RESPONDENT, **TOLD, "files": (BytesIO(photo()), "示例.jpg")})
    assert STORY in citizen.get(TIP).html
    left = Visitor(app)
    with citizen.client.session_transaction() as kept, left.client.session_transaction() as copy:
        copy.update(kept)
    phone.post("/complaints/draft", {"code": code_of(citizen)})
    # Whoever still has the form open there does not bring the draft back, and loses no word.
    late = citizen.post(TIP, {**RESPONDENT, **TOLD, "told": "示例：在这边又写的经过。"}, status=422)
    assert "在另一台设备上接着写" in late.text
    assert "在这边又写的经过" in late.html
    page = left.get(TIP)
    assert STORY not in page.html
    assert "在另一台设备上接着写" in page.text
    assert "在另一台设备上接着写" not in left.get(TIP).text
    shown = phone.get(TIP)
    assert STORY in shown.html
    assert "照片 1" in shown.text


def test_a_long_form_goes_on_in_its_own_way(citizen: Visitor, phone: Visitor) -> None:
    citizen.post("/complaints/new/complaint/respondent", RESPONDENT)
    answer = phone.post("/complaints/draft", {"code": code_of(citizen)})
    assert answer.location == "/complaints/new/complaint/respondent"


def test_a_code_counts_once_and_for_a_short_time(
    app: Flask, citizen: Visitor, phone: Visitor
) -> None:
    fill_in(citizen, "tip")
    code = code_of(citizen)
    phone.post("/complaints/draft", {"code": code})
    again = Visitor(app).post("/complaints/draft", {"code": code}, status=422)
    assert "取件码不对或已经过期" in again.text
    late = code_of(phone)
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        page = Visitor(app).post("/complaints/draft", {"code": late}, status=422)
        assert "取件码不对或已经过期" in page.text
        app.test_cli_runner().invoke(args=["complaints", "purge-drafts"])
    with app.app_context():
        assert db.session.query(DraftCode).count() == 0


def test_codes_cannot_be_guessed_by_trying(app: Flask, phone: Visitor) -> None:
    for typed in ("", "ABC", "\x00" * 30, "一二三", "Z" * 60):
        phone.post("/complaints/draft", {"code": typed}, status=422)
    for _ in range(10):
        answer = phone.client.post("/complaints/draft", data={"code": "ABCD2345EFGH"})
    assert answer.status_code == 429


def test_neither_code_nor_token_stands_in_the_database_or_an_address(
    app: Flask, citizen: Visitor
) -> None:
    fill_in(citizen, "tip")
    page = citizen.post("/complaints/draft/code", {}, status=200)
    code = page.all("b.code")[0].replace(" ", "")
    assert page.response.headers["Cache-Control"] == "no-store"
    assert not any(code in link for link in page.links())
    with citizen.client.session_transaction() as session:
        token = session["case_draft"]
    with app.app_context():
        row = db.session.query(DraftCode).one()
        assert code.encode() not in row.sealed
        assert token.encode() not in row.sealed
        assert row.digest != code


def test_who_began_nothing_is_offered_to_take_one_up_only(citizen: Visitor) -> None:
    assert "给我取件码" not in citizen.get("/complaints/draft").text
    assert citizen.post("/complaints/draft/code", {}).location.endswith("/complaints/draft")


def test_an_expired_draft_is_said_and_what_follows_is_kept(citizen: Visitor) -> None:
    citizen.post("/complaints/new/complaint/respondent", RESPONDENT)
    with time_machine.travel(clock.now() + timedelta(hours=100), tick=False):
        citizen.client.get_cookie("session")
        citizen.post("/complaints/new/complaint/story", {**TOLD})
        page = citizen.get("/complaints/new/complaint/story")
        assert STORY in page.html
        sent = citizen.post("/complaints/new/complaint/check", {}, status=409)
        assert "没填完" in sent.text or "还没" in sent.text or "草稿" in sent.text
