"""Whose name may be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.rules.names import fold, is_person, mask_name, mask_text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("示例生鲜店", "示例生鲜店"),
        ("宝鸡示例面粉厂", "宝鸡示例面粉厂"),
        ("陈示例", "陈某"),
        ("欧阳示例", "欧阳某"),
        ("王示", "王某"),
        ("王 示", "王某"),
        ("陈示例（个体工商户）", "陈某"),
        ("陈示例个体户", "陈某"),
        ("示例小吃店（个体工商户）", "示例小吃店（个体工商户）"),
        ("李示例记", "李示例记"),
        ("马记", "马记"),
        ("个体工商户张示例", "个体工商户张某"),
        ("个体工商户：张示", "个体工商户：张某"),
        ("示例农贸市场3号摊（李示例）", "示例农贸市场3号摊（李某）"),
        ("示例食品厂（分装）", "示例食品厂（分装）"),
        ("供货信息：示例农产品开发有限公司 黄示例", "供货信息：示例农产品开发有限公司 黄某"),
        ("供应商：昆明示例水产经营部", "供应商：昆明示例水产经营部"),
        ("宁夏长*实业有限公司", "宁夏长*实业有限公司"),
        ("", ""),
        (None, None),
    ],
)
def test_a_trade_name_stays_and_a_person_becomes_surname_and_mou(
    written: str | None, shown: str | None
) -> None:
    assert mask_name(written) == shown


@given(st.text(max_size=40))
def test_masking_twice_changes_nothing_more(name: str) -> None:
    once = mask_name(name)
    assert mask_name(once) == once


def test_neither_a_product_nor_a_foreign_name_is_a_person() -> None:
    assert not is_person("Producer")
    assert not is_person("王")
    assert not is_person("苹果示例")


def test_telephone_and_identity_numbers_are_taken_out_of_remarks() -> None:
    assert mask_text("联系 13800000000，座机 0577-88888888") == "联系 ****，座机 ****"
    assert mask_text("证件 110101199001011234。") == "证件 ****。"
    assert mask_text("XBJ23330302304130321") == "XBJ23330302304130321"
    assert mask_text("") == ""


def test_searching_folds_width_case_blanks_and_letters_that_look_alike() -> None:
    assert fold("苯并（а）芘") == fold("苯并[a]芘") == fold("苯并〔α〕 芘")
    assert fold("ＡＢＣ\x00 d") == "abcd"
    assert fold("维生素В1") == fold("维生素Β1") == fold("维生素b1")
    assert fold("β-内酰胺") != fold("b-内酰胺")
    assert fold("a \u0308") == "ä"


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
