"""Anyone can file, without an account, in three short steps."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from portal.complaints.models import Case, Draft, Evidence
from portal.kernel.db import db, write_intent
from portal.web.attachments import FileLimits
from tests.factories.enterprises import make_enterprise
from tests.visitor import Visitor
from tests.web.complaints.journeys import (
    CONTACT,
    RESPONDENT,
    STORY,
    TOLD,
    file_case,
    fill_in,
    number_of,
    photo,
    secret_of,
)


def test_the_entrance_leads_to_the_page_that_helps_to_choose(citizen: Visitor) -> None:
    page = citizen.get(citizen.get("/complaints/", status=303).location)
    assert page.heading == "您想要哪一种结果？"
    assert "先就医" in page.text
    assert "7 个工作日内告诉您受不受理" in page.text
    assert {f"/complaints/new/{track}/respondent" for track in ("complaint", "report", "tip")} <= {
        *page.links()
    }


@pytest.mark.parametrize("track", ["complaint", "report", "tip"])
def test_a_citizen_files_and_gets_number_secret_and_days(citizen: Visitor, track: str) -> None:
    receipt = file_case(citizen, track)
    assert len(receipt.all(".words li")) == 5
    assert number_of(receipt).startswith("LC")
    assert receipt.response.headers["Cache-Control"] == "no-store"
    assert "个工作日" in receipt.text


def test_sent_twice_it_is_one_case_and_the_same_receipt(app: Flask, citizen: Visitor) -> None:
    fill_in(citizen, "tip")
    address = "/complaints/new/tip/check"
    before = citizen.client.get_cookie("session")
    assert before is not None
    first = citizen.follow(address, {})
    citizen.client.set_cookie("session", before.value)
    second = citizen.follow(address, {})
    third = citizen.follow(address, {})
    assert number_of(first) == number_of(second) == number_of(third)
    assert secret_of(first) == secret_of(second)
    with app.app_context():
        assert db.session.query(Case).count() == 1
        assert db.session.query(Draft).count() == 0


def test_the_receipt_is_shown_until_it_is_confirmed_and_then_never(citizen: Visitor) -> None:
    receipt = file_case(citizen, "tip")
    assert secret_of(citizen.get("/complaints/receipt")) == secret_of(receipt)
    refused = citizen.post("/complaints/receipt", {}, status=422)
    assert "请先抄好" in refused.text
    before = citizen.client.get_cookie("session")
    assert before is not None
    case = citizen.follow("/complaints/receipt", {"is_written": "y"})
    assert number_of(receipt) in case.text
    assert citizen.get("/complaints/receipt", status=303).location.endswith("/track")
    citizen.client.set_cookie("session", before.value)
    assert citizen.get("/complaints/receipt", status=303).location.endswith("/track")
    assert citizen.post("/complaints/receipt", {"is_written": "y"}).location.endswith("/track")


def test_two_receipts_are_both_shown_before_they_are_confirmed(citizen: Visitor) -> None:
    first, second = file_case(citizen, "tip"), file_case(citizen, "report")
    assert number_of(citizen.get("/complaints/receipt")) == number_of(second)
    citizen.post("/complaints/receipt", {"is_written": "y"})
    assert number_of(citizen.get("/complaints/receipt")) == number_of(first)


def test_neither_secret_nor_token_stands_in_any_address_of_the_receipt(citizen: Visitor) -> None:
    receipt = file_case(citizen, "tip")
    for address in receipt.links():
        for word in receipt.all(".words b"):
            assert word not in address


def test_what_was_written_is_still_there_on_the_way_back(citizen: Visitor) -> None:
    fill_in(citizen, "complaint")
    assert "示例食品店" in citizen.get("/complaints/new/complaint/respondent").html
    assert STORY in citizen.get("/complaints/new/complaint/story").text
    assert "13800138000" in citizen.get("/complaints/new/complaint/contact").html


def test_who_changes_the_track_fills_in_nothing_twice(citizen: Visitor) -> None:
    citizen.post("/complaints/new/complaint/respondent", RESPONDENT)
    citizen.post("/complaints/new/complaint/story", {**TOLD, "amount": "38.5"})
    assert STORY in citizen.get("/complaints/new/tip/check").text


def test_the_last_look_leads_back_to_what_is_missing(citizen: Visitor) -> None:
    citizen.post("/complaints/new/complaint/respondent", RESPONDENT)
    page = citizen.get("/complaints/new/complaint/check", status=303)
    assert page.location.endswith("/complaints/new/complaint/story")
    assert citizen.post("/complaints/new/complaint/check", {}, status=409).status == 409


def test_nothing_begun_cannot_be_sent(citizen: Visitor) -> None:
    assert "草稿" in citizen.post("/complaints/new/tip/check", {}, status=409).text


@pytest.mark.parametrize(
    ("step", "changes", "message"),
    [
        ("respondent", {"respondent": ""}, "请写商家名称，招牌上的名字就行"),
        ("respondent", {"respondent_address": " "}, "请写商家地址"),
        ("respondent", {"respondent": "好" * 201}, "最多 200 个字"),
        ("story", {"told": ""}, "请写一写经过，至少 10 个字"),
        ("story", {"told": "鱼饼坏了"}, "请写一写经过，至少 10 个字"),
        ("story", {"told": "很" * 5001}, "写得太长"),
        ("story", {"told": "e" + "\u0301" * 10000}, "写得太长"),
        ("story", {"told": "经过" + "e\u0301\u0302\u0303" * 400}, "叠加符号太多"),
        ("story", {"occurred_on": "2999-01-01"}, "这个日子晚于今天，请核对"),
        ("story", {"occurred_on": "昨天"}, "日期请这样写"),
        ("story", {"amount": "很多"}, "金额请写数字"),
        ("story", {"amount": "-5"}, "金额请写数字"),
        ("story", {"amount": "NaN"}, "金额请写数字"),
        ("story", {"category": "no-such"}, ""),
        ("story", {"domain": ""}, "请选一样"),
        ("contact", {"telephone": "12315"}, "电话号码不对"),
        ("contact", {"telephone": "1380013800"}, "电话号码不对"),
        ("contact", {"telephone": "打我手机"}, "电话号码不对"),
        ("contact", {"telephone": ""}, "请写能找到您的电话"),
        ("contact", {"name": ""}, "投诉要实名"),
        ("contact", {"address": ""}, "请写能收到信的地址"),
        ("contact", {"wishes": []}, "请至少选一项"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(
    citizen: Visitor, step: str, changes: dict[str, Any], message: str
) -> None:
    steps: dict[str, dict[str, Any]] = {
        "respondent": RESPONDENT,
        "story": TOLD,
        "contact": CONTACT,
    }
    usual = steps[step]
    page = citizen.post(f"/complaints/new/complaint/{step}", {**usual, **changes}, status=422)
    assert message in page.text
    assert page.all(".errs li")
    kept = {"respondent": "示例", "story": "unsafe", "contact": "示例"}[step]
    assert kept in page.html


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script> 鱼饼发黏不肯退", "\x00鱼饼发黏，商家不肯退\x00"]
)
def test_script_and_odd_signs_are_kept_as_harmless_text(citizen: Visitor, text: str) -> None:
    receipt = file_case(citizen, "tip", story={"told": text})
    case = citizen.follow("/track", {"number": number_of(receipt), "secret": secret_of(receipt)})
    assert text.replace("\x00", "") in case.text
    assert not case.soup.select("main script")


def test_a_tip_needs_a_name_or_a_place(citizen: Visitor) -> None:
    nothing = {"respondent": "", "respondent_address": ""}
    page = citizen.post("/complaints/new/tip/respondent", nothing, status=422)
    assert "至少一样" in page.text
    place = {**nothing, **TOLD, "respondent_address": "示例桥头"}
    citizen.post("/complaints/new/tip/respondent", place)


def test_a_reporter_leaves_a_name_with_a_telephone_or_neither(citizen: Visitor) -> None:
    address = "/complaints/new/report/contact"
    assert "请写电话" in citizen.post(address, {"name": "示例"}, status=422).text
    assert "不想留名" in citizen.post(address, {"telephone": "13800138000"}, status=422).text
    citizen.post(address, {})


def test_a_program_that_fills_in_everything_is_told_so(app: Flask, citizen: Visitor) -> None:
    fill_in(citizen, "tip")
    page = citizen.post("/complaints/new/tip/check", {"website": "http://example"}, status=422)
    assert "自动程序" in page.text
    with app.app_context():
        assert db.session.query(Case).count() == 0


@pytest.mark.parametrize("address", ["letter/story", "tip/contact", "tip/nowhere", "x/check"])
def test_a_track_or_step_that_does_not_exist_is_not_found(citizen: Visitor, address: str) -> None:
    citizen.get(f"/complaints/new/{address}", status=404)
    citizen.post(f"/complaints/new/{address}", {}, status=404)


def test_a_photo_is_kept_even_while_another_field_has_to_be_put_right(
    app: Flask, citizen: Visitor
) -> None:
    sent = {**RESPONDENT, **TOLD, "told": "短", "files": (BytesIO(photo()), "小票.jpg")}
    page = citizen.post("/complaints/new/tip/respondent", sent, status=422)
    assert "照片 1" in page.text
    citizen.post("/complaints/new/tip/respondent", {**RESPONDENT, **TOLD})
    assert "照片 1" in citizen.get("/complaints/new/tip/check").text
    citizen.post("/complaints/new/tip/check", {})
    with app.app_context():
        kept = db.session.query(Evidence).one()
        assert kept.case_id is not None
        assert kept.draft_digest is None


def test_a_file_can_be_taken_out_again(app: Flask, citizen: Visitor) -> None:
    sent = {**RESPONDENT, **TOLD, "files": (BytesIO(photo()), "a.jpg")}
    citizen.post("/complaints/new/tip/respondent", sent)
    page = citizen.get("/complaints/new/tip/respondent")
    button = page.soup.select_one("button[formaction]")
    assert button is not None
    words = {**RESPONDENT, **TOLD, "told": "还没写完的经过"}
    after = citizen.post(str(button["formaction"]), words, status=200)
    assert "照片 1" not in after.text
    assert "还没写完的经过" in after.text
    with app.app_context():
        assert db.session.query(Evidence).count() == 0
    Visitor(app).post("/complaints/new/tip/files/none", words, status=200)


def test_figures_of_a_year_are_public_and_small_ones_are_kept_back(citizen: Visitor) -> None:
    file_case(citizen, "tip")
    page = citizen.get("/complaints/statistics")
    assert "少于 5" in page.text
    citizen.get("/complaints/statistics?year=1999", status=404)
    citizen.get("/complaints/statistics?year=x", status=404)


def test_more_photos_than_there_is_room_for_are_said_and_the_first_are_kept(
    citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = FileLimits(1, 1024 * 1024, 10_000, ("image/jpeg",))
    monkeypatch.setattr("portal.complaints.policy.file_limits", lambda: few)
    address = "/complaints/new/tip/respondent"
    pair = [(BytesIO(photo()), "a.jpg"), (BytesIO(photo()), "b.jpg")]
    two = {**RESPONDENT, **TOLD, "files": pair}
    assert "最多选 1 个文件" in citizen.post(address, two, status=422).text
    one = {**RESPONDENT, **TOLD, "files": (BytesIO(photo()), "c.jpg")}
    page = citizen.post(address, one, status=422)
    assert "附件已经够多了" in page.text
    assert len(page.all(".files li")) == 1


def test_after_sending_the_last_look_leads_to_the_receipt(citizen: Visitor) -> None:
    file_case(citizen, "tip")
    assert citizen.get("/complaints/new/tip/check", status=303).location.endswith("/receipt")
    assert citizen.post("/complaints/new/tip/check", {}).location.endswith("/receipt")


def test_a_firm_and_a_batch_are_filled_in_from_where_the_citizen_comes(
    app: Flask, citizen: Visitor
) -> None:
    with app.app_context(), write_intent():
        firm = make_enterprise(name="示例在册食品店")
        db.session.commit()
        key, number = firm.address_key, firm.id
    page = citizen.get(f"/complaints/new?enterprise={key}&batch=XBJ23")
    assert any(f"enterprise={key}" in link for link in page.links())
    form = citizen.get(f"/complaints/new/tip/respondent?enterprise={key}&batch=XBJ23")
    assert "示例在册食品店" in form.html
    assert "XBJ23" in form.html
    file_case(citizen, "tip", firm={"enterprise": key, "batch": "XBJ23"})
    with app.app_context():
        case = db.session.query(Case).one()
        assert (case.enterprise_id, case.batch) == (number, "XBJ23")
    citizen.get("/complaints/new/tip/respondent?enterprise=%00&batch=" + "x" * 500)
