"""From text to terms, the same on both sides of the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.analysis import grams, read_question, stop_words, synonyms, terms


def words_of(asked: str) -> list[str]:
    return [word.text for word in read_question(asked).words]


def test_chinese_is_cut_into_words_and_their_parts() -> None:
    assert terms("食品安全监管") == ["食品", "监管", "安全监管"] or "监管" in terms("食品安全监管")
    assert terms("豇豆的农药残留")[0] == "豇豆"


def test_names_of_failing_items_stay_whole() -> None:
    assert "毒死蜱" in terms("检出毒死蜱")
    assert "氯氟氰菊酯" in terms("氯氟氰菊酯")


def test_english_is_stemmed_and_numbers_stand_alone() -> None:
    assert terms("Pesticide RESIDUES, GB2763-2021") == ["pesticid", "residu", "gb", "2763", "2021"]


def test_width_and_case_do_not_matter() -> None:
    assert terms("ＧＢ２７６３") == terms("gb 2763")


def test_pairs_of_characters_do_not_cross_punctuation() -> None:
    assert grams("蟹，豇豆 a") == ["蟹", "豇", "豆", "豇豆"]


def test_a_question_keeps_the_words_that_say_something() -> None:
    assert words_of("隔夜菜还能吃吗？") == ["隔夜菜", "吃"]
    assert words_of("is it safe to eat leftovers") == ["safe", "eat", "leftovers"]


def test_a_synonym_counts_a_little_less() -> None:
    word = read_question("农残").words[0]
    assert word.terms["农残"] == 1.0
    assert word.terms["农药残留"] == 0.8
    assert "残留农药" in synonyms()["农残"]


def test_a_single_character_says_less_than_a_word() -> None:
    assert read_question("鱼").words[0].terms["鱼"] == 0.5
    assert read_question("鱼").grams == ("鱼",)


@pytest.mark.parametrize("asked", ["", "   ", "()[]\"'", "AND OR", "*~^:", "的 了 吗", "\x00"])
def test_what_says_nothing_has_no_words(asked: str) -> None:
    question = read_question(asked)
    assert question.words == ()
    assert question.grams == ()
    assert question.had_words == any(sign.isalnum() for sign in asked)


def test_only_the_beginning_of_a_very_long_question_is_read() -> None:
    question = read_question("豇豆" * 5000)
    assert question.is_cut
    assert len(question.text) == 200
    assert not read_question("豇豆").is_cut


@given(st.text())
def test_any_text_can_be_asked_and_indexed(text: str) -> None:
    for term in (*terms(text), *grams(text)):
        assert term
        assert not any(sign.isspace() for sign in term)
    question = read_question(text)
    assert not stop_words() & {word.text for word in question.words}
    assert len(question.text) <= 200
