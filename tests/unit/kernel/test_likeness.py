"""Like texts are found and grouped the same way whatever order they come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.likeness import ALIKE, groups_of, likeness, marks_of, most_alike

CLAIMS = {
    "a": "微波炉加热食物会致癌",
    "b": "听说用微波炉加热的食物致癌，是真的吗",
    "c": "隔夜菜不能吃，会致癌",
    "d": "隔夜菜到底能不能吃",
    "e": "海带和豆腐一起吃会中毒",
}
SIGNS = st.text(alphabet="微波炉加热食物致癌隔夜菜ab ，", max_size=20)


@pytest.mark.parametrize(("first", "second"), ["ab", "cd"])
def test_the_same_in_other_words_is_alike(first: str, second: str) -> None:
    assert likeness(marks_of(CLAIMS[first]), marks_of(CLAIMS[second])) >= ALIKE


@pytest.mark.parametrize(("first", "second"), ["ac", "ae", "be", "de"])
def test_another_matter_is_not(first: str, second: str) -> None:
    assert likeness(marks_of(CLAIMS[first]), marks_of(CLAIMS[second])) < ALIKE


@given(st.permutations(sorted(CLAIMS.items())))
def test_groups_do_not_hang_on_the_order(several: list[tuple[str, str]]) -> None:
    assert groups_of(several) == [["a", "b"], ["c", "d"], ["e"]]


@given(SIGNS, SIGNS)
def test_likeness_is_between_none_and_whole_and_the_same_both_ways(one: str, two: str) -> None:
    first, second = marks_of(one), marks_of(two)
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1.0000001


def test_the_likest_comes_first_and_nothing_is_like_nothing() -> None:
    assert most_alike("微波炉加热食物会不会致癌", CLAIMS.items())[:2] == ["a", "b"]
    assert most_alike("", CLAIMS.items()) == []


def test_many_unlike_texts_are_grouped_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = ("隔夜菜吃了会致癌", "柿子和螃蟹一起吃会中毒", "微波炉加热有辐射", "example claim")
    several = [(f"{n}", f"{claims[n % 4]}{n}") for n in range(24)]
    few = groups_of(several)
    assert len(few) == len(claims)
    monkeypatch.setattr("portal.kernel.likeness.MOST_HEADS", 0)
    assert groups_of(several) == few
    assert groups_of([("a", "茶"), ("b", "茶" + "水" * 900)]) == [["a"], ["b"]]
