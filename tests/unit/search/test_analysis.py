"""From text to terms, the same on both sides of the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.analysis import chain, cut, read_question, terms
from portal.search.lexicon import shipped, stop_words
from portal.search.signs import fold


def words_of(asked: str) -> list[str]:
    return [word.text for word in read_question(asked).words]


def test_chinese_is_kept_as_characters_and_pairs() -> None:
    assert terms("豇豆农残") == ["豇", "豆", "农", "残", "豇豆", "豆农", "农残"]


def test_pairs_do_not_cross_punctuation() -> None:
    assert terms("蟹，豇豆 a") == ["蟹", "豇", "豆", "豇豆", "a"]


def test_names_of_failing_items_stay_whole_in_a_question() -> None:
    assert "毒死蜱" in cut("检出毒死蜱")
    assert "氯氟氰菊酯" in cut("氯氟氰菊酯")


def test_english_is_stemmed_and_numbers_stand_alone() -> None:
    assert terms("Pesticide RESIDUES, GB2763-2021") == ["pesticid", "residu", "gb", "2763", "2021"]


def test_width_case_and_traditional_characters_do_not_matter() -> None:
    assert terms("ＧＢ２７６３") == terms("gb 2763")
    assert fold("農藥殘留") == "农药残留"
    assert terms("農藥殘留") == terms("农药残留")


def test_a_question_keeps_the_words_that_say_something() -> None:
    assert words_of("隔夜菜还能吃吗？") == ["隔夜菜", "吃"]
    assert words_of("is it safe to eat leftovers") == ["safe", "eat", "leftovers"]


def test_a_synonym_counts_less_than_the_word() -> None:
    question = read_question("农残")
    assert "残留农药" in shipped().others_of("农残")
    assert "农药残留" in question.words[0].others
    assert question.weights["药残"] < question.weights["农残"]


def test_a_pair_that_is_a_word_says_more_than_one_that_crosses_words() -> None:
    weights = read_question("豇豆农药").weights
    assert weights["豇豆"] > weights["豆农"] > weights["豇"]


def test_a_phrase_and_an_unwanted_word_are_understood() -> None:
    question = read_question("“承诺达标合格证” 蔬菜 -外卖")
    assert question.phrases == ("承诺达标合格证",)
    assert question.unwanted == ("外卖",)
    assert "外卖" not in words_of("蔬菜 -外卖")


@pytest.mark.parametrize("asked", ['"豇豆', "豇豆”", '""', "-", "豇豆 - 蟹", "covid-19", "“”"])
def test_marks_without_a_partner_mean_nothing(asked: str) -> None:
    question = read_question(asked)
    assert question.phrases == ()
    assert question.unwanted == ()


@pytest.mark.parametrize("asked", ["", "   ", "()[]\"'", "AND OR", "*~^:", "的 了 吗", "\x00"])
def test_what_says_nothing_has_no_words(asked: str) -> None:
    question = read_question(asked)
    assert question.words == ()
    assert question.weights == {}
    assert question.had_words == any(sign.isalnum() for sign in asked)


def test_only_the_beginning_of_a_very_long_question_is_read() -> None:
    question = read_question("豇豆" * 5000)
    assert question.is_cut
    assert len(question.text) == 200
    assert not read_question("豇豆").is_cut


@given(st.text())
def test_any_text_can_be_asked_and_indexed(text: str) -> None:
    for term in terms(text):
        assert term
        assert not any(sign.isspace() for sign in term)
    assert set(chain(text)) <= set(terms(text))
    question = read_question(text)
    assert not stop_words() & {word.text for word in question.words}
    assert len(question.text) <= 200
