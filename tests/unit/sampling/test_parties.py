"""Who made it and for whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.rules.parties import split_parties


@pytest.mark.parametrize(
    ("text", "maker", "commissioner"),
    [
        ("委托方：示例公司；受托方：示例厂", "示例厂", "示例公司"),
        ("委托方:示例公司;受委托方:示例厂", "示例厂", "示例公司"),
        ("授权商：示例公司；生产商：示例厂", "示例厂", "示例公司"),
        ("授权商地址：/；生产商地址：示例市示例路 1 号", "示例市示例路 1 号", ""),
        ("生产企业名称：示例厂", "示例厂", ""),
        (
            "受委托生产企业：示例厂 委托单位：示例公司 总经销：示例商行",
            "示例厂",
            "示例公司；示例商行",
        ),
        ("进口商：示例公司；原产国：某国", "进口商：示例公司；原产国：某国", ""),
        ("供货商：示例店", "供货商：示例店", ""),
        ("委托方：示例公司；受托方：/", "委托方：示例公司；受托方：/", ""),
        ("示例厂（委托方：示例公司）", "示例厂（委托方：示例公司）", ""),
        ("示例厂", "示例厂", ""),
        ("", "", ""),
    ],
)
def test_the_maker_is_told_from_whoever_had_it_made(
    text: str, maker: str, commissioner: str
) -> None:
    assert split_parties(text) == (maker, commissioner)


@given(st.text(max_size=60))
def test_no_maker_is_ever_lost(text: str) -> None:
    assert split_parties(text)[0] or not text
