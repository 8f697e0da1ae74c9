"""A concern from the question somebody asks to the answer everybody reads."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.concerns import queries
from portal.kernel import audit
from portal.kernel.db import db, write_intent
from tests.factories.accounts import make_account
from tests.factories.concerns import ASKED, make_assigned, make_published
from tests.visitor import Page, Visitor

Officer = Callable[..., Visitor]
DESK = "/desk/concerns"
WORDS = {"question": ASKED, "answer": "每学期至少一次。", "topic": "school", "links": "/laws/ 法规"}


def ask(visitor: Visitor, text: str = ASKED) -> Page:
    return visitor.follow("/concerns/ask", {"text": text, "topic": "school"})


def published(app: Flask) -> str:
    with app.app_context(), write_intent():
        code = make_published().code
        db.session.commit()
    return code


def test_a_question_is_answered_by_a_department_and_passed_by_another(
    citizen: Visitor, officer: Officer
) -> None:
    number = ask(citizen).all(".code")[0]
    editor, handler = officer("editor"), officer("handler", department="market-regulation")
    publisher = officer("publisher")
    assert number in editor.get(f"{DESK}/").text
    assert number not in handler.get(f"{DESK}/").text
    page = editor.follow(f"{DESK}/questions/{number}/open", {})
    one = f"{DESK}/{page.all('.mono')[0]}"
    handler.get(one, 403)
    assert "请选由哪个部门答复" in editor.post(f"{one}/steps/assigned", {}, status=422).text
    editor.post(f"{one}/steps/assigned", {"department": "market-regulation"})
    assert citizen.get(f"/concerns/receipts/{number}").heading == "正在准备答复"
    officer("handler", department="agriculture").get(one, 403)
    assert number not in handler.get(one).text
    assert "还没有写答复" in handler.post(f"{one}/steps/answered", {}, status=422).text
    handler.post(f"{one}/words", WORDS)
    handler.post(f"{one}/steps/answered", {})
    assert "别的同事" in handler.post(f"{one}/steps/published", {}, status=422).text
    publisher.post(f"{one}/steps/published", {})
    told = citizen.get(f"/concerns/receipts/{number}")
    assert told.heading == "您的问题有答复了"
    page = citizen.get(str(told.soup.select("h3 a")[0]["href"]))
    assert "每学期至少一次" in page.text
    assert "/laws/" in page.links()


def test_whoever_wrote_the_answer_does_not_publish_it(app: Flask, officer: Officer) -> None:
    with app.app_context(), write_intent():
        code = make_assigned(make_account("editor")).code
        db.session.commit()
    publisher, one = officer("publisher"), f"{DESK}/{code}"
    publisher.post(f"{one}/words", {**WORDS, "answer": "新的答复"})
    publisher.post(f"{one}/steps/answered", {})
    assert "请另一位同事" in publisher.get(one).text
    assert "请另一位同事" in publisher.post(f"{one}/steps/published", {}, status=422).text
    other = officer("publisher")
    assert "又改过" in other.post(f"{one}/steps/published", {"seen": "1"}, status=422).text
    other.post(f"{one}/steps/published", {})


@pytest.mark.parametrize(
    ("links", "is_good"),
    [
        ("/laws/ 法规\n\n/concerns/", True),
        ("/science/", True),
        ("/desk/", False),
        ("/rumours/none", False),
        ("https://example.com/", False),
        ("//example.com/", False),
        ("/static/site/site.css", False),
        ("\n".join(["/laws/"] * 9), False),
    ],
)
def test_links_are_pages_of_ours_that_open(
    app: Flask, officer: Officer, links: str, is_good: bool
) -> None:
    with app.app_context(), write_intent():
        code = make_assigned(make_account("editor")).code
        db.session.commit()
    status = 303 if is_good else 422
    page = officer("editor").post(f"{DESK}/{code}/words", {**WORDS, "links": links}, status=status)
    assert is_good or links.splitlines()[0] in page.html


def test_a_complaint_is_shown_its_door_and_may_still_be_sent(citizen: Visitor) -> None:
    asked = {"text": "我要投诉，这家店要退款给我", "topic": "food"}
    page = citizen.post("/concerns/ask", asked, status=422)
    assert "看起来您要投诉举报" in page.text
    assert asked["text"] in page.all("textarea")[0]
    assert citizen.follow("/concerns/ask", {**asked, "sure": "1"}).all(".code")


def test_what_was_answered_is_shown_before_it_is_asked_again(app: Flask, citizen: Visitor) -> None:
    code = published(app)
    page = citizen.post("/concerns/ask", {"text": f"请问{ASKED}呢", "topic": "school"}, status=422)
    assert f"/concerns/{code}" in page.links()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"text": "短"}, "至少 6 个字"),
        ({"text": ASKED + "，回 13800000000"}, "电话或证件号码"),
        ({"text": ASKED, "topic": "none"}, "有 1 处需要修改"),
        ({"text": "长" * 1001}, "最多 1000 个字"),
    ],
)
def test_bad_input_is_told_at_the_field(citizen: Visitor, sent: dict[str, str], told: str) -> None:
    page = citizen.post("/concerns/ask", {"topic": "school", **sent}, status=422)
    assert told in page.text
    assert sent["text"] in page.all("textarea")[0]


def test_the_desk_joins_sets_aside_and_looks_again(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    code = published(app)
    asked = {"text": ASKED, "topic": "school", "sure": "1"}
    number = citizen.follow("/concerns/ask", asked).all(".code")[0]
    editor, one = officer("editor"), f"{DESK}/questions/{number}"
    assert code in editor.get(one).html
    editor.post(f"{one}/join", {"concern": "none"}, status=422)
    editor.post(f"{one}/join", {"concern": code})
    assert citizen.get(f"/concerns/receipts/{number}").heading == "您的问题有答复了"
    editor.post(f"{one}/release", {})
    editor.post(f"{one}/set-aside", {"reason": ""}, status=422)
    editor.post(f"{one}/set-aside", {"reason": "请走投诉举报"})
    assert "请走投诉举报" in citizen.get(f"/concerns/receipts/{number}").text


def test_an_update_and_a_withdrawal_are_told(
    app: Flask, citizen: Visitor, officer: Officer
) -> None:
    code = published(app)
    one, editor, publisher = f"{DESK}/{code}", officer("editor"), officer("publisher")
    editor.post(f"{one}/steps/reopened", {"opinion": "规定变了"})
    editor.post(f"{one}/words", {**WORDS, "answer": "新的答复"})
    assert "新的答复" not in citizen.get(f"/concerns/{code}").text
    editor.post(f"{one}/steps/answered", {})
    assert "请写明原因" in publisher.post(f"{one}/steps/published", {}, status=422).text
    publisher.post(f"{one}/steps/published", {"opinion": "按新规定改了"})
    page = citizen.get(f"/en/concerns/{code}")
    assert "按新规定改了" in page.text
    publisher.post(f"{one}/steps/withdrawn", {"opinion": "依据已废止"})
    assert "依据已废止" in citizen.get(f"/concerns/{code}", 410).text


def test_the_figures_show_empty_months_and_no_invented_term(app: Flask, citizen: Visitor) -> None:
    code = published(app)
    page = citizen.get("/concerns/?topic=school")
    assert f"/concerns/{code}" in page.links()
    assert "答复期限：未设定" in page.text
    assert len(page.all("aside tbody tr")) == queries.MONTHS_SHOWN
    citizen.get("/concerns/?topic=none", 404)
    citizen.get("/concerns/receipts/gq-222222222222", 404)
    citizen.get("/concerns/none", 404)


def test_the_desk_is_closed_to_others(citizen: Visitor, stranger: Visitor) -> None:
    stranger.get(f"{DESK}/", 403)
    assert "/sign-in" in citizen.get(f"{DESK}/", 303).location


def test_audit_lines_have_none_of_the_words(inside: Flask) -> None:
    make_published()
    lines = [line for line in audit.pending() if line.action.startswith("concerns.")]
    told = [line.action.partition(".")[2] for line in lines]
    assert told == ["opened", "assigned", "answered", "published"]
    assert ASKED not in str([(line.subject, line.before, line.after) for line in lines])
