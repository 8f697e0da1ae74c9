"""Where the words stand, and which passage shows the most of them."""

from hypothesis import given
from hypothesis import strategies as st

from portal.search.analysis import read_question
from portal.search.passages import WIDTHS, best_passage, mark

TEXTS = st.text(alphabet="豇豆农药残留。，\nabc RESIDUES，①İ", max_size=400)


def shown(text: str, asked: str) -> str:
    pieces = mark(text, read_question(asked))
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


def passage(texts: tuple[str, ...], asked: str, width: int = 20) -> str:
    pieces = best_passage(texts, read_question(asked), width)
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


def test_words_and_synonyms_are_marked() -> None:
    assert shown("豇豆为什么老是农药残留超标", "豇豆农残") == "[豇豆]为什么老是[农药残留]超标"
    assert shown("Pesticide residues in cowpeas", "residue") == "Pesticide [residues] in cowpeas"
    assert shown("ＧＢ 2763", "gb2763") == "[ＧＢ] [2763]"


def test_part_of_a_synonym_is_not_marked() -> None:
    assert shown("超过限量的面包", "过期面包") == "超过限量的[面包]"
    assert shown("超过保质期的面包", "过期面包") == "[超过保质期]的[面包]"


def test_nothing_is_marked_in_what_does_not_match() -> None:
    assert shown("一把豇豆", "面包") == "一把豇豆"


def test_single_characters_are_marked_only_when_nothing_else_was_asked() -> None:
    assert shown("鱼和蛋", "鱼") == "[鱼]和蛋"
    assert shown("吃豇豆", "豇豆怎么吃") == "吃[豇豆]"


def test_the_passage_with_most_words_is_shown() -> None:
    body = "前面很长的一段话没有要找的东西。" * 3 + "豇豆要焯水。农残会少。" + "后面还有一段。" * 5
    assert passage(("摘要里没有。", body), "豇豆农残").startswith("[豇豆]要焯水。[农残]会少。")


def test_the_summary_wins_a_tie() -> None:
    assert passage(("豇豆摘要。", "豇豆正文。"), "豇豆") == "[豇豆]摘要。"


def test_without_a_hit_the_beginning_is_shown() -> None:
    assert passage(
        ("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",), "豇豆", 10
    ).endswith("…")
    assert passage((), "豇豆") == ""


def test_a_word_that_the_passage_would_cut_is_not_marked() -> None:
    assert passage(("豇豆要焯水再炒，农药残留会少。",), "豇豆农药残留", 9).startswith(
        "[豇豆]要焯水"
    )


def test_a_long_sentence_is_entered_a_little_before_the_word() -> None:
    assert (
        passage(("很长" * 40 + "豇豆在这里。",), "豇豆", 40) == "…" + "很长" * 12 + "[豇豆]在这里。"
    )


def test_english_is_cut_between_words() -> None:
    text = "Some words that stand so far before the crab and more words after it for a while"
    cut = passage((text,), "crab", 36)
    assert cut.startswith("…")
    assert cut.strip("…").split()[0] in text.split()


@given(TEXTS, TEXTS)
def test_marking_changes_no_character(text: str, asked: str) -> None:
    question = read_question(asked)
    assert "".join(piece.text for piece in mark(text, question)) == text
    for width in WIDTHS.values():
        pieces = best_passage((text,), question, width)
        whole = "".join(piece.text for piece in pieces)
        assert whole.removeprefix("…").removesuffix("…") in text
