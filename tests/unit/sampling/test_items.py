"""Items joined in cells."""

import pytest

from portal.sampling.rules.items import (
    ToldItem,
    assess,
    bracket_behind,
    finding_items,
    told_items,
    unfold,
)
from portal.sampling.rules.measures import Comparison


@pytest.mark.parametrize("sign", ["║", "‖", "∥", "|", "｜", "︱", "丨", "∣", "||"])
def test_a_joined_cell_is_split_at_every_sign_in_use(sign: str) -> None:
    assert finding_items(f"灭蝇胺{sign}1.02mg/kg{sign}≤0.5mg/kg") == [
        ToldItem("灭蝇胺", "1.02mg/kg", "≤0.5mg/kg")
    ]


def test_a_joined_cell_may_name_the_unit_and_several_items() -> None:
    assert finding_items("镉||0.2||mg/kg||0.1；铅‖0.3mg/kg‖≤0.2mg/kg") == [
        ToldItem("镉", "0.2", "0.1", "mg/kg"),
        ToldItem("铅", "0.3mg/kg", "≤0.2mg/kg"),
    ]
    assert finding_items("没有分隔") is None


def test_the_limit_stands_in_brackets_behind_the_name() -> None:
    told = unfold(ToldItem("氨基酸态氮(以氮计)（≥0.40g/100mL）", "0.21g/100mL"))
    assert (told.name, told.limit) == ("氨基酸态氮(以氮计)", "≥0.40g/100mL")
    told = unfold(ToldItem("6-苄基腺嘌呤(6-BA)(mg/kg)（不得检出）", "0.0157"))
    assert (told.name, told.unit, told.limit) == ("6-苄基腺嘌呤(6-BA)", "mg/kg", "不得检出")
    told = unfold(ToldItem("苯并(α)芘（标准值：≤10μg/kg/实测值：36.2μg/kg)"))
    assert (told.value, told.limit) == ("36.2μg/kg", "≤10μg/kg")
    assert unfold(ToldItem("（≤0.5）")).name == "（≤0.5）"


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


def test_names_without_values_are_split_and_unequal_lists_are_kept_whole() -> None:
    assert [item.name for item in told_items("酸价、过氧化值", "", "", "")] == ["酸价", "过氧化值"]
    assert told_items("甲;乙", "1;2;3", "", "") == [ToldItem("甲;乙", "1;2;3")]
    assert told_items("硫酸铝钾（又名钾明矾、白矾）", "", "", "") == [
        ToldItem("硫酸铝钾（又名钾明矾、白矾）")
    ]


def test_brackets_are_taken_off_from_behind_only_when_they_close() -> None:
    assert bracket_behind("甲（乙（丙））") == ("甲", "乙（丙）")
    assert bracket_behind("甲）") == ("甲）", "")
    assert bracket_behind("甲") == ("甲", "")


def test_an_item_is_assessed_with_the_unit_of_its_column() -> None:
    assessed = assess(ToldItem("镉", "0.13", "≤0.1mg/kg", "mg/kg"))
    assert assessed.comparison is Comparison.BEYOND
    assert assessed.item.value_text == "0.13 mg/kg"
    assert assessed.item.ratio == pytest.approx(1.3)
    assert assess(ToldItem("甲", "26μk/kg", "≤10μk/kg")).unknown_unit == "μk/kg"
    assert assess(ToldItem("甲", "≤10μg/kg")).is_limit_as_value
