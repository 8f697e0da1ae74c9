"""Headers of tables of any kind: where they stand and which column holds what."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.tables.rules.cells import cell_address, filled
from portal.tables.rules.heads import find_head, headless, known_as, plain_title, values_of
from portal.tables.rules.stages import TABLE_LIFECYCLE, TableStage
from portal.tables.rules.verdicts import SAME, Difference, Outcome, changed

ALIASES = {
    "编号": "number",
    "名称": "name",
    "店名": "name",
    "许可证编号": "licence",
    "地址": "place",
}
REQUIRED = frozenset({"number", "name"})


def columns(rows: list[list[str]], **learned: str) -> dict[str, tuple[int, ...]] | None:
    head = find_head(rows, ALIASES, required=REQUIRED, learned=learned)
    return dict(head.columns) if head else None


def test_a_header_is_found_below_titles_whatever_adorns_it() -> None:
    rows = [["某局店铺表"], ["", ""], ["1.编号*", "店名（必填）：", "电话"], ["1", "示例店", "2"]]
    assert columns(rows) == {"number": (0,), "name": (1,)}


def test_a_head_of_two_rows_is_one_head() -> None:
    rows = [["编号", "名称", "许可证", ""], ["", "", "编号", "日期"], ["1", "示例店", "A", "B"]]
    assert columns(rows) == {"number": (0,), "name": (1,), "licence": (2,)}


def test_what_was_learned_is_not_asked_again() -> None:
    rows = [["编号", "店的叫法", "杂项"], ["1", "示例店", "x"]]
    head = find_head(rows, ALIASES, learned={"店的叫法": "name", "杂项": "ignored"})
    assert head is not None
    assert dict(head.columns) == {"number": (0,), "name": (1,)}
    assert head.unsure == ()
    assert head.title_of("name") == "店的叫法"
    assert head.title_of("place") == ""


def test_a_column_that_may_be_a_field_names_it_likeliest_first() -> None:
    head = find_head([["编号", "名称", "经营地址"], ["1", "示例店", "路"]], ALIASES, learned={})
    assert head is not None
    assert head.unsure[0].candidates == ("place",)


def test_a_table_without_header_is_known_by_its_places() -> None:
    rows = [["1", "示例店"], ["2", "示例二店"]]
    assert columns(rows) is None
    head = headless(rows, {known_as("", 1, 2): "name"})
    assert dict(head.columns) == {"name": (1,)}
    assert values_of(rows, 1) == ("示例店", "示例二店")


@pytest.mark.parametrize("cell", ["/", " — ", "无", "--", "N/A", "\u200b", ""])
def test_what_only_fills_a_cell_says_nothing(cell: str) -> None:
    assert filled(cell) == ""


def test_cells_are_named_as_spreadsheets_name_them() -> None:
    assert [cell_address(column, 7) for column in (0, 25, 26, 701, 702)] == [
        "A7",
        "Z7",
        "AA7",
        "ZZ7",
        "AAA7",
    ]


@pytest.mark.parametrize("current", list(TableStage))
def test_every_stage_leads_only_where_its_table_says(current: TableStage) -> None:
    final = {TableStage.UNREADABLE, TableStage.CANCELLED}
    assert TABLE_LIFECYCLE.is_final(current) is (current in final)
    for wanted in TableStage:
        listed = wanted in TABLE_LIFECYCLE.next_stages(current)
        assert TABLE_LIFECYCLE.allows(current, wanted) is listed


def test_what_differs_in_nothing_is_the_same() -> None:
    assert changed(Difference("名称", "a", "a")) == SAME
    assert changed(Difference("名称", "a", "b")).outcome is Outcome.CHANGED


@settings(max_examples=60)
@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=6))
def test_no_table_is_too_odd_to_look_at(rows: list[list[str]]) -> None:
    head = find_head(rows, ALIASES, required=REQUIRED, learned={})
    if head is not None:
        assert all(column < len(head.titles) for them in head.columns.values() for column in them)
    headless(rows, {})
    for row in rows:
        for cell in row:
            assert plain_title(plain_title(cell)) is not None
