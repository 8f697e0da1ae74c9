"""Which documents answer a question, in which order, and what they are narrowed down to."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from whoosh import index

from portal.search.documents import Document
from portal.search.engine import Engine
from portal.search.evaluating import document_of
from portal.search.folder import write_index
from portal.search.rules import Choice

Opener = Callable[[Sequence[Document]], Engine]


@pytest.fixture
def opened(tmp_path: Path) -> Opener:
    """Return how documents become an open index."""

    def open_index(documents: Sequence[Document]) -> Engine:
        write_index(tmp_path, documents)
        return Engine(index.open_dir(tmp_path).searcher())

    return open_index


def document(number: str, title: str, body: str = "", **facts: object) -> Document:
    plain = document_of(number, body)
    entry = replace(plain.entry, title=title, **facts)  # type: ignore[arg-type]  # facts of an entry
    return replace(plain, entry=entry)


def found(engine: Engine, asked: str, **choice: object) -> list[str]:
    chosen = Choice(**choice)  # type: ignore[arg-type]  # parts of a choice
    page = engine.answer(asked, reader="zh", choice=chosen)
    return [hit.document.entry.ref.partition(":")[2] for hit in page.hits]


def test_the_title_counts_more_than_the_text(opened: Opener) -> None:
    engine = opened([document("a", "米面", "豇豆要焯水。"), document("b", "豇豆", "米面要密封。")])
    assert found(engine, "豇豆") == ["b", "a"]


def test_no_word_is_required_but_all_of_them_stand_first(opened: Opener) -> None:
    engine = opened([
        document("a", "豇豆豇豆豇豆", "豇豆"),
        document("b", "菜", "豇豆和农药残留"),
        document("c", "雨", "天气"),
    ])  # fmt: skip
    assert found(engine, "豇豆的农残")[0] == "b"
    assert "c" not in found(engine, "豇豆的农残")


def test_weak_hits_are_left_out(opened: Opener) -> None:
    filler = [document(f"f{n}", f"第{n}篇", "说说天气。") for n in range(30)]
    engine = opened([document("a", "豇豆农药残留", "豇豆农药残留"), *filler])
    assert found(engine, "豇豆农药残留怎么说") == ["a"]


def test_a_phrase_must_stand_as_it_is(opened: Opener) -> None:
    engine = opened([
        document("a", "甲", "先有安全，后有食品。"),
        document("b", "乙", "食品安全。"),
        document("c", "丙", "食品，安全。"),
    ])  # fmt: skip
    assert found(engine, "“食品安全”") == ["b"]
    assert set(found(engine, "食品安全")) == {"a", "b", "c"}


def test_a_phrase_that_nobody_wrote_finds_what_comes_near(opened: Opener) -> None:
    engine = opened([document("a", "甲", "非接触的办税服务。")])
    assert found(engine, "“非接触式”办税") == ["a"]


def test_an_unwanted_word_is_left_out(opened: Opener) -> None:
    engine = opened([document("a", "甲", "蔬菜和外卖。"), document("b", "乙", "蔬菜。")])
    assert found(engine, "蔬菜 -外卖") == ["b"]


def test_traditional_characters_and_pinyin_find_the_same(opened: Opener) -> None:
    engine = opened([document("a", "农药残留", "洗菜。")])
    assert found(engine, "農藥殘留") == found(engine, "nongyaocanliu") == ["a"]
    assert found(engine, "nycl") == found(engine, "农要残留") == ["a"]


def test_letters_that_are_no_word_find_nothing_by_their_letters(opened: Opener) -> None:
    engine = opened([document("a", "N-二甲基亚硝胺", "n 和 c。")])
    assert found(engine, "nxxc") == []


def test_what_was_asked_instead_is_told(opened: Opener) -> None:
    engine = opened([document("a", "毒死蜱", "一种农药。")])
    page = engine.answer("dusipi", reader="zh")
    assert (page.meant, page.is_instead) == ("毒死蜱", True)
    assert not engine.answer("毒死蜱", reader="zh").meant


def test_one_thing_in_two_languages_is_listed_once_in_the_readers(opened: Opener) -> None:
    engine = opened([
        document("zh", "豇豆 cowpea", group="one", language="zh"),
        document("en", "cowpea cowpea cowpea", group="one", language="en"),
        document("two", "cowpea", group="two", language="en"),
    ])  # fmt: skip
    assert set(found(engine, "cowpea")) == {"zh", "two"}
    assert set(found(engine, "cowpea", language="en")) == {"en", "two"}
    assert engine.answer("cowpea", reader="en").total == 2


def test_facets_count_what_the_other_choices_leave(opened: Opener) -> None:
    engine = opened([
        document("a", "豇豆", kind="article", column="songs", on=date(2026, 1, 1)),
        document("b", "豇豆", kind="card", column="", on=None),
        document("c", "豇豆", kind="article", column="stories", on=date(2026, 3, 1)),
    ])  # fmt: skip
    page = engine.answer("豇豆", reader="zh", choice=Choice(kind="article"))
    assert page.total == 2
    assert page.counts["kind"] == {"article": 2, "card": 1}
    assert page.counts["column"] == {"songs": 1, "stories": 1}
    assert found(engine, "豇豆", since=date(2026, 2, 1)) == ["c"]
    assert found(engine, "豇豆", until=date(2026, 2, 1)) == ["a"]
    assert found(engine, "豇豆", column="nowhere") == []


def test_hits_may_be_asked_for_in_titles_only(opened: Opener) -> None:
    engine = opened([document("a", "豇豆", "菜"), document("b", "菜", "豇豆")])
    assert found(engine, "豇豆", in_title=True) == ["a"]


def test_equal_answers_stand_in_the_order_of_their_references(opened: Opener) -> None:
    engine = opened([document(number, "豇豆") for number in ("c", "a", "b")])
    assert found(engine, "豇豆") == ["a", "b", "c"]


def test_what_shares_telling_words_is_related(opened: Opener) -> None:
    engine = opened([
        document("a", "豇豆的农药残留", "豇豆焯水。"),
        document("b", "豇豆怎么买", "挑嫩豇豆。"),
        document("c", "药品说明书", "看清楚。"),
    ])  # fmt: skip
    assert [one.title for one in engine.related("text:a", 1)] == ["豇豆怎么买"]
    assert engine.related("text:nowhere", 3) == []


def test_what_one_begins_to_type_is_completed(opened: Opener) -> None:
    engine = opened([document("a", "毒死蜱是什么"), document("b", "别的")])
    assert "毒死蜱是什么" in engine.suggest("毒死", "zh")
    assert "毒死蜱" in engine.suggest("dusi", "zh")
    assert "毒死蜱" in engine.suggest("dsp", "zh")
    assert engine.suggest(" ", "zh") == []


def test_an_empty_index_answers(opened: Opener) -> None:
    engine = opened([])
    assert found(engine, "豇豆") == []
    assert engine.held() == {}
