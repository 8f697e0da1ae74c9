"""Names taken apart: which spellings are one name, and what tells two apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.enterprises.naming import Likeness, agree, likeness, parse_name

PLACES = ["", "广东省", "广东", "东莞市", "东莞", "广东省东莞市", "鹿城区", "温州市鹿城区", "新疆"]
ROOTS = ["示例", "示例甲", "某某记", "小*店", "一厂", "(中国)"]
TRADES = ["食品", "面业", "调味品", "超市", ""]
FORMS = ["有限公司", "有限责任公司", "股份有限公司", "厂", "经营部", "", "有限公司东城分公司"]
REMARKS = ["", "（分装）", "(代号:CE)", "（原示例旧厂）", " ", "出品", "（个体工商户）"]
names = st.one_of(
    st.builds("".join, st.tuples(*map(st.sampled_from, (PLACES, ROOTS, TRADES, FORMS, REMARKS)))),
    st.text(max_size=30),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例（鹿城）食品有限公司", "示例(鹿城)食品有限公司"),
        ("温州示例食品有限 公司", "温州示例食品有限公司（分装）"),
        ("温州市示例食品有限公司", "温州示例食品有限责任公司"),
        ("广东省东莞市示例食品厂", "东莞市示例食品厂"),
        ("新疆阿克苏示例面粉有限公司", "阿克苏示例面粉有限公司"),
        ("浙江省示例酒业有限公司", "浙江示例酒业有限公司"),
        ("江门市蓬江区示例调味食品厂", "江门蓬江区示例调味食品厂"),
        ("被抽检单位：示例超市", "示例超市"),
        ("示例产业股份有限公司（原温州示例味精有限公司）", "示例产业股份有限公司"),
        ("温州示例实业有限公司制造", "温州示例实业有限公司(代号:Z)"),
        ("示例副食店（个体工商户）", "示例副食店"),
    ],
)
def test_spellings_of_one_name_agree(one: str, other: str) -> None:
    assert agree(parse_name(one), parse_name(other))


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("温州示例食品有限公司", "台州示例食品有限公司", Likeness.OTHER_PLACE),
        ("温州示例食品有限公司", "示例食品有限公司", Likeness.OTHER_PLACE),
        ("长沙市示例食品有限公司", "长沙县示例食品有限公司", Likeness.OTHER_PLACE),
        ("福建示例食品有限公司", "江苏示例食品有限公司", Likeness.OTHER_PLACE),
        ("温州示例食品有限公司", "温州示例食品有限公司龙湾分公司", Likeness.BRANCH),
        ("温州示例食品有限公司", "温州示例食品股份有限公司", Likeness.OTHER_FORM),
        ("温州示例食品一厂", "温州示例食品二厂", Likeness.ALIKE),
        ("示例酵母", "示例酵母股份有限公司", Likeness.SHORT),
        ("示例酵母", "温州示例酵母科技有限公司", Likeness.SHORT),
        ("温州示*食品有限公司", "温州示例食品有限公司", Likeness.MASKED),
        ("温州示例产业有限公司（原温州示例味精厂）", "温州示例味精厂", Likeness.FORMER),
        ("温州示例调味食品有限公司龙湾厂", "温州示例调昧食品有限公司龙湾厂", Likeness.NEARLY),
    ],
)
def test_what_may_be_two_enterprises_is_told_and_never_agrees(
    one: str, other: str, told: Likeness
) -> None:
    assert not agree(parse_name(one), parse_name(other))
    found = likeness(parse_name(one), parse_name(other))
    assert found is not None
    assert found[0] is told


def test_names_that_share_nothing_are_not_alike() -> None:
    assert likeness(parse_name("甲乙丙"), parse_name("丁戊己庚有限公司")) is None
    assert not agree(parse_name(""), parse_name(""))


@settings(max_examples=60)
@given(names, names)
def test_comparing_is_the_same_either_way_round(one: str, other: str) -> None:
    first, second = parse_name(one), parse_name(other)
    assert agree(first, second) is agree(second, first)
    assert likeness(first, second) == likeness(second, first)


@settings(max_examples=60)
@given(names)
def test_taking_a_name_apart_finds_the_same_again(name: str) -> None:
    parsed = parse_name(name)
    parse_name.cache_clear()
    assert parse_name(name) == parsed
    assert parsed.is_masked or not parsed.key or agree(parsed, parsed)
