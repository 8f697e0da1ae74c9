"""Cells that join several things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.rules.joined import ToldItem, bracket_behind, finding_items, told_items

SIGNS = ["║", "‖", "∥", "∣", "|", "||", "︱", "｜", "丨", "/", "／"]
STROKES = SIGNS[:9]
CADMIUM = ToldItem("镉(以Cd计)", "0.3mg/kg", "≤0.1mg/kg")
COLONIES = ToldItem("菌落总数", "①10②20③30④40⑤50", "n=5,c=2,m=10,M=100CFU/g")


@pytest.mark.parametrize("sign", SIGNS)
def test_a_joined_cell_is_split_at_every_sign_in_use(sign: str) -> None:
    cell = sign.join(["灭蝇胺", "1.02mg/kg", "≤0.5mg/kg"])
    assert finding_items(cell) == [ToldItem("灭蝇胺", "1.02mg/kg", "≤0.5mg/kg")]
    found = sign.join(["沙门氏菌", "检出", "不得检出"])
    assert finding_items(found) == [ToldItem("沙门氏菌", "检出", "不得检出")]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_joined_cell_may_name_the_unit(sign: str) -> None:
    cell = sign.join(["镉", "0.2", "mg/kg", "≤0.1"])
    assert finding_items(cell) == [ToldItem("镉", "0.2", "≤0.1", "mg/kg")]


@pytest.mark.parametrize(
    "text", ["镉(以Cd计):0.3mg/kg(≤0.1mg/kg)", "镉(以Cd计)：0.3mg/kg（≤0.1mg/kg）"]
)
def test_a_joined_cell_may_put_the_limit_into_brackets(text: str) -> None:
    assert finding_items(text) == [CADMIUM]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("between", ["；", ";", "\n", "；\n"])
def test_a_joined_cell_may_hold_several_items(sign: str, between: str) -> None:
    one = [sign.join(["镉(以Cd计)", "0.3mg/kg", "≤0.1mg/kg"])] * 3
    assert finding_items(between.join(one)) == [CADMIUM] * 3


@pytest.mark.parametrize("sign", STROKES)
@pytest.mark.parametrize("between", ["，", ",", "、", " ", "，\n", ""])
def test_items_may_be_parted_by_commas_blanks_or_the_sign_itself(sign: str, between: str) -> None:
    one = sign.join(["镉(以Cd计)", "0.3mg/kg", "≤0.1mg/kg"])
    last = sign.join([COLONIES.name, COLONIES.value, COLONIES.limit])
    joined = (between or sign).join([one, last, one])
    assert finding_items(joined) == [CADMIUM, COLONIES, CADMIUM]
    assert finding_items(joined + sign) in ([CADMIUM, COLONIES, CADMIUM], None)


def test_several_values_of_one_item_are_no_several_items() -> None:
    cell = "菌落总数║①10；②20；③30；④40；⑤50║n=5,c=2,m=10,M=100CFU/g"
    assert finding_items(cell) == [ToldItem("菌落总数", "①10；②20；③30；④40；⑤50", COLONIES.limit)]


@pytest.mark.parametrize(
    "text",
    [
        "没有分隔",
        "镉║0.3mg/kg",
        "镉║║║║║",
        "甲/乙",
        "甲/乙/丙",
        "标签:未标注（见备注）",
        "║",
        "甲║乙║丙，丁║戊║己",
    ],
)
def test_what_is_not_so_joined_is_split_by_nobody(text: str) -> None:
    found = finding_items(text)
    assert found is None or all(item.name for item in found)


NAMES = st.sampled_from(["镉(以Cd计)", "2,4-滴", "6-苄基腺嘌呤(6-BA)", "酸价(KOH)", "苯并（а）芘"])
VALUES = st.sampled_from(["0.3mg/kg", "检出", "8.2×10²CFU/g", "＞3g/100g", "0.02"])
LIMITS = st.sampled_from(
    ["≤0.1mg/kg", "不得检出", "≥3g/100mL", "6.5~8.5", "n=5,c=2,m=10,M=100CFU/g"]
)
ITEMS = st.lists(st.tuples(NAMES, VALUES, LIMITS), min_size=1, max_size=4)


@given(ITEMS, st.sampled_from(STROKES), st.sampled_from(["；", ";", "\n"]))
def test_what_was_joined_comes_apart_as_it_was(
    items: list[tuple[str, str, str]], sign: str, between: str
) -> None:
    cell = between.join(sign.join(parts) for parts in items)
    assert finding_items(cell) == [ToldItem(*parts) for parts in items]


@given(ITEMS, st.sampled_from(["/", "／"]), st.sampled_from(["；", ";", "\n"]))
def test_what_was_joined_by_slashes_comes_apart_though_units_have_slashes_too(
    items: list[tuple[str, str, str]], sign: str, between: str
) -> None:
    cell = between.join(sign.join(parts) for parts in items)
    assert finding_items(cell) == [ToldItem(*parts) for parts in items]


@given(ITEMS, st.sampled_from([":", "："]), st.sampled_from(["()", "（）"]))
def test_what_was_joined_by_colon_and_brackets_comes_apart(
    items: list[tuple[str, str, str]], sign: str, brackets: str
) -> None:
    cells = [
        f"{name}{sign}{value}{brackets[0]}{limit}{brackets[1]}" for name, value, limit in items
    ]
    assert finding_items("；".join(cells)) == [ToldItem(*parts) for parts in items]


def test_prose_full_of_slashes_or_without_an_end_is_left_alone() -> None:
    assert finding_items("甲" + "/1" * 50) is None
    assert finding_items(f"镉║0.3║{'甲，' * 200}≤0.1，铅║0.3║≤0.2") is None


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=30), st.text(max_size=8))
def test_nothing_whatever_breaks_the_splitting(
    name: str, value: str, limit: str, unit: str
) -> None:
    finding_items(f"{name}║{value}/{limit}")
    finding_items(f"{name}:{value}({limit})")
    assert told_items(name, value, limit, unit)


def test_several_items_keep_their_own_values() -> None:
    told = told_items(
        "1.4-氯苯氧乙酸钠（不得检出）;2.6-苄基腺嘌呤（不得检出）", "41.9μg/kg;19.4μg/kg", "", ""
    )
    assert [item.name for item in told] == [
        "4-氯苯氧乙酸钠（不得检出）",
        "6-苄基腺嘌呤（不得检出）",
    ]
    assert [item.value for item in told] == ["41.9μg/kg", "19.4μg/kg"]
    told = told_items("酸价；过氧化值", "", "≤3mg/g；≤0.25g/100g", "")
    assert [item.limit for item in told] == ["≤3mg/g", "≤0.25g/100g"]


def test_values_may_repeat_the_name_or_be_parted_otherwise() -> None:
    expected = [ToldItem("镉", "0.3", "≤0.1", "mg/kg"), ToldItem("铅", "0.4", "≤0.2", "mg/kg")]
    assert told_items("镉、铅", "镉:0.3；铅：0.4", "≤0.1、≤0.2", "mg/kg") == expected
    assert told_items("镉；铅", "0.3，0.4", "≤0.1，≤0.2", "mg/kg；mg/kg") == expected


def test_names_without_values_are_split_and_unequal_lists_are_kept_whole() -> None:
    assert [item.name for item in told_items("酸价、过氧化值", "", "", "")] == ["酸价", "过氧化值"]
    assert told_items("甲;乙", "1;2;3", "", "") == [ToldItem("甲;乙", "1;2;3", is_whole=True)]
    assert told_items("硫酸铝钾（又名钾明矾、白矾）", "", "", "") == [
        ToldItem("硫酸铝钾（又名钾明矾、白矾）")
    ]


def test_brackets_are_taken_off_from_behind_only_when_they_close() -> None:
    assert bracket_behind("甲（乙（丙））") == ("甲", "乙（丙）")
    assert bracket_behind("甲）") == ("甲）", "")
    assert bracket_behind("甲") == ("甲", "")
