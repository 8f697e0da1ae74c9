"""Editors' own synonyms: which words make a group, and what a question makes of them."""

import pytest

from portal.kernel.errors import Refused
from portal.search.analysis import read_question
from portal.search.lexicon import Lexicon
from portal.search.synonym_rules import check_group, split_names
from portal.search.words import WORDS

OWN = [("小白瓜", "示例瓜")]


def refusal(typed: str) -> Refused:
    with pytest.raises(Refused) as refused:
        check_group(split_names(typed), OWN)
    assert refused.value.field == "words"
    return refused.value


def test_words_are_separated_by_commas_of_any_kind_or_lines() -> None:
    assert split_names("角豆、 长豆角，vine  bean\n豇豆；") == [
        "角豆",
        "长豆角",
        "vine bean",
        "豇豆",
    ]
    assert check_group(["角豆", "长豆角"], OWN) == ("角豆", "长豆角")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "too_few"),
        ("豇豆", "too_few"),
        ("、".join(f"示例{sign}词" for sign in "甲乙丙丁戊己庚辛壬癸子"), "too_many"),
        ("豇豆、" + "长" * 21, "too_long"),
        ("豇豆、的", "says_nothing"),
        ("豇豆、！", "says_nothing"),
        ("豇豆、豆", "one_sign"),
        ("農殘、农残", "twice"),
        ("Vine Bean，vine bean", "twice"),
        ("甜瓜、示例瓜", "elsewhere"),
        ("农残、农药残留", "known"),
    ],
)
def test_what_makes_no_group_is_refused_at_the_field(typed: str, reason: str) -> None:
    beginning = str(WORDS[reason]).partition("%")[0]
    assert str(refusal(typed).reason).startswith(beginning)


def test_a_shipped_group_may_be_added_to() -> None:
    lexicon = Lexicon([check_group(["农残", "残农"], OWN)])
    assert "残农" in lexicon.others_of("农残")
    assert lexicon.others_of("残农") == ("农残",)


def test_a_word_the_dictionary_cuts_apart_is_found_whole() -> None:
    question = read_question("瓜皮菜怎么洗", Lexicon([("瓜皮菜", "示例菜")]))
    assert [word.text for word in question.words] == ["瓜皮菜", "洗"]
    assert question.words[0].others == ("示例菜",)
    assert "示例" in question.weights


def test_words_of_letters_are_found_as_words() -> None:
    lexicon = Lexicon([("vine bean", "豇豆"), ("bean", "豆子")])
    assert [w.text for w in read_question("Vine Beans or vine bean", lexicon).words] == [
        "vine",
        "beans",
        "vine bean",
    ]
    assert lexicon.others_of("beans") == ("豆子",)


def test_part_of_a_longer_name_has_its_synonyms() -> None:
    assert "河鲀" in read_question("河豚鱼能吃吗").words[0].others
    assert "农药" in read_question("pesticides").words[0].others


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("GB 2762", ["gb 2762"]),
        ("GB2762-2022", ["gb 2762"]),
        ("ＧＢ／Ｔ 5009.1—2003 铅", ["gb 5009", "铅"]),
        ("db33/t 2233", ["db33 2233"]),
        ("gb18401a", ["gb 18401", "a"]),
        ("pgb 2762", ["pgb", "2762"]),
    ],
)
def test_the_number_of_a_standard_is_one_word(asked: str, words: list[str]) -> None:
    question = read_question(asked)
    assert [word.text for word in question.words] in (words, [w for w in words if w != "a"])
    if words[0].startswith("gb "):
        number = words[0].partition(" ")[2]
        assert question.weights[number] == max(question.weights.values())


def test_only_what_is_unwanted_is_no_question() -> None:
    question = read_question("-外卖")
    assert (question.words, question.unwanted, question.had_words) == ((), ("外卖",), False)
