"""Where words stand: held against Python's own search, text by text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.enterprises import rules
from portal.enterprises.roll.letters import Initials, Letters

TEXTS = ["示例（鹿城）面馆", "ＡＢＣ 食品 有限公司", "净含量㎏示例", "", "示例𠮷野家", "A・B"]
# Few characters, so that words meet; among them some that are folded, left out or written out.
texts = st.lists(st.text(alphabet="食品有限公司aA1（(㎏ 𠮷\x00", max_size=12), max_size=8)


def rows(found: Letters | Initials, word: str) -> list[int]:
    return [int(row) for row in found.holding(word).nonzero()[0]]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("面", [0]),
        ("示例", [0, 2, 4]),
        ("(鹿城)", [0]),
        ("abc食品有限公司", [1]),
        ("kg示例", [2]),
        ("𠮷野", [4]),
        ("a·b", [5]),
        ("馆ABC", []),
        ("馆a", []),
        ("没有的字", []),
        ("", []),
    ],
)
def test_every_part_of_a_text_is_found_and_nothing_across_two(
    word: str, expected: list[int]
) -> None:
    assert rows(Letters(TEXTS, rules.name_key), word) == expected


@given(texts, st.text(alphabet="食品有限公司a1(kg", min_size=1, max_size=4))
@settings(max_examples=60)
def test_it_finds_what_python_finds(some: list[str], word: str) -> None:
    expected = [row for row, text in enumerate(some) if word in rules.name_key(text)]
    assert rows(Letters(some, rules.name_key), word) == expected


def test_no_texts_hold_nothing() -> None:
    assert rows(Letters([], rules.name_key), "字") == []
    assert rows(Initials([]), "zz") == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [("wz", [0, 2]), ("wzmg", [0]), ("cq", [1]), ("zq", [1]), ("gw", []), ("w", []), ("w1", [])],
)
def test_initials_are_read_in_every_usual_reading_and_never_across_names(
    word: str, expected: list[int]
) -> None:
    names = ["温州 12 面馆", "重庆火锅", "温州饭店"]
    assert rows(Initials(names), word) == expected


def test_names_stand_in_the_order_of_their_initials() -> None:
    keys = Initials(["张三", "阿三", "示例", "123"]).keys()
    assert [int(row) for row in keys.argsort(kind="stable")] == [3, 1, 2, 0]
