"""Leaving a form in a hurry: whoever opens it on the same device next finds nothing."""

from flask import Flask

from portal.complaints.models import Draft
from portal.kernel.db import db
from tests.visitor import Visitor
from tests.web.complaints.journeys import RESPONDENT, STORY, TOLD, file_case, number_of

FORM, CHECK = "/complaints/new/tip/respondent", "/complaints/new/tip/check"
LEAVE = "/complaints/draft/leave"


def test_an_insider_who_is_watched_leaves_an_empty_form(app: Flask, citizen: Visitor) -> None:
    citizen.post(FORM, {**RESPONDENT, **TOLD})
    assert citizen.get(FORM).soup.select(f"form[action='{LEAVE}'] button")
    left = citizen.post(LEAVE, {})
    assert left.location == "/"
    assert STORY not in citizen.get(FORM).html
    citizen.get(CHECK, status=303)


def test_a_rider_beside_the_shopkeeper_leaves_at_once(citizen: Visitor) -> None:
    page = citizen.get("/complaints/rider")
    assert page.soup.select(f"form[action='{LEAVE}'][data-leave] button")
    assert page.soup.select("script[src*='leave']")
    assert citizen.post(LEAVE, {}).location == "/"


def test_who_took_the_draft_up_elsewhere_goes_on_there(app: Flask, citizen: Visitor) -> None:
    citizen.post(FORM, {**RESPONDENT, **TOLD})
    code = citizen.post("/complaints/draft/code", {}, status=200).all("b.code")[0]
    citizen.post(LEAVE, {})
    telephone = Visitor(app)
    telephone.post("/complaints/draft", {"code": code})
    assert STORY in telephone.get(FORM).html


def test_a_receipt_nobody_wrote_down_waits_behind_its_number(citizen: Visitor) -> None:
    number = number_of(file_case(citizen, "tip"))
    citizen.post(LEAVE, {})
    assert number not in citizen.get("/complaints/receipt").text
    citizen.post("/complaints/receipt/number", {"number": number})
    assert number in citizen.get("/complaints/receipt").text


def test_a_foreign_page_makes_nobody_leave(app: Flask, citizen: Visitor) -> None:
    citizen.post(FORM, {**RESPONDENT, **TOLD})
    citizen.client.post(LEAVE, headers={"Sec-Fetch-Site": "cross-site"}).close()
    assert STORY in citizen.get(FORM).html
    with app.app_context():
        assert db.session.query(Draft).count() == 1
