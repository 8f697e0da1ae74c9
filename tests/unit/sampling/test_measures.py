"""Values and limits as tables write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.rules.measures import (
    Comparison,
    LimitKind,
    compare,
    find_unit,
    is_unit,
    parse_limit,
    parse_value,
    ratio_of,
    unit_name,
)


@pytest.mark.parametrize(
    ("value", "limit", "expected"),
    [
        ("1.02 mg/kg", "≤0.5mg/kg", Comparison.BEYOND),
        ("84.8mg/kg", "≤100mg/kg", Comparison.WITHIN),
        ("3mg/g", "≤3mg/g", Comparison.WITHIN),
        ("70MPN/100g", "＜70MPN/100g", Comparison.BEYOND),
        ("6.2[(KOH),mg/g]", "≤1.0 [(KOH),mg/g]", Comparison.BEYOND),
        ("23mgKOH/g", "≤20mgKOH/g", Comparison.BEYOND),
        ("203.2ug/kg", "≤20μg/kg", Comparison.BEYOND),
        ("0.3mg/kg", "≤200μg/kg", Comparison.BEYOND),
        ("4㎎/g", "≤3㎎/g", Comparison.BEYOND),
        ("0.38g/100mL", "≥0.40g/100ml", Comparison.BEYOND),
        ("0.41g/100mL", "≥0.40g/100ml", Comparison.WITHIN),
        ("47.6", "12.0-30.0", Comparison.BEYOND),
        ("10.0g/100g", "12.0g/100g～29.0g/100g", Comparison.BEYOND),
        ("27.1%vol", "40±1.0%vol", Comparison.BEYOND),
        ("2.5×10⁴CFU/g", "≤10000CFU/g", Comparison.BEYOND),
        ("＞0.05%", "≤0.05%", Comparison.BEYOND),
        ("＞0.1%", "＜20%", Comparison.UNKNOWN),
        ("＜0.1%", "≥0.5%", Comparison.BEYOND),
        ("＜0.1%", "≤0.5%", Comparison.WITHIN),
        ("<10CFU/g", "≤150CFU/g", Comparison.WITHIN),
        ("<150CFU/g", "<150CFU/g", Comparison.WITHIN),
        ("≤150CFU/g", "<150CFU/g", Comparison.UNKNOWN),
        ("＞3.5g/100mL", "≥3.5g/100mL", Comparison.WITHIN),
        ("≥3.5g/100mL", "＞3.5g/100mL", Comparison.UNKNOWN),
        ("＞30", "12-30", Comparison.BEYOND),
        ("＞20", "12-30", Comparison.UNKNOWN),
        ("＜12", "12-30", Comparison.BEYOND),
        ("12", "＞12，≤30", Comparison.BEYOND),
        ("12", "12≤x＜30", Comparison.WITHIN),
        ("30", "12≤x＜30", Comparison.BEYOND),
        ("30mg/kg", "≤50mg/kg且≥20mg/kg", Comparison.WITHIN),
        ("-15℃", "≤-18℃", Comparison.BEYOND),
        ("0.6g/kg", "不得超过0.5g/kg", Comparison.BEYOND),
        ("0.6%", "不低于0.5%", Comparison.WITHIN),
        ("0.6%", "0.5%以下", Comparison.BEYOND),
        ("0.13±0.02mg/kg", "≤0.1mg/kg", Comparison.BEYOND),
        ("检出", "不得检出", Comparison.BEYOND),
        ("阳性", "阴性", Comparison.BEYOND),
        ("检出/25g", "≤3mg/kg", Comparison.UNKNOWN),
        ("符合规定", "应符合 GB 7718", Comparison.WITHIN),
        ("不符合", "应符合 GB 7718", Comparison.BEYOND),
        ("未检出", "≥0.40g/100mL", Comparison.BEYOND),
        ("未检出", "≤0.5mg/kg", Comparison.WITHIN),
        ("未检出", "不得检出", Comparison.WITHIN),
        ("未检出", "12-30", Comparison.BEYOND),
        ("未检出", "n=5,c=0,m=0", Comparison.WITHIN),
        ("10、10、10、10、10CFU/g", "n=5,c=2,m=10,M=100CFU/g", Comparison.WITHIN),
        ("①11②12③13④10⑤10 CFU/g", "n=5,c=2,m=10,M=100CFU/g", Comparison.BEYOND),
        ("110", "n=5,c=2,m=10,M=100CFU/g", Comparison.UNKNOWN),
        ("110", "n=5,看不懂", Comparison.UNKNOWN),
        ("0.0031", "≤27%", Comparison.UNIT_MISSING),
        ("5mg/kg", "≤5CFU/g", Comparison.UNITS_DIFFER),
        ("215mg/kg", "≤100", Comparison.UNKNOWN),
        ("53.6mg/kg", "不得检出", Comparison.BEYOND),
        ("<0.5mg/kg", "不得检出", Comparison.UNKNOWN),
        # Benzoic acid is in some food by nature: an amount alone does not say that it was used.
        ("53.6mg/kg", "不得使用", Comparison.UNKNOWN),
        ("6.4mmol/kg", "一级≤6.0，二级≤7.5mmol/kg", Comparison.UNKNOWN),
        ("96.2%", "99%", Comparison.UNKNOWN),
        ("有大量析出物", "微量析出物", Comparison.UNKNOWN),
        ("", "≤0.5mg/kg", Comparison.UNKNOWN),
    ],
)
def test_a_value_is_held_against_its_limit(value: str, limit: str, expected: Comparison) -> None:
    assert compare(parse_value(value), parse_limit(limit)) is expected


def test_a_retest_counts_and_the_first_test_does_not() -> None:
    value = parse_value("初检结果：2.9mg/kg；复检结果：2.7mg/kg")
    assert (value.number, value.unit_text) == (2.7, "mg/kg")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8.2×10²CFU/g", 820),
        ("8.2*10^2CFU/g", 820),
        ("8.2x10²CFU/g", 820),
        ("8.2·10^2CFU/g", 820),
        ("8.2×10**2CFU/g", 820),
        ("8.2×10（2）CFU/g", None),
        ("8.2E2CFU/g", 820),
        ("8.2e+02CFU/g", 820),
        ("1.2×10⁻³mg/kg", 0.0012),
        ("10⁴CFU/g", 1e4),
        ("1.2×100000CFU/g", 1.2e5),
        ("12,000CFU/g", 12_000),
        ("12.000,5mg/kg", 12_000.5),
        ("12,000.5mg/kg", 12_000.5),
        ("0,12mg/kg", 0.12),
        ("1,8mg/kg", 1.8),
        ("0,125mg/kg", 0.125),
        (".5mg/kg", 0.5),
        ("０．５ｍｇ／ｋｇ", 0.5),
        ("约0.5mg/kg", 0.5),
        ("0.36\nmg/g", 0.36),
        ("0.57g/100g（以脂肪计）", 0.57),
        ("6.2[(KOH),mg/g]", 6.2),
        ("0.13±0.02mg/kg", 0.13),
        ("0.13mg/kg±0.02mg/kg", 0.13),
        ("5个样品中有2个不合格", None),
        ("黄35 红11", None),
        ("", None),
    ],
)
def test_a_number_is_read_in_every_form(text: str, number: float | None) -> None:
    assert parse_value(text).number == (number if number is None else pytest.approx(number))


def test_no_number_is_read_from_a_power_that_lost_its_raised_digit() -> None:
    assert parse_value("2.43×104μg/kg").number is None
    assert parse_limit("≤103(CFU/g)").high is None
    assert parse_limit("≤1030CFU/g").high == 1030
    assert parse_limit("≤103mg/kg").high == 103
    assert parse_limit("≤5×103CFU/g").kind is LimitKind.OTHER


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("≤0.5mg/kg", LimitKind.AT_MOST),
        ("标准值：≥3.5g/100mL", LimitKind.AT_LEAST),
        ("18.00%-20.00%", LimitKind.BETWEEN),
        ("不得使用", LimitKind.PROHIBITED),
        ("非法添加", LimitKind.PROHIBITED),
        ("n=5,c=2,m=10,M=100CFU/g", LimitKind.PLAN),
        ("≤200mg/kg（干样品，以Al计）", LimitKind.AT_MOST),
        ("≥99.0%(标示值)", LimitKind.AT_LEAST),
        ("应符合标准", LimitKind.OTHER),
        ("30~12mg/kg", LimitKind.OTHER),
        ("≥12甲乙丙，≤30", LimitKind.OTHER),
        ("不得超过氨基酸态氮含量的30%", LimitKind.OTHER),
    ],
)
def test_a_limit_says_what_it_asks(text: str, kind: LimitKind) -> None:
    assert parse_limit(text).kind is kind


def test_the_ratio_has_sense_only_against_a_largest_allowed_value() -> None:
    assert ratio_of(parse_value("1.02mg/kg"), parse_limit("≤0.5mg/kg")) == pytest.approx(2.04)
    assert ratio_of(parse_value("0.3mg/kg"), parse_limit("≤200μg/kg")) == pytest.approx(1.5)
    assert ratio_of(parse_value("0.3g/100mL"), parse_limit("≥0.4g/100mL")) is None
    assert ratio_of(parse_value("＞3mg/kg"), parse_limit("≤3mg/kg")) is None
    assert ratio_of(parse_value("3"), parse_limit("≤3mg/kg")) is None
    assert ratio_of(parse_value("3CFU/g"), parse_limit("≤3mg/kg")) is None
    assert ratio_of(parse_value("3mg/kg"), parse_limit("≤0mg/kg")) is None
    assert ratio_of(parse_value("-15℃"), parse_limit("≤-18℃")) is None
    assert ratio_of(parse_value("20℃"), parse_limit("≤10℃")) is None
    assert ratio_of(parse_value("5.1"), parse_limit("≤4.6"), "pH值") is None
    assert ratio_of(parse_value("3"), parse_limit("≤2", "mg/kg")) is None
    assert ratio_of(parse_value("3", "mg/kg"), parse_limit("≤2", "mg/kg")) == pytest.approx(1.5)


def test_units_have_one_spelling() -> None:
    assert unit_name("ug/kg") == unit_name("µg/kg") == "μg/kg"
    assert unit_name("") is None
    assert find_unit("μk/kg") is None
    assert is_unit("")
    assert not is_unit("C18:2")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_whatever_breaks_the_reading(value: str, limit: str) -> None:
    measured, asked = parse_value(value), parse_limit(limit)
    assert measured.text == value
    assert asked.text == limit
    assert compare(measured, asked) in set(Comparison)


@given(st.floats(0.01, 1e6), st.floats(0.01, 1e6))
def test_beyond_is_exactly_a_ratio_above_one(value: float, limit: float) -> None:
    measured, asked = parse_value(f"{value:.4f}mg/kg"), parse_limit(f"≤{limit:.4f}mg/kg")
    ratio = ratio_of(measured, asked)
    is_beyond = compare(measured, asked) is Comparison.BEYOND
    assert ratio is not None
    assert is_beyond == (float(f"{value:.4f}") > float(f"{limit:.4f}"))
