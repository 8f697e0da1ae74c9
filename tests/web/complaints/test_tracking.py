"""Number and secret open a case; nothing else does."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask

from portal.accounts.queries import get_account
from portal.complaints import queries, services
from portal.complaints.models import Case
from portal.complaints.panels import CASE_PANELS
from portal.complaints.rules import Outcome, Stage
from portal.kernel import clock
from portal.kernel.audit import AuditLine
from portal.kernel.db import db, write_intent
from portal.kernel.panels import Panel
from tests.factories import files
from tests.factories.complaints import conclude, make_handler
from tests.visitor import Page, Visitor
from tests.web.complaints.journeys import (
    WRONG,
    file_case,
    number_of,
    open_case,
    other_number,
    photo,
    secret_of,
)


def concluded(app: Flask, receipt: Page) -> None:
    """Let a handler conclude the case of this receipt."""
    with app.app_context(), write_intent():
        case, handler = queries.get_case(number_of(receipt)), make_handler()
        services.assign_case(case, handler=handler, by=handler)
        conclude(case, handler)
        db.session.commit()


def test_a_citizen_opens_the_case_with_words_or_with_digits(app: Flask, citizen: Visitor) -> None:
    assert citizen.get("/track").heading == "您的那件，办到哪一步了？"
    receipt = file_case(citizen, "tip")
    digits = " ".join(receipt.all(".words .mono"))
    for secret in (secret_of(receipt), digits, secret_of(receipt).replace(" ", "")):
        page = Visitor(app).follow(
            "/track", {"number": number_of(receipt).lower(), "secret": secret}
        )
        assert page.heading == "收到了，正在看。"
        assert page.response.headers["Cache-Control"] == "no-store"


def test_a_wrong_secret_and_a_case_that_does_not_exist_have_one_answer(citizen: Visitor) -> None:
    receipt = file_case(citizen, "tip")
    known = {"number": number_of(receipt), "secret": WRONG}
    one = citizen.post("/track", known, status=422)
    nobody = other_number(number_of(receipt))
    other = citizen.post("/track", {"number": nobody, "secret": WRONG}, status=422)
    assert one.all(".errs li") == other.all(".errs li") != []


def test_a_slip_in_the_number_is_caught_before_anything_is_looked_up(citizen: Visitor) -> None:
    page = citizen.post("/track", {"number": "LC26-7K3M-92QF-HT4X", "secret": WRONG}, status=422)
    assert "写错或漏了一个字" in page.text
    assert "请填查询码" in citizen.post("/track", {}, status=422).text
    odd = {"number": "\x00\ud7ff" * 9, "secret": "\x00"}
    citizen.post("/track", odd, status=422)


def test_a_word_that_is_none_of_the_list_is_named(citizen: Visitor) -> None:
    number = number_of(file_case(citizen, "tip"))
    for secret, told in {
        "豆腐 豆将 米饭 面条 年糕": "第 2 个词不是词表里的",
        "豆腐 豆浆 米饭": "五个词（十个汉字），或二十位数字",
        "0001 0002": "五个词（十个汉字），或二十位数字",
        "9999 0001 0001 0001 0001": "五个词（十个汉字），或二十位数字",
        "\x00": "请填五个词",
    }.items():
        assert told in citizen.post("/track", {"number": number, "secret": secret}, 422).text


def test_the_right_secret_starts_the_count_afresh(citizen: Visitor) -> None:
    receipt = file_case(citizen, "tip")
    for _ in range(3):
        citizen.post("/track", {"number": number_of(receipt), "secret": WRONG}, status=422)
        open_case(citizen, receipt)


def test_nobody_sees_a_case_without_opening_it(citizen: Visitor) -> None:
    file_case(citizen, "tip")
    for address in ("/track/case", "/track/case/files/x"):
        assert citizen.get(address, status=303).location.endswith("/track")
    for deed in ("messages", "withdrawal", "rating", "review"):
        assert citizen.post(f"/track/case/{deed}", {}).location.endswith("/track")


def test_an_open_case_closes_when_left_alone(citizen: Visitor) -> None:
    receipt = file_case(citizen, "tip")
    open_case(citizen, receipt)
    with time_machine.travel(clock.now() + timedelta(minutes=10), tick=False):
        citizen.get("/track/case")
    with time_machine.travel(clock.now() + timedelta(minutes=20), tick=False):
        citizen.get("/track/case")
    with time_machine.travel(clock.now() + timedelta(minutes=40), tick=False):
        assert citizen.get("/track/case", status=303).location.endswith("/track")


def test_leaving_closes_the_case_even_for_an_old_cookie(citizen: Visitor) -> None:
    open_case(citizen, file_case(citizen, "tip"))
    before = citizen.client.get_cookie("session")
    assert before is not None
    left = citizen.post("/track/leave", {})
    assert left.location.endswith("/")
    assert "Clear-Site-Data" in left.response.headers
    citizen.client.set_cookie("session", before.value)
    citizen.get("/track/case", status=303)
    citizen.post("/track/leave", {})


def test_words_and_photos_are_added_without_losing_any(citizen: Visitor) -> None:
    open_case(citizen, file_case(citizen, "tip"))
    sent = {"message-text": "示例：凌晨两点", "message-files": (BytesIO(photo()), "x.jpg")}
    page = citizen.follow("/track/case/messages", sent)
    assert "示例：凌晨两点" in page.all(".msg--me p")[0]
    assert "照片 1" in page.text
    assert "请先写几句" in citizen.post("/track/case/messages", {}, status=422).text
    bad = {"message-text": "还有一句", "message-files": (BytesIO(b"MZ\x90"), "x.jpg")}
    refused = citizen.post("/track/case/messages", bad, status=422)
    assert "不是照片、PDF、录音或视频" in refused.text
    assert "还有一句" in refused.html


def test_the_citizen_sees_the_own_photo_cleaned_and_no_pdf(app: Flask, citizen: Visitor) -> None:
    open_case(citizen, file_case(citizen, "tip"))
    citizen.post("/track/case/messages", {"message-files": (BytesIO(photo()), "x.jpg")})
    pdf = BytesIO(files.paper(password="p"))
    citizen.post("/track/case/messages", {"message-files": (pdf, "x.pdf")})
    with app.app_context():
        keys = [file.key for file in db.session.query(Case).one().evidence]
    shown = citizen.client.get(f"/track/case/files/{keys[0]}")
    assert shown.mimetype == "image/jpeg"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    citizen.get(f"/track/case/files/{keys[1]}", status=404)
    citizen.get("/track/case/files/none", status=404)


def test_a_case_can_be_taken_back_until_it_is_concluded(app: Flask, citizen: Visitor) -> None:
    open_case(citizen, file_case(citizen, "tip"))
    too_long = {"withdrawal-reason": "长" * 501}
    citizen.post("/track/case/withdrawal", too_long, status=422)
    page = citizen.follow("/track/case/withdrawal", {})
    assert page.heading == "您已撤回。"
    citizen.post("/track/case/withdrawal", {}, status=409)


def test_the_outcome_is_the_title_and_may_be_rated(app: Flask, citizen: Visitor) -> None:
    receipt = file_case(citizen, "complaint")
    open_case(citizen, receipt)
    citizen.post("/track/case/rating", {"rating-score": "5"}, status=409)
    concluded(app, receipt)
    page = citizen.get("/track/case")
    assert page.heading == "调解成功，双方达成一致。"
    assert "示例：已退款。" in page.text
    citizen.post("/track/case/rating", {"rating-score": "9"}, status=422)
    citizen.post("/track/case/rating", {"rating-score": "5", "rating-ask_solved": "x"}, status=422)
    said = {"rating-score": "5", "rating-ask_solved": "partly", "rating-words": "示例：还差一点"}
    rated = citizen.follow("/track/case/rating", said)
    for told in ("已评价", "5 分（满分 5 分）", "您的问题解决了吗", "一部分", "示例：还差一点"):
        assert told in rated.text
    assert not rated.soup.select("#rating")
    citizen.post("/track/case/rating", {"rating-score": "1"}, status=409)
    with app.app_context():
        kept = queries.find_rating(queries.get_case(number_of(receipt)))
        assert kept is not None
        assert kept.answers == {"solved": "partly"}


def test_the_handler_reads_what_the_citizen_said_of_the_outcome(
    app: Flask, citizen: Visitor, officer: Callable[..., Visitor]
) -> None:
    receipt = file_case(citizen, "complaint")
    open_case(citizen, receipt)
    concluded(app, receipt)
    citizen.post("/track/case/rating", {"rating-score": "2", "rating-ask_reached": "no"})
    page = officer("handler", name="desk-reader").get(f"/desk/cases/{number_of(receipt)}")
    assert "2 分（满分 5 分）" in page.text
    assert "承办人联系过您、听您说过吗 否" in page.text


def test_a_review_may_be_asked_for_once(app: Flask, citizen: Visitor) -> None:
    receipt = file_case(citizen, "complaint")
    open_case(citizen, receipt)
    concluded(app, receipt)
    assert "请写明理由" in citizen.post("/track/case/review", {}, status=422).text
    page = citizen.follow("/track/case/review", {"review-reason": "示例：金额不对"})
    assert page.heading == "正在复核。"
    assert "申请复核，只有一次" not in page.text
    again = citizen.post("/track/case/review", {"review-reason": "再来"}, status=422)
    assert "只能申请一次" in again.text


def test_who_is_asked_for_more_answers_by_writing(app: Flask, citizen: Visitor) -> None:
    receipt = file_case(citizen, "complaint")
    open_case(citizen, receipt)
    with app.app_context(), write_intent():
        case, handler = queries.get_case(number_of(receipt)), make_handler()
        services.assign_case(case, handler=handler, by=handler)
        until = clock.today() + timedelta(days=5)
        services.ask_for_supplement(case, until=until, note="示例：请补小票", by=handler)
        db.session.commit()
    page = citizen.get("/track/case")
    assert page.heading == "还缺材料，请您补一补。"
    assert "轮到您了" in page.text
    after = citizen.follow("/track/case/messages", {"message-text": "小票找到了"})
    assert after.heading == "收到了，正在看。"


def test_a_refusal_shows_its_ground_and_the_other_ways(app: Flask, citizen: Visitor) -> None:
    receipt = file_case(citizen, "complaint")
    open_case(citizen, receipt)
    with app.app_context(), write_intent():
        case, handler = queries.get_case(number_of(receipt)), make_handler()
        services.assign_case(case, handler=handler, by=handler)
        services.refuse_case(case, ground="three-years", note="示例：五年前的事", by=handler)
        db.session.commit()
    page = citizen.get("/track/case")
    assert "超过三年" in page.text
    assert "向人民法院起诉" in page.text


def test_the_citizen_sees_what_comes_next_and_who_has_it(app: Flask, citizen: Visitor) -> None:
    receipt = file_case(citizen, "complaint")
    page = open_case(citizen, receipt)
    assert "区市场监管局，还没有指定承办人" in page.text
    assert "消费者权益保护法 第四十六条" in page.text
    with app.app_context(), write_intent():
        case, handler = queries.get_case(number_of(receipt)), make_handler()
        services.assign_case(case, handler=handler, by=handler)
        services.ask_for_supplement(
            case, until=clock.today() + timedelta(days=3), note="示例：请补小票", by=handler
        )
        db.session.commit()
    asked = citizen.get("/track/case")
    assert "轮到您了" in asked.text
    assert "#talk" in asked.links()
    concluded_page = citizen.follow("/track/case/withdrawal", {})
    assert not concluded_page.soup.select("#following")


def test_the_citizen_sees_who_looked_by_role_and_never_by_name(
    app: Flask, citizen: Visitor, officer: Callable[..., Visitor]
) -> None:
    receipt = file_case(citizen, "complaint")
    open_case(citizen, receipt)
    handler = officer("handler", name="desk-somebody")
    for _time in range(2):
        handler.get(f"/desk/cases/{number_of(receipt)}")
    with app.app_context(), write_intent():
        case, person = queries.get_case(number_of(receipt)), get_account("desk-somebody")
        services.assign_case(case, handler=person, by=person)
        db.session.commit()
    with app.app_context(), write_intent():
        case, person = queries.get_case(number_of(receipt)), get_account("desk-somebody")
        services.read_identity(case, by=person, reason="示例：要打电话约时间")
        db.session.commit()
    page = citizen.get("/track/case")
    deeds = " ".join(page.all("#deeds ~ details tbody tr"))
    assert deeds.count("承办人 打开看了这一件") == 1
    with app.app_context():
        whole = str([line.after for line in db.session.query(AuditLine)])
        assert "约时间" not in whole
        assert "reason_digest" in whole
    assert "看了您的姓名、电话和地址 理由：示例：要打电话约时间" in deeds
    assert "您 提交了这一件" in deeds
    assert "desk-somebody" not in page.html


def test_rooms_above_add_their_piece_to_the_case(
    citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Panel("complaints/_parts.html", {"amount": 1})
    monkeypatch.setattr(CASE_PANELS, "_makers", {lambda _case: shown: 1})
    assert open_case(citizen, file_case(citizen, "tip")).heading == "收到了，正在看。"


def test_every_stage_has_a_title(app: Flask, citizen: Visitor) -> None:
    receipt = file_case(citizen, "tip")
    open_case(citizen, receipt)
    for stage in Stage:
        with app.app_context(), write_intent():
            case = queries.get_case(number_of(receipt))
            case.stage, case.outcome = stage, Outcome.TERMINATED
            db.session.commit()
        assert citizen.get("/track/case").heading
