"""A rider's phone: enrol, file, see one's own, sign out."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock
from portal.kernel.audit import AuditLine
from portal.kernel.db import db, write_intent
from portal.rewards.riders import policy, services
from portal.rewards.riders.codes import code_of
from portal.rewards.riders.models import Rider, RiderTip
from portal.rewards.riders.queries import list_batches
from tests.factories.riders import OFFICER, PIN, make_codes
from tests.visitor import Page, Visitor
from tests.web.complaints.journeys import photo

TOLD = {"respondent": "示例面馆", "platform": "meituan", "seal": "absent"}


@pytest.fixture
def codes(app: Flask) -> list[str]:
    """Return three codes that nobody has used."""
    with app.app_context(), write_intent():
        made = make_codes(3)
        db.session.commit()
    return made


def filled(code: str, **changed: str) -> dict[str, str]:
    """Return an enrolment as it is typed."""
    return {"code": code, "platform": "meituan", "pin": PIN, "again": PIN, "agrees": "y", **changed}


def enrolled(app: Flask, code: str) -> Visitor:
    """Return a rider who has just enrolled on a phone."""
    phone = Visitor(app)
    phone.post("/riders/enrolment", filled(code))
    return phone


def actions(app: Flask) -> list[tuple[str, str]]:
    """Return what was written down: what was done to what."""
    with app.app_context():
        return [(line.action, line.subject) for line in db.session.query(AuditLine)]


def number_on(page: Page) -> str:
    """Return the rider's number as the page shows it."""
    [number] = page.all(".rider-number")
    return number


def test_a_rider_enrols_without_a_name_and_this_phone_knows_them(
    app: Flask, codes: list[str]
) -> None:
    phone = Visitor(app)
    page = phone.get("/riders/enrolment")
    assert "不留姓名、电话" in page.text
    own = phone.follow("/riders/enrolment", filled(codes[0].lower().replace("-", " ")))
    assert re.fullmatch(r"QS-\w{4}-\w{4}", number_on(own))
    assert "未设定" in own.text
    form = phone.get("/complaints/rider")
    assert "登记骑手" in form.text
    assert form.soup.select_one("input[name=platform][value=meituan][checked]")
    assert ("rider.enrolled", "rider-codes:" + batch(app)) in actions(app)


def batch(app: Flask) -> str:
    """Return the reference of the codes."""
    with app.app_context():
        return list_batches()[0].batch.reference


def test_a_tip_is_the_riders_own_and_names_nobody(app: Flask, codes: list[str]) -> None:
    phone = enrolled(app, codes[0])
    number = number_on(phone.get("/riders/"))
    phone.get("/complaints/rider")
    phone.post("/complaints/rider", TOLD)
    own = phone.get("/riders/")
    assert "示例面馆" in own.text
    assert "已收到" in own.text
    with app.app_context():
        tip = db.session.query(RiderTip).one()
        rider = db.session.query(Rider).one()
        assert number not in repr({**tip.__dict__, **tip.case.__dict__})
        assert rider.id is not None
    case = phone.follow(f"/riders/tips/{tip.key}")
    assert "示例面馆" in case.text
    assert not [line for line in actions(app) if number in line[1]]


def test_one_order_told_twice_is_named_at_the_field_and_another_order_goes_through(
    app: Flask, codes: list[str]
) -> None:
    phone = enrolled(app, codes[0])
    phone.get("/complaints/rider")
    phone.post("/complaints/rider", TOLD)
    twice = {**TOLD, "told": "后厨很脏", "files": (BytesIO(photo()), "袋子.jpg")}
    again = phone.post("/complaints/rider", twice, status=422)
    assert "已收下，位置、设备和作者已去掉" in again.text  # no browser sends a file twice by itself
    assert "同一单只算一次" in "".join(again.all("#respondent-error"))
    assert "后厨很脏" in again.text
    assert ("rider-tip.doubled", "rider:-") in actions(app)
    phone.post("/complaints/rider", {**TOLD, "is_other_order": "y"})
    with app.app_context():
        rows = db.session.query(RiderTip).order_by(RiderTip.id).all()
        assert [row.is_further_order for row in rows] == [False, True]


def test_somebody_who_never_enrolled_still_files(app: Flask, citizen: Visitor) -> None:
    page = citizen.get("/complaints/rider")
    assert "不登记也能报" in page.text
    citizen.post("/complaints/rider", TOLD)
    with app.app_context():
        assert db.session.query(RiderTip).count() == 0


def test_each_bad_code_is_named_at_the_field_and_written_down(app: Flask, codes: list[str]) -> None:
    enrolled(app, codes[0])
    with app.app_context(), write_intent():
        services.revoke_codes(list_batches()[0].batch.reference, serial=2, by=OFFICER)
        db.session.commit()
    for code, told in (
        (codes[0], "已经用过了"),
        (codes[1], "已经作废"),
        ("LC-AAAA-BBBB-CCCC", "没有这个登记码"),
        ("ZS" + codes[2][2:], "别的地方"),
    ):
        page = Visitor(app).post("/riders/enrolment", filled(code), status=422)
        assert told in "".join(page.all("#code-error")), code
        assert "checked" in page.html  # the platform chosen is still chosen
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        late = Visitor(app).post("/riders/enrolment", filled(codes[2]), status=422)
    assert "已经过期" in "".join(late.all("#code-error"))
    refused = [subject for action, subject in actions(app) if action == "rider-code.refused"]
    assert len(refused) == 5
    assert not any(code in subject for code in codes for subject in refused)


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"pin": "1234", "again": "1234"}, "pin", "6 到 12 位"),
        ({"pin": "345678", "again": "345678"}, "pin", "太好猜"),
        ({"again": "480914"}, "again", "不一样"),
        ({"platform": "pigeon"}, "platform", ""),
        ({"agrees": ""}, "agrees", "同意以后"),
        ({"code": "\x00" * 50}, "code", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    app: Flask, codes: list[str], typed: dict[str, str], field: str, told: str
) -> None:
    page = Visitor(app).post("/riders/enrolment", {**filled(codes[0]), **typed}, status=422)
    assert told in page.text
    assert page.soup.select(f"#{field}-error, #{field}[aria-describedby], .fld--bad #{field}")


def test_a_phone_is_not_enrolled_twice(app: Flask, codes: list[str]) -> None:
    phone = enrolled(app, codes[0])
    page = phone.post("/riders/enrolment", filled(codes[1]), status=422)
    assert "已经登记过了" in page.text
    enrolled(app, codes[1])  # the code is not lost


def test_signing_out_and_in_again_wrong_and_none_look_the_same(
    app: Flask, codes: list[str]
) -> None:
    phone = enrolled(app, codes[0])
    number = number_on(phone.get("/riders/"))
    phone.post("/riders/leaving")
    assert not phone.get("/riders/").all(".rider-number")
    wrong = phone.post("/riders/", {"number": number, "pin": "480914"}, status=422)
    none = phone.post("/riders/", {"number": "QS-AAAA-BBBB", "pin": PIN}, status=422)
    assert wrong.all("#pin-error") == none.all("#pin-error") == ["编号和口令对不上，请逐个核对"]
    own = phone.follow("/riders/", {"number": number.lower(), "pin": PIN})
    assert number_on(own) == number


def test_whoever_tries_too_often_waits_and_keeps_the_number(app: Flask, codes: list[str]) -> None:
    phone = enrolled(app, codes[0])
    number = number_on(phone.get("/riders/"))
    thief = Visitor(app)
    for _ in range(5):
        thief.post("/riders/", {"number": number, "pin": "111119"}, status=422)
    slowed = thief.post("/riders/", {"number": number, "pin": PIN}, status=429)
    assert number in slowed.html
    assert "Retry-After" in slowed.response.headers


def test_a_new_code_opens_the_old_enrolment_and_hides_what_was_told_before(
    app: Flask, codes: list[str]
) -> None:
    phone = enrolled(app, codes[0])
    number = number_on(phone.get("/riders/"))
    phone.get("/complaints/rider")
    phone.post("/complaints/rider", TOLD)
    with app.app_context(), write_intent():
        key = db.session.query(RiderTip.key).scalar()
        services.renew_rider(number=number, token="n" * 64, station="-", by=OFFICER)
        db.session.commit()
    with app.app_context():
        code = code_of("n" * 64, 1)
    found_phone = enrolled(app, code)
    own = found_phone.get("/riders/")
    assert number_on(own) == number
    assert "示例面馆" not in own.text
    assert "已收到" in own.text
    found_phone.post(f"/riders/tips/{key}", status=404)
    assert not phone.get("/riders/").all(".rider-number")


def test_a_network_that_failed_too_often_waits_and_a_right_code_is_not_lost(
    app: Flask, codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = ("5 per 30 minutes", "50 per 30 minutes", "2 per 30 minutes")
    monkeypatch.setattr(policy, "tries", lambda: limits)
    phone = Visitor(app)
    for _ in range(2):
        phone.post("/riders/enrolment", filled("LC-AAAA-BBBB-CCCC"), status=422)
    slowed = phone.post("/riders/enrolment", filled(codes[0]), status=429)
    assert codes[0] in slowed.html
    phone.post("/riders/", {"number": "", "pin": PIN}, status=422)
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        phone.post("/riders/enrolment", filled(codes[0]))


def test_only_a_rider_opens_a_riders_tip(citizen: Visitor) -> None:
    assert citizen.post("/riders/tips/no-such-key").location == "/riders/"
    assert citizen.post("/riders/leaving").location == "/riders/"
