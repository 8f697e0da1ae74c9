"""An item with its value and its limit."""

import pytest

from portal.sampling.rules.items import ToldItem, assess, unfold
from portal.sampling.rules.measures import Comparison


def test_the_limit_stands_in_brackets_behind_the_name() -> None:
    told = unfold(ToldItem("氨基酸态氮(以氮计)（≥0.40g/100mL）", "0.21g/100mL"))
    assert (told.name, told.limit) == ("氨基酸态氮(以氮计)", "≥0.40g/100mL")
    told = unfold(ToldItem("6-苄基腺嘌呤(6-BA)(mg/kg)（不得检出）", "0.0157"))
    assert (told.name, told.unit, told.limit) == ("6-苄基腺嘌呤(6-BA)", "mg/kg", "不得检出")
    told = unfold(ToldItem("苯并(α)芘（标准值：≤10μg/kg/实测值：36.2μg/kg)"))
    assert (told.value, told.limit) == ("36.2μg/kg", "≤10μg/kg")
    assert unfold(ToldItem("（≤0.5）")).name == "（≤0.5）"


def test_an_item_is_assessed_with_the_unit_of_its_column() -> None:
    assessed = assess(ToldItem("镉", "0.13", "≤0.1mg/kg", "mg/kg"))
    assert assessed.comparison is Comparison.BEYOND
    assert assessed.item.value_text == "0.13 mg/kg"
    assert assessed.item.ratio == pytest.approx(1.3)
    assert assess(ToldItem("甲", "26μk/kg", "≤10μk/kg")).unknown_unit == "μk/kg"
    swapped = assess(ToldItem("甲", "≤10μg/kg", "123ug/kg"))
    assert (swapped.is_limit_as_value, swapped.item.value, swapped.item.ratio) == (True, None, None)


def test_the_unit_of_the_column_holds_for_the_limit_too() -> None:
    item = assess(ToldItem("镉", "0.13", "≤0.1", "mg/kg")).item
    assert item.unit == "mg/kg"
    assert item.ratio == pytest.approx(1.3)


def test_a_slip_of_the_unit_is_told_from_two_ways_of_measuring() -> None:
    assert assess(ToldItem("铅", "3CFU/g", "≤0.5mg/kg")).is_wrong_thing
    for value, limit in (("3mg/L", "≤2mg/kg"), ("3CFU/g", "≤2MPN/g"), ("30%", "≥40%vol")):
        assessed = assess(ToldItem("甲", value, limit))
        assert assessed.comparison is Comparison.UNITS_DIFFER
        assert not assessed.is_wrong_thing
