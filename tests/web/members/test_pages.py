"""From a wish to write to an account, or to a reason why not."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts import queries as accounts
from portal.accounts.services import password_is_right
from portal.kernel.audit import AuditLine
from portal.kernel.db import db
from portal.members import queries
from portal.members.models import MemberApplication
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
ANSWERS = {
    "kind": "author",
    "name": "示例申请人",
    "contact": "13800000000",
    "wish": "我是社区医生，想写怎样存药",
    "consent": "y",
}
DESK = "/desk/members"


FIRST_TERM = {"region": "330302", "begins_on": "2026-01-01"}


def apply(citizen: Visitor, **answers: str) -> str:
    """Send an application and return its receipt number."""
    return citizen.post("/members/apply", {**ANSWERS, **answers}).location.rpartition("/")[2]


def test_an_application_gets_a_receipt_that_names_nobody(app: Flask, citizen: Visitor) -> None:
    citizen.get("/members/apply")
    reference = apply(citizen)
    page = citizen.get(f"/members/applications/{reference}")
    assert page.heading == "您的报名已收到"
    assert reference in page.text
    assert "示例申请人" not in page.text
    assert page.response.headers["Cache-Control"] == "no-store"
    with app.app_context():
        kept = queries.get_application(reference)
        assert "示例申请人".encode() not in kept.sealed_name
        applicant = queries.open_applicant(kept)
        assert applicant is not None
        assert applicant.contact == "13800000000"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"name": ""}, "请写您的姓名"),
        ({"contact": "1"}, "太短"),
        ({"wish": "字" * 1001}, "最多 1000 个字"),
        ({"consent": ""}, "请勾选同意"),
    ],
)
def test_a_mistake_keeps_what_was_typed(
    app: Flask, citizen: Visitor, answers: dict[str, str], words: str
) -> None:
    sent = {name: value for name, value in {**ANSWERS, **answers}.items() if value}
    page = citizen.post("/members/apply", sent, status=422)
    assert words in page.text
    assert page.soup.title is not None
    assert "有 1 处需要修改" in page.soup.title.get_text()
    if answers != {"wish": "字" * 1001}:
        assert ANSWERS["wish"] in page.text
    with app.app_context():
        assert db.session.query(MemberApplication).count() == 0


def test_a_machine_that_floods_the_desk_is_slowed(citizen: Visitor) -> None:
    for number in range(10):
        apply(citizen, contact=f"1380000000{number}")
    assert citizen.post("/members/apply", ANSWERS, status=429).response.headers["Retry-After"]


@pytest.mark.parametrize("reference", ["zy-2222222222", "x", "zy-%00"])
def test_an_unknown_receipt_opens_nothing(citizen: Visitor, reference: str) -> None:
    citizen.get(f"/members/applications/{reference}", status=404)


def test_admitting_opens_an_account_and_shows_its_password_once(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    reference = apply(citizen)
    publisher = officer("publisher")
    assert reference in publisher.get(f"{DESK}/").text
    assert "示例申请人" in publisher.get(f"{DESK}/{reference}").text
    page = publisher.post(f"{DESK}/{reference}/admit", FIRST_TERM, status=200)
    password = page.all("#first-password")[0]
    with app.app_context():
        account = accounts.get_account(reference)
        assert account.roles == ["volunteer"]
        assert password_is_right(account, password)
    publisher.post(f"{DESK}/{reference}/admit", FIRST_TERM, status=409)
    assert password not in publisher.get(f"{DESK}/{reference}").html
    assert citizen.get(f"/members/applications/{reference}").heading == "您的报名已通过"


def test_a_refusal_says_why(citizen: Visitor, officer: Officer) -> None:
    reference, publisher = apply(citizen), officer("publisher")
    address = f"{DESK}/{reference}/refuse"
    assert "请写明原因" in publisher.post(address, {"reason": ""}, status=422).text
    publisher.post(address, {"reason": "本期已满，下季度再报"})
    page = citizen.get(f"/members/applications/{reference}")
    assert page.heading == "您的报名没有通过"
    assert "下季度再报" in page.text
    assert "下季度再报" in publisher.get(f"{DESK}/{reference}").text
    publisher.post(address, {"reason": "再说一次"}, status=409)


@pytest.mark.parametrize("page", ["/", "/{reference}"])
def test_the_desk_is_closed_to_others(
    citizen: Visitor, stranger: Visitor, officer: Officer, page: str
) -> None:
    address = DESK + page.format(reference=apply(citizen))
    assert "sign-in" in citizen.get(address, status=303).location
    stranger.get(address, status=403)
    officer("handler", department="agriculture").get(address, status=403)


@pytest.mark.parametrize("action", ["admit", "refuse"])
def test_nobody_else_answers(citizen: Visitor, stranger: Visitor, action: str) -> None:
    address = f"{DESK}/{apply(citizen)}/{action}"
    stranger.post(address, {"reason": "x"}, status=403)
    assert "sign-in" in citizen.post(address, {"reason": "x"}).location


def test_who_reads_a_contact_is_on_record_and_it_is_erased_on_request(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    reference = apply(citizen)
    publisher = officer("publisher", department=None)
    assert "13800000000" in publisher.get(f"{DESK}/{reference}").text
    publisher.post(f"{DESK}/{reference}/erase", status=409)
    publisher.post(f"{DESK}/{reference}/refuse", {"reason": "示例：暂不需要"})
    page = publisher.follow(f"{DESK}/{reference}/erase")
    assert "13800000000" not in page.text
    assert "已应本人要求删除" in page.text
    with app.app_context():
        assert queries.open_applicant(queries.get_application(reference)) is None
        lines = db.session.scalars(select(AuditLine.action).order_by(AuditLine.id)).all()
    assert "members.contact-read" in lines
    assert "members.erased" in lines
