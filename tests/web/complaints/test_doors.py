"""Each kind of visitor finds the door that is theirs."""

from io import BytesIO

import pytest
from flask import Flask

from portal.complaints.models import Case, CasePerson, Evidence
from portal.complaints.rules import Channel, Door, Seal, Stage, Track
from portal.kernel.db import db, write_intent
from tests.factories.enterprises import make_enterprise
from tests.visitor import Visitor
from tests.web.complaints.conftest import Officer
from tests.web.complaints.journeys import fill_in, number_of, open_case, photo, secret_of

SENT = {"respondent": "示例小吃店", "platform": "meituan", "seal": "broken"}
ILL = {
    "respondent": "示例海鲜楼",
    "respondent_address": "示例路 9 号",
    "ill_count": "3",
    "told": "示例：中午吃的凉拌海蜇，下午三点开始吐，三个人都不舒服。",
}
REACTION = {
    "domain": "cosmetic",
    "product": "示例面霜",
    "told": "示例：用了两天，脸上起红疹，停用以后好一些。",
}


@pytest.mark.parametrize(
    ("answers", "leads_to"),
    [
        (["ill"], "/complaints/new/illness/respondent"),
        (["reaction"], "/complaints/new/reaction/respondent"),
        (["rider"], "/complaints/rider"),
        (["saw", "no"], "/complaints/new/tip/respondent"),
        (["saw", "yes"], "/complaints/new/report/respondent"),
        (["bought", "money", "yes", "no", "no"], "/complaints/new/complaint/respondent"),
        (["bought", "both", "yes"], "/complaints/new/complaint/respondent?also=1"),
        (["bought", "money", "no"], "/complaints/new/report/respondent"),
        (["other", "farm"], "tel:12316"),
        (["bought", "money", "yes", "yes"], "tel:12348"),
    ],
)
def test_plain_questions_lead_to_the_right_door(
    citizen: Visitor, answers: list[str], leads_to: str
) -> None:
    page = citizen.get("/complaints/sort?enterprise=E-AB")
    for code in answers:
        links = [str(one["href"]) for one in page.soup.select(".answers a")]
        page = citizen.get(next(one for one in links if f"a={code}&enterprise" in one))
    wanted = leads_to if leads_to.startswith("tel:") else leads_to.partition("?")[0]
    assert any(link.startswith(wanted) for link in page.links())
    assert page.all(".said li")


def test_grounds_of_refusal_are_told_before_anything_is_filled_in(citizen: Visitor) -> None:
    page = citizen.get("/complaints/sort?a=bought&a=money&a=yes&a=no&a=no")
    assert "哪些情况依法不受理" in page.text
    assert "三年" in page.text


@pytest.mark.parametrize("asked", ["a=no-such", "a=ill&a=ill", "a=%00", "a=" + "x" * 5000])
def test_an_answer_that_was_never_offered_leads_nowhere(citizen: Visitor, asked: str) -> None:
    citizen.get(f"/complaints/sort?{asked}", status=404)


def test_a_rider_tells_on_one_page_and_the_seal_is_kept_as_a_fact(
    app: Flask, citizen: Visitor
) -> None:
    citizen.get("/complaints/rider")
    receipt = citizen.follow("/complaints/rider", {**SENT, "files": (BytesIO(photo()), "袋子.jpg")})
    assert number_of(receipt)
    with app.app_context():
        case = db.session.query(Case).one()
        assert (case.door, case.seal, case.platform) == (Door.RIDER, Seal.BROKEN, "meituan")
        assert (case.track, case.is_anonymous) == (Track.TIP, True)
        assert (case.category, case.domain) == ("takeaway", "catering")
        assert "封签破了" in case.told
        assert db.session.query(Evidence).one().case_id == case.id
    mine = open_case(citizen, receipt)
    assert {"骑手随手报", "美团", "封签破了"} <= set(mine.all("dd"))


def test_a_rider_who_presses_twice_has_one_case_and_one_receipt(
    app: Flask, citizen: Visitor
) -> None:
    citizen.get("/complaints/rider")
    before = citizen.client.get_cookie("session")
    assert before is not None
    first = citizen.follow("/complaints/rider", SENT)
    citizen.client.set_cookie("session", before.value)
    second = citizen.follow("/complaints/rider", SENT)
    assert (number_of(first), secret_of(first)) == (number_of(second), secret_of(second))
    third = citizen.follow("/complaints/rider", SENT)
    assert number_of(third) != number_of(first)
    with app.app_context():
        assert db.session.query(Case).count() == 2


def test_a_rider_is_told_what_is_missing_and_keeps_what_was_ticked(citizen: Visitor) -> None:
    page = citizen.post("/complaints/rider", {"seal": "absent", "respondent": " "}, status=422)
    assert "请写店名" in page.text
    assert "请选平台" in page.text
    assert page.soup.select_one("input[value=absent][checked]")
    filled = citizen.post("/complaints/rider", {**SENT, "website": "x"}, status=422)
    assert "自动程序" in filled.text


def test_a_riders_photo_stays_where_something_has_to_be_put_right(
    app: Flask, citizen: Visitor
) -> None:
    citizen.get("/complaints/rider")
    sent = {**SENT, "respondent": " "}
    page = citizen.post("/complaints/rider", {**sent, "files": (BytesIO(photo()), "1.jpg")}, 422)
    assert "已收下，位置、设备和作者已去掉" in page.text
    assert "照片没有留住" not in page.text
    other = citizen.post("/complaints/rider", {**sent, "files": (BytesIO(photo()), "2.jpg")}, 422)
    first, second = (button["formaction"] for button in other.soup.select("[formaction]"))
    assert "/complaints/rider/files/" in str(second)
    left = citizen.post(str(first), SENT, 200)
    assert [str(one["formaction"]) for one in left.soup.select("[formaction]")] == [second]
    assert "示例小吃店" in left.html
    assert number_of(citizen.follow("/complaints/rider", SENT))
    with app.app_context():
        case, (kept,) = db.session.query(Case).one(), db.session.query(Evidence).all()
        assert (kept.case_id, kept.draft_digest) == (case.id, None)
    assert "/rider/files/" not in citizen.get("/complaints/rider").html


def test_more_photos_than_a_tip_may_hold_are_said_at_the_field(citizen: Visitor) -> None:
    citizen.get("/complaints/rider")
    many = {"files": [(BytesIO(photo()), f"{number}.jpg") for number in range(9)]}
    citizen.post("/complaints/rider", {**SENT, "seal": "", **many}, 422)
    again = {**SENT, "files": [(BytesIO(photo()), f"{number}.jpg") for number in range(9)]}
    page = citizen.post("/complaints/rider", again, 422)
    assert "请先移除几个" in page.text
    assert "照片没有留住" in page.text


def test_a_rider_who_scanned_the_sign_at_the_door_finds_the_shop_filled_in(
    app: Flask, citizen: Visitor
) -> None:
    with app.app_context(), write_intent():
        firm = make_enterprise(name="示例门口有牌食品店")
        db.session.commit()
        key, number = firm.address_key, firm.id
    page = citizen.get(f"/complaints/rider?enterprise={key}")
    assert "示例门口有牌食品店" in page.html
    citizen.post("/complaints/rider", {**SENT, "enterprise": key})
    with app.app_context():
        assert db.session.query(Case).one().enterprise_id == number


def test_somebody_ill_reads_what_to_do_first_and_goes_before_all_others(
    app: Flask, citizen: Visitor
) -> None:
    page = citizen.get("/complaints/new/illness/respondent")
    assert "先就医" in page.text
    assert "tel:120" in page.links()
    citizen.post("/complaints/new/illness/respondent", {**ILL, "ill_count": ""}, status=422)
    citizen.post("/complaints/new/illness/respondent", {**ILL, "ill_count": "0"}, status=422)
    citizen.follow("/complaints/new/illness/respondent", ILL)
    assert number_of(citizen.follow("/complaints/new/illness/check", {}))
    with app.app_context():
        case = db.session.query(Case).one()
        assert (case.door, case.is_urgent, case.ill_count) == (Door.ILLNESS, True, 3)
        assert (case.track, case.category) == (Track.TIP, "unsafe")


def test_somebody_ill_may_leave_a_name_to_be_called_back(app: Flask, citizen: Visitor) -> None:
    address = "/complaints/new/illness/respondent"
    assert "请写电话" in citizen.post(address, {**ILL, "name": "示例"}, status=422).text
    alone = citizen.post(address, {**ILL, "telephone": "13800138000"}, status=422)
    assert "怎么称呼您" in alone.text
    citizen.follow(address, {**ILL, "name": "示例", "telephone": "13800138000"})
    citizen.follow("/complaints/new/illness/check", {})
    with app.app_context():
        case = db.session.query(Case).one()
        assert (case.track, case.is_anonymous) == (Track.REPORT, False)
        assert db.session.query(CasePerson).count() == 1


def test_an_adverse_reaction_names_the_product_and_is_marked(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    address = "/complaints/new/reaction/respondent"
    assert "先停用" in citizen.get(address).text
    assert "盒子上的名字" in citizen.post(address, {**REACTION, "product": ""}, status=422).text
    citizen.post(address, {**REACTION, "domain": "food"}, status=422)
    citizen.follow(address, REACTION)
    citizen.follow("/complaints/new/reaction/check", {})
    with app.app_context():
        case = db.session.query(Case).one()
        assert (case.door, case.product, case.domain) == (Door.REACTION, "示例面霜", "cosmetic")
        assert case.channel is Channel.PORTAL
        address = f"/desk/cases/{case.reference}"
    assert "化妆品不良反应" in officer("handler").get(address).text


def test_who_wants_redress_and_a_check_tells_once_and_gets_two_receipts(
    app: Flask, citizen: Visitor
) -> None:
    fill_in(citizen, "complaint", contact={"also_report": "y"})
    first = citizen.follow("/complaints/new/complaint/check", {})
    citizen.post("/complaints/receipt", {"is_written": "y"})
    second = citizen.get("/complaints/receipt")
    assert number_of(first) != number_of(second)
    assert secret_of(first) != secret_of(second)
    with app.app_context():
        complaint, report = db.session.query(Case).order_by(Case.id).all()
        assert (complaint.track, report.track) == (Track.COMPLAINT, Track.REPORT)
        assert report.companion_id == complaint.id
        assert (report.request, report.amount_fen, report.may_publish) == ("", None, False)
        assert {complaint.stage, report.stage} == {Stage.SUBMITTED}
        assert db.session.query(CasePerson).count() == 2


def test_who_comes_for_both_finds_the_box_ticked(citizen: Visitor) -> None:
    start = "/complaints/new/complaint/respondent?also=1"
    citizen.post(start, {"respondent": "示例店", "respondent_address": "示例街 2 号"})
    page = citizen.get("/complaints/new/complaint/contact")
    assert page.soup.select_one("input[name=also_report][checked]")


def test_names_of_the_register_are_offered_while_one_types(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        make_enterprise(name="示例鱼饼加工厂")
        db.session.commit()
    page = citizen.get("/complaints/firms?q=鱼饼")
    assert "示例鱼饼加工厂" in page.html
    assert "示例" not in citizen.get("/complaints/firms?q=").html
    citizen.get("/complaints/firms?q=%00" + "x" * 3000)


def test_a_pasted_address_of_a_sign_names_the_firm(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        firm = make_enterprise(name="示例门牌食品店", address="示例路 3 号")
        db.session.commit()
        key, number = firm.address_key, firm.id
    pasted = {"respondent": f"https://example.test/enterprises/{key}", "respondent_address": ""}
    citizen.post("/complaints/new/report/respondent", pasted)
    page = citizen.get("/complaints/new/report/respondent")
    assert "示例门牌食品店" in page.html
    assert "示例路 3 号" in page.html
    assert number
