"""Editors add and remove synonyms; the next question of everybody knows them."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.kernel.audit import AuditLine
from portal.kernel.db import db, write_intent
from portal.search.models import SynonymGroup
from tests.factories.science import load
from tests.visitor import Visitor

DESK = "/desk/search/synonyms/"
NEW = {"words": "豇豆、角豆", "reason": "本地人这样叫"}
Officer = Callable[..., Visitor]


@pytest.fixture
def shelf(app: Flask) -> None:
    with app.app_context(), write_intent():
        load("cowpea", title="豇豆焯水", body="沸水焯一下。")
        db.session.commit()


def test_a_word_added_is_found_by_the_next_question_and_one_removed_is_not(
    shelf: None, app: Flask, officer: Officer, citizen: Visitor
) -> None:
    assert citizen.get("/search?q=角豆").all("#results h3 mark") != ["豇豆"]
    editor = officer("editor")
    assert "豇豆、角豆" in editor.follow(DESK, data=NEW).text
    assert citizen.get("/search?q=角豆").all("#results h3 mark") == ["豇豆"]
    with app.app_context():
        group = db.session.scalars(select(SynonymGroup)).one()
        reference = group.reference
    page = editor.get(f"{DESK}{reference}")
    assert "本地人这样叫" in page.text
    editor.post(f"{DESK}{reference}/remove", data={"reason": "弄错了"})
    assert citizen.get("/search?q=角豆").all("#results h3 mark") != ["豇豆"]
    assert "弄错了" in editor.get(DESK).text
    assert "弄错了" in editor.get(f"{DESK}{reference}").text
    with app.app_context():
        lines = db.session.scalars(select(AuditLine.action).order_by(AuditLine.id)).all()
    assert [line for line in lines if line.startswith("search.")] == [
        "search.synonyms-added",
        "search.synonyms-removed",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": "豇豆", "reason": "叫法"}, "至少两个词"),
        ({"words": "豇豆、角豆", "reason": " "}, "写一句为什么"),
        ({"words": "\x00", "reason": "叫法"}, "请写意思一样的词"),
        ({"words": "豇豆、" + "长" * 500, "reason": "叫法"}, "最多 400 个字"),
    ],
)
def test_what_makes_no_group_is_said_at_its_field_and_kept(
    officer: Officer, typed: dict[str, str], said: str
) -> None:
    page = officer("editor").post(DESK, data=typed, status=422)
    assert said in page.text
    if "\x00" not in typed["words"]:
        assert typed["words"] in page.html


def test_a_group_is_removed_once_and_with_a_reason(app: Flask, officer: Officer) -> None:
    editor = officer("editor")
    editor.post(DESK, data=NEW)
    with app.app_context():
        reference = db.session.scalars(select(SynonymGroup.reference)).one()
    address = f"{DESK}{reference}/remove"
    assert "写一句为什么" in editor.post(address, data={"reason": ""}, status=422).text
    editor.post(address, data={"reason": "重复"})
    assert "已经被别人删掉" in editor.post(address, data={"reason": "重复"}, status=422).text
    editor.get(f"{DESK}nosuch", status=404)


def test_the_list_is_for_editors(officer: Officer, citizen: Visitor) -> None:
    for path in (DESK, f"{DESK}x"):
        officer("handler").get(path, status=403)
        assert "/sign-in" in citizen.client.get(path).headers["Location"]
    officer("volunteer").post(DESK, data=NEW, status=403)
