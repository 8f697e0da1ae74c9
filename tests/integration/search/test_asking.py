"""Asking: ranks, facets, languages, pages."""

from typing import Any

import pytest
from flask import Flask

from portal.kernel.db import db
from portal.search import engine, queries, ranking
from portal.search.engine import Page
from portal.search.rules import Choice
from tests.factories.science import load


@pytest.fixture
def shelf(inside: Flask) -> None:
    """Put five articles in the index."""
    load(
        "cowpea",
        title="豇豆为什么农药残留超标",
        body="豇豆采得太勤，间隔期不够。",
        items=["灭蝇胺"],
    )
    load("cowpea", language="en", title="Why cowpeas fail", body="Pesticide residues in cowpeas.")
    load("leftovers", column="stories", title="除夕的剩菜", body="两小时内进冰箱，热透再吃。")
    load("crab", column="songs", title="梭子蟹的镉", body="少吃内脏。豇豆不放一起。")
    load("label", title="看懂标签", body="先看生产日期和保质期。")
    db.session.commit()


def ask(text: str, reader: str = "zh", start: int = 0, **choice: Any) -> Page:
    return queries.ask(text, reader=reader, choice=Choice(**choice), start=start)


def found(answer: Page) -> list[str]:
    documents = [hit.document for hit in answer.hits]
    return [f"{one.values['slug']}.{one.entry.language}" for one in documents]


def test_the_article_on_the_matter_stands_first(shelf: None) -> None:
    assert found(ask("豇豆农残"))[0] == "cowpea.zh"
    assert found(ask("隔夜菜还能吃吗"))[0] == "leftovers.zh"
    assert found(ask("食品的保质期"))[0] == "label.zh"
    assert found(ask("灭蝇胺")) == ["cowpea.zh"]
    assert found(ask("pesticides", reader="en")) == ["cowpea.en"]


def test_part_of_a_word_is_enough(shelf: None) -> None:
    assert "crab.zh" in found(ask("子蟹"))
    assert found(ask("螃蟹")) == ["crab.zh"]


def test_a_question_with_no_word_in_common_still_gets_the_nearest(shelf: None) -> None:
    assert found(ask("冰窖")) == ["leftovers.zh"]


def test_facets_count_the_hits_of_the_other_choice(shelf: None) -> None:
    answer = ask("豇豆")
    assert dict(answer.counts["column"]) == {"short-facts": 1, "songs": 1}
    narrowed = ask("豇豆", column="songs")
    assert found(narrowed) == ["crab.zh"]
    assert (narrowed.total, dict(narrowed.counts["column"])) == (1, dict(answer.counts["column"]))


def test_readers_may_ask_for_one_language(shelf: None) -> None:
    both = ask("豇豆 cowpeas")
    assert found(both)[0] == "cowpea.zh"
    assert dict(both.counts["language"]) == {"zh": 2, "en": 1}
    assert found(ask("豇豆 cowpeas", language="en")) == ["cowpea.en"]
    assert found(ask("豇豆 cowpeas", reader="en"))[0] == "cowpea.en"


def test_pages_go_by_rank(shelf: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PAGE_SIZE", 1)
    monkeypatch.setattr(ranking, "WEAKEST", 0)
    first, second = ask("豇豆"), ask("豇豆", start=1)
    assert (first.previous_start, first.next_start) == (None, 1)
    assert (second.previous_start, second.next_start) == (0, None)
    assert found(first) + found(second) == ["cowpea.zh", "crab.zh"]
    assert found(ask("豇豆", start=999)) == []


@pytest.mark.parametrize("text", ["", "的", "(((", "x" * 10_000, "\x00", "AND NOT *"])
def test_anything_may_be_asked(shelf: None, text: str) -> None:
    assert ask(text).total == 0


def test_the_index_and_the_database_agree(shelf: None) -> None:
    assert queries.disagreements() == []
    assert queries.rebuild() == 5
    assert queries.disagreements() == []
