"""A header of words nobody knows is known by its looks, and a record is not taken for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.tables.rules.heads import head_by_looks
from portal.tables.rules.worded_rows import find_worded_row


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["甲方", "乙方", "什么时候"], ["示例店", "示例厂", "2026-01-02"]], 0),
        ([["What", "Who", "When"], ["tea", "example", "3 Jan 26"], ["oil", "x", "20260104"]], 0),
        ([["某区清单"], ["", ""], ["牌号", "铺名", "得数"], ["甲 1", "示例铺", "98.5"]], 2),
        ([["铺名", "那个号", "啥"], ["示例铺", "XBJ2633030", "/"], ["示例", "XBJ2633031", ""]], 0),
        ([["用量", "铺名", "记"], ["0.12mg/kg", "示例", "好"], ["＜0.01", "示例", "好"]], 0),
    ],
)
def test_words_over_a_column_of_numbers_days_or_codes_are_a_header(
    rows: list[list[str]], place: int
) -> None:
    assert find_worded_row(rows) == place


@pytest.mark.parametrize(
    "rows",
    [
        [["豇豆", "示例店", "合格"], ["姜", "示例店", "不合格"]],
        [["1", "示例店", "2026-01-02"], ["2", "示例店", "2026-01-03"]],
        [["XBJ2633030", "示例店", "好"], ["XBJ2633031", "示例店", "好"]],
        [["名", "名", "号"], ["示例", "示例", "1"]],
        [["牌号", "得数"], ["甲", "1"]],
        [["很长" * 20, "铺名", "得数"], ["甲", "示例", "1"]],
        [["牌号", "铺名", "得数"]],
        [],
    ],
)
def test_what_may_be_a_record_is_none(rows: list[list[str]]) -> None:
    assert find_worded_row(rows) is None


def test_its_titles_are_asked_about_and_remembered() -> None:
    rows = [["牌号", "铺名", "得数"], ["甲 1", "示例铺", "98.5"]]
    head = head_by_looks(rows, {}, {})
    assert head is not None
    assert [one.title for one in head.unsure] == ["牌号", "铺名", "得数"]
    again = head_by_looks(rows, {}, {one.known_as: "ignored" for one in head.unsure})
    assert again is not None
    assert again.unsure == ()
    assert head_by_looks(rows[1:], {}, {}) is None


@settings(max_examples=40)
@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=8))
def test_any_rows_are_looked_at_without_harm(rows: list[list[str]]) -> None:
    place = find_worded_row(rows)
    assert place is None or 0 <= place < len(rows) - 1
