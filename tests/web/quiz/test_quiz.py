"""Taking the quiz: answers are kept when some lack, counted once, told only together."""

from flask import Flask

from portal.kernel.db import db
from portal.quiz import queries
from portal.quiz.rules import editions
from tests.visitor import Visitor

EDITION = editions()["2026-1"]
PAGE = "/quiz/2026-1"


def answers(**changes: str) -> dict[str, str]:
    """Return right answers to every question."""
    told = {f"q-{one.code}": str(one.right) for one in EDITION.questions}
    return {**told, "paper": "t" * 43, **changes}


def test_answers_are_kept_when_one_lacks(citizen: Visitor) -> None:
    sent = answers()
    del sent["q-otc"]
    page = citizen.post(PAGE, sent, status=422)
    assert page.status == 422
    assert "请选一个答案" in page.text
    assert len(page.all("input[checked]")) == 9


def test_a_paper_sent_twice_counts_once_and_tells_what_was_right(
    app: Flask, citizen: Visitor
) -> None:
    wrong = answers(**{"q-labels": "2"})
    for _time in range(2):
        page = citizen.follow(PAGE, wrong)
    assert page.heading == "10 题答对 9 题"
    assert "正确答案： 加得最多的" in page.text
    with app.app_context():
        assert queries.count_papers(EDITION) == 1
        assert set(queries.shares_of(EDITION).values()) == {None}
        db.session.rollback()


def test_shares_are_shown_once_enough_have_answered(citizen: Visitor) -> None:
    assert "答题的人还不到 5 位" in citizen.get("/quiz/").text
    for number in range(5):
        citizen.post(PAGE, answers(paper=str(number) * 43))
    page = citizen.get("/quiz/")
    assert "100%" in page.text
    assert "不能当作全区的知晓率" in page.text
    assert "/commitments/lc-school-awareness" in page.links()


def test_what_is_no_edition_or_no_answers_is_not_found(citizen: Visitor) -> None:
    for path in ("/quiz/none", f"{PAGE}/answers", f"{PAGE}/answers?chosen=000"):
        citizen.get(path, status=404)
