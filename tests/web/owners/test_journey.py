"""An enterprise claims its page, objects, answers, reports; officers decide what it said."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask

from portal.enterprises.models import Enterprise
from portal.ratings import queries as ratings
from portal.ratings.objections import queries as objections
from tests.factories.accounts import PASSWORD
from tests.factories.owners import owner_visitor
from tests.visitor import Visitor

CODE = re.compile(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}")
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
    b"\x90wS\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\r\xefF\xb8\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def owner(app: Flask, shop: Enterprise) -> Visitor:
    return owner_visitor(app, shop)


@pytest.fixture
def clerk(officer: Callable[..., Visitor]) -> Visitor:
    return officer("data-officer", name="clerk")


@pytest.fixture
def decider(officer: Callable[..., Visitor]) -> Visitor:
    return officer("reviewer", name="decider")


def grade_of(app: Flask, shop: Enterprise) -> str:
    with app.app_context():
        return ratings.list_in_force(shop.id)[0].reference


def test_a_page_is_claimed_with_the_code_of_a_letter_and_only_once(
    shop: Enterprise, clerk: Visitor, citizen: Visitor
) -> None:
    letter = clerk.post("/desk/owners/", {"enterprise": shop.address_key}).location
    found = CODE.search(clerk.get(letter).text)
    assert found is not None
    clerk.post(f"{letter}/sending")
    assert CODE.search(clerk.get(letter).text) is None
    typed = {"code": found[0].lower(), "username": "shop", "display_name": "示例负责人"}
    page = citizen.post("/owner/claim", {**typed, "password": "x"}, status=422)
    assert "密码至少" in page.text
    assert 'value="shop"' in page.html
    page = citizen.follow("/owner/claim", {**typed, "password": PASSWORD})
    assert page.heading == "示例食品厂"
    assert "B 级" in page.text
    again = {**typed, "username": "other", "password": PASSWORD}
    assert "认领码不对" in Visitor(citizen.app).post("/owner/claim", again, status=422).text
    assert "已使用" in clerk.get("/desk/owners/").text


def test_codes_cannot_be_guessed_for_long(citizen: Visitor) -> None:
    typed = {
        "code": "2222-2222-2222-2222",
        "username": "x1",
        "display_name": "x",
        "password": PASSWORD,
    }
    answers = [citizen.post("/owner/claim", typed, status=422).text for _ in range(12)]
    assert "认领码不对" in answers[0]
    assert "试的次数太多" in answers[-1]


def test_an_objection_changes_the_grade_that_everybody_sees(
    app: Flask, shop: Enterprise, owner: Visitor, clerk: Visitor, decider: Visitor
) -> None:
    subject = f"rating:{grade_of(app, shop)}"
    assert subject in owner.get(f"/owner/objections/?subject={subject}").html
    typed = {"subject": subject, "ground": "fact-wrong", "statement": "示例：记错了两项。"}
    sent = {**typed, "files": (BytesIO(PNG), "a.png"), "wants_hearing": "y"}
    page = owner.follow("/owner/objections/", sent)
    assert "已提交，等待受理" in page.text
    address = f"/enterprises/{shop.address_key}"
    public = Visitor(app).get(address).text
    assert "已提交，等待受理" in public
    assert "记错了两项" not in public
    verify(app, shop, clerk)
    desk = desk_of(app, shop)
    decision = {"ruling": "change", "level": "A", "answer": "示例：两项不符合应当扣除。"}
    assert "更差" in decider.post(f"{desk}/decision", {**decision, "level": "D"}, status=422).text
    assert "变更" in decider.follow(f"{desk}/decision", decision).text
    assert "两项不符合应当扣除" in Visitor(app).get(address).text
    assert "变更" in owner.get(desk.replace("/desk/", "/owner/")).text
    evidence = clerk.client.get(re.findall(rf"{desk}/files/\w+", clerk.get(desk).html)[0])
    assert evidence.mimetype == "image/png"
    assert evidence.headers["Content-Disposition"].startswith("attachment")


def desk_of(app: Flask, shop: Enterprise) -> str:
    with app.app_context():
        return f"/desk/objections/{objections.list_of(shop.id)[0].reference}"


def verify(app: Flask, shop: Enterprise, clerk: Visitor) -> None:
    """Take the objection up, and find out; a hearing that was asked for is held."""
    desk = desk_of(app, shop)
    clerk.post(f"{desk}/acceptance")
    assert "记录核实情况" in clerk.post(f"{desk}/verification", status=422).text
    clerk.post(f"{desk}/note", {"kind": "finding", "text": "示例：确实记错。"})
    assert "听证" in clerk.post(f"{desk}/verification", status=422).text
    clerk.post(f"{desk}/note", {"kind": "hearing", "text": "示例：听证一次。"})
    clerk.post(f"{desk}/verification")


def test_a_public_answer_shows_once_it_was_checked_and_how(
    app: Flask, shop: Enterprise, owner: Visitor, decider: Visitor
) -> None:
    typed = {"subject": f"rating:{grade_of(app, shop)}", "text": "示例：我们已经整改。"}
    owner.post("/owner/replies/", typed)
    assert "正在审核" in owner.post("/owner/replies/", typed, status=422).text
    address = f"/enterprises/{shop.address_key}"
    assert "已经整改" not in Visitor(app).get(address).text
    assert "企业已提交，正在审核" in Visitor(app).get(address).text
    waiting = re.findall(r"/desk/replies/D-\w+", decider.get("/desk/replies/").html)[0]
    assert "请选发布" in decider.post(waiting, {}, status=422).text
    assert "请写明理由" in decider.post(waiting, {"ruling": "return"}, status=422).text
    decider.post(waiting, {"ruling": "return", "reason": "示例：请删去电话"})
    mine = waiting.replace("/desk/", "/owner/")
    assert "请删去电话" in owner.get(mine).text
    owner.post(mine, {"text": "示例：我们整改好了。"})
    decider.post(waiting, {"ruling": "publish"})
    public = Visitor(app).get(address).text
    assert "我们整改好了" in public
    assert "修改前未发布" in public
    owner.post(f"{mine}/withdrawal")
    assert "我们整改好了" not in Visitor(app).get(address).text


def test_a_refused_answer_leaves_its_ground_in_public(
    app: Flask, shop: Enterprise, owner: Visitor, decider: Visitor
) -> None:
    typed = {"subject": f"rating:{grade_of(app, shop)}", "text": "示例：一定是隔壁举报的。"}
    owner.post("/owner/replies/", typed)
    waiting = re.findall(r"/desk/replies/D-\w+", decider.get("/desk/replies/").html)[0]
    refused = {"ruling": "refuse", "reason": "示例理由"}
    assert "情形" in decider.post(waiting, refused, status=422).text
    decider.post(waiting, {**refused, "ground": "guesses-reporter"})
    public = Visitor(app).get(f"/enterprises/{shop.address_key}").text
    assert "按规则不予发布" in public
    assert "指认或者威胁举报人" in public
    assert "隔壁" not in public


def test_that_a_report_came_is_public_and_what_it_says_is_not(
    app: Flask, shop: Enterprise, owner: Visitor, clerk: Visitor
) -> None:
    page = owner.post("/owner/filings/", {"text": "示例"}, status=422)
    assert "请选履责报告还是自查报告" in page.text
    choice = re.findall(r'value="(20\d\d-Q\d)"', owner.get("/owner/filings/").html)[0]
    typed = {"kind": "self-check", "period": choice, "text": "示例：自查 12 项。"}
    page = owner.follow("/owner/filings/", {**typed, "files": (BytesIO(PNG), "a.png")})
    assert "自查报告" in page.text
    public = Visitor(app).get(f"/enterprises/{shop.address_key}").text
    assert "自查报告" in public
    assert "自查 12 项" not in public
    report = re.findall(r"/desk/owners/filings/F-\w+", clerk.get("/desk/owners/filings/").html)[0]
    page = clerk.get(report)
    assert "自查 12 项" in page.text
    file = re.findall(rf"{report}/files/\w+", page.html)[0]
    assert clerk.client.get(file).get_data() == PNG
    assert owner.client.get(file.replace("/desk/owners/", "/owner/")).get_data() == PNG
