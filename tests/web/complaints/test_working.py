"""Beside deciding: asking, meeting, joining, splitting, linking, noting."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.complaints import doubles, meetings, queries, services
from portal.complaints.rules import Stage, Track
from portal.kernel import clock
from portal.kernel.db import db, write_intent
from tests.factories.enterprises import make_enterprise
from tests.visitor import Visitor
from tests.web.complaints.conftest import Officer, filed

DEEDS = (
    *("question", "enterprise-question", "question-withdrawal", "meeting", "minutes", "joining"),
    *("splitting", "dismissal", "link", "unlinking", "note"),
)


def later(days: int = 3) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("deed", DEEDS)
def test_only_the_own_departments_handler_does_them(
    app: Flask, citizen: Visitor, stranger: Visitor, officer: Officer, deed: str
) -> None:
    address = f"/desk/cases/{filed(app, to='')}/{deed}"
    stranger.post(address, {}, status=403)
    assert "sign-in" in citizen.post(address, {}).location
    officer("handler", department="agriculture").post(address, {}, status=403)


def test_a_question_with_its_day_reaches_the_citizens_page_of_the_desk(
    app: Flask, handler: Visitor
) -> None:
    case = f"/desk/cases/{filed(app)}"
    sent = {"question-text": "示例：哪天买的？", "question-until": later()}
    page = handler.follow(f"{case}/question", sent)
    assert "请在" in page.text
    assert "哪天买的" in page.text
    assert "期限" in handler.post(f"{case}/question", {"question-text": "x"}, status=422).text


def test_notes_are_shown_to_colleagues(app: Flask, handler: Visitor, officer: Officer) -> None:
    case = f"/desk/cases/{filed(app)}"
    handler.post(f"{case}/note", {"note-text": "示例备注一"})
    officer("handler", name="colleague").post(f"{case}/note", {"note-text": "示例备注二"})
    page = handler.get(case).text
    assert "示例备注一" in page
    assert "示例备注二" in page
    handler.post(f"{case}/note", {"note-text": " "}, status=422)


def test_a_meeting_is_planned_and_cannot_be_recorded_before_it(
    app: Flask, handler: Visitor
) -> None:
    case = f"/desk/cases/{filed(app)}"
    handler.post(f"{case}/acceptance", {})
    planned = {
        "meeting-starts_at": f"{later()}T14:30",
        "meeting-place": "示例调解室",
        "meeting-parties": ["complainant", "respondent"],
    }
    assert "调解室" in handler.follow(f"{case}/meeting", planned).text
    minutes = {"minutes-outcome": "adjourned"}
    assert "还没到" in handler.post(f"{case}/minutes", minutes, status=422).text
    wrong = {**planned, "meeting-starts_at": "明天"}
    assert "时间请这样写" in handler.post(f"{case}/meeting", wrong, status=422).text


def test_a_meeting_that_is_over_is_recorded_with_its_agreement(
    app: Flask, handler: Visitor
) -> None:
    reference = filed(app)
    case = f"/desk/cases/{reference}"
    handler.post(f"{case}/acceptance", {})
    planned = {
        "meeting-starts_at": f"{later()}T14:30",
        "meeting-place": "示例调解室",
        "meeting-parties": ["complainant", "respondent"],
    }
    handler.post(f"{case}/meeting", planned)
    with app.app_context(), write_intent():
        meeting = meetings.find_unrecorded(queries.get_case(reference))
        assert meeting is not None
        meeting.starts_at = clock.now() - timedelta(hours=2)
        db.session.commit()
    agreed = {"minutes-outcome": "agreed", "minutes-came": ["complainant", "respondent"]}
    assert "协议内容" in handler.post(f"{case}/minutes", agreed, status=422).text
    page = handler.follow(f"{case}/minutes", {**agreed, "minutes-agreement": "示例：退款。"})
    assert "示例：退款。" in page.text
    assert "达成协议" in page.text
    assert "已经记录" in handler.post(f"{case}/minutes", agreed, status=422).text


def test_doubles_are_suggested_joined_and_split_from_the_page(app: Flask, handler: Visitor) -> None:
    first, second, third = (filed(app, Track.TIP) for _ in range(3))
    with app.app_context(), write_intent():
        services.compare_all()
        db.session.commit()
    page = handler.get(f"/desk/cases/{second}")
    assert page.text.count("一字不差") == 2
    page = handler.follow(f"/desk/cases/{second}/joining", {"joining-other": first})
    assert "并案办理" in page.text
    handler.post(f"/desk/cases/{second}/dismissal", {"dismissal-other": third})
    assert "一字不差" not in handler.get(f"/desk/cases/{second}").text
    assert "并案 2 件" in handler.get("/desk/cases/").text
    assert second not in handler.get("/desk/cases/").text
    refused = handler.post(f"/desk/cases/{second}/step", {"step-to": "screening"}, status=422)
    assert first in refused.text
    handler.post(f"/desk/cases/{first}/step", {"step-to": "screening"})
    handler.post(f"/desk/cases/{second}/splitting", {"splitting-reason": "示例"})
    handler.post(f"/desk/cases/{second}/joining", {"joining-other": "x"}, status=422)
    with app.app_context():
        case = queries.get_case(second)
        assert (case.stage, doubles.find_join(case)) == (Stage.SCREENING, None)


def test_the_enterprise_is_asked_and_a_question_taken_back(app: Flask, handler: Visitor) -> None:
    with app.app_context(), write_intent():
        shop = make_enterprise("示例食品店")
        db.session.commit()
        number = shop.id
    case = f"/desk/cases/{filed(app, enterprise_id=number)}"
    sent = {"enterprise-question-until": later(), "enterprise-question-text": "请提供进货记录。"}
    page = handler.follow(f"{case}/enterprise-question", sent)
    assert "等答复" in page.text
    wrong = {**sent, "enterprise-question-text": "有人投诉你们"}
    assert "只问事实" in handler.post(f"{case}/enterprise-question", wrong, status=422).text
    (mark,) = page.soup.select("input[name=question-withdrawal-number]")
    sent = {"question-withdrawal-number": str(mark["value"])}
    assert "已撤回" in handler.follow(f"{case}/question-withdrawal", sent).text
    handler.post(f"{case}/question-withdrawal", {}, status=404)


def test_a_record_that_is_none_cannot_be_linked(app: Flask, handler: Visitor) -> None:
    case = f"/desk/cases/{filed(app)}"
    for kind in ("penalty", "result", "article"):
        sent = {"link-kind": kind, "link-number": "没有/这个"}
        assert "没有找到" in handler.post(f"{case}/link", sent, status=422).text
    handler.post(f"{case}/unlinking", {"unlinking-number": "7"}, status=404)
    handler.post(f"{case}/unlinking", {"unlinking-number": "x"}, status=404)


def test_a_kept_reply_begins_a_message_without_javascript(app: Flask, handler: Visitor) -> None:
    case = f"/desk/cases/{filed(app)}"
    kept = handler.follow("/desk/cases/replies/", {"title": "示例标题", "text": "示例答复全文"})
    handler.post("/desk/cases/replies/", {"title": "", "text": "x"}, status=422)
    assert "已接办" in kept.text
    options = handler.get(case).soup.select("select#reply option")
    code = next(str(one["value"]) for one in options if one.text == "示例标题")
    area = handler.get(f"{case}?reply={code}").soup.select_one("#message-text")
    assert area is not None
    assert "示例答复全文" in area.text
    handler.post(f"/desk/cases/replies/{code.removeprefix('own-')}/removal", {})
    handler.post("/desk/cases/replies/9/removal", {}, status=404)


@pytest.mark.parametrize("page", ["replies/", "workload/"])
def test_a_stranger_may_not_open_the_pages_beside_the_queue(
    citizen: Visitor, stranger: Visitor, page: str
) -> None:
    stranger.get(f"/desk/cases/{page}", status=403)
    assert "sign-in" in citizen.get(f"/desk/cases/{page}", status=303).location


def test_whoever_answers_a_matter_chooses_to_whom_and_each_reads_only_the_own(
    app: Flask, handler: Visitor
) -> None:
    first, second = filed(app), filed(app)
    lead = f"/desk/cases/{first}"
    handler.post(f"{lead}/joining", {"joining-other": second})
    page = handler.follow(f"{lead}/acceptance", {})
    assert f"只写给查询码 {second} 的当事人" in page.text
    handler.post(f"{lead}/message", {"message-text": "示例留言", "message-readers": "all"})
    assert "示例留言" in handler.get(f"/desk/cases/{second}").text
    told = {"outcome-outcome": "settled", "outcome-answer": "示例：退甲。"}
    both = {**told, "outcome-readers": "all"}
    assert "各写一份" in handler.post(f"{lead}/outcome", both, status=422).text
    own = f"outcome-own_{second.replace('-', '_')}"
    handler.post(f"{lead}/outcome", {**both, own: "示例：退乙。"})
    with app.app_context():
        answers = [queries.get_case(number).answer for number in (first, second)]
    assert answers == ["示例：退甲。", "示例：退乙。"]


def test_one_case_of_a_matter_is_decided_alone_from_its_own_page(
    app: Flask, handler: Visitor
) -> None:
    first, second = filed(app), filed(app)
    handler.post(f"/desk/cases/{first}/joining", {"joining-other": second})
    handler.post(f"/desk/cases/{first}/acceptance", {})
    assert "只办这一件" in handler.get(f"/desk/cases/{second}").text
    told = {"outcome-outcome": "settled", "outcome-answer": "示例：退乙。"}
    handler.post(f"/desk/cases/{second}/outcome", {**told, "outcome-readers": "only"})
    with app.app_context():
        stages = [queries.get_case(number).stage for number in (first, second)]
    assert stages == [Stage.ACCEPTED, Stage.CONCLUDED]
