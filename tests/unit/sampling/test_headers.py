"""Which column is which."""

import json

import pytest

from portal.sampling.rules.batches import ChainStage, Domain, Result, TaskKind
from portal.sampling.rules.headers import (
    domain_in,
    field_of,
    filled,
    find_header,
    kind_in,
    result_in,
    stage_in,
)
from tests.conftest import SHARED

VARIANTS = SHARED / "fixtures/header_variants/headers_open.tsv"
FIELDS = {
    "food_name": "product",
    "manufacturer_name": "maker",
    "production_date": "product_date",
    "sampled_location_name": "seller",
    "announcement_date": "announced_on",
}


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("抽样编号", "number"),
        ("被抽样单位\n名称", "seller"),
        ("被抽样单位地址", "seller_address"),
        ("标称生产企业名称*", "maker"),
        ("（标称）生产企业名称", "maker"),
        ("生产（加工/购进）日期/批号", "product_date"),
        ("不合格项目║检验结果║标准值", "finding"),
        ("任务来源/项目名称（隐藏栏）", "task"),
        ("样品名称及规格", "product"),
        ("抽样机构", "sampler"),
        ("检验机构", "laboratory"),
        ("序号", "ignored"),
        ("天气", None),
    ],
)
def test_a_header_names_its_field(title: str, field: str | None) -> None:
    assert field_of(title) == field


@pytest.mark.skipif(not VARIANTS.exists(), reason="the shared header variants are not here")
def test_most_real_headers_of_the_identifying_fields_are_known() -> None:
    lines = VARIANTS.read_text(encoding="utf-8").splitlines()[1:]
    told = [line.rsplit("\t", 1) for line in lines]
    asked = [(json.loads(title), FIELDS[field]) for title, field in told if field in FIELDS]
    right = sum(field_of(title) == field for title, field in asked)
    assert right / len(asked) >= 0.75


def test_the_header_is_found_under_titles() -> None:
    rows = [
        ["附件 2：抽检结果（示例）"],
        ["", "单位：批次"],
        ["序号", "食品名称", "被抽样单位名称", "检验结论"],
        ["1", "豇豆", "示例店", "合格"],
    ]
    header = find_header(rows)
    assert header is not None
    assert header.row == 2
    assert header.title_of("product") == "食品名称"
    assert header.title_of("limit") == ""


def test_the_cells_tell_whether_a_result_column_holds_verdicts_or_values() -> None:
    titles = ["食品名称", "检验结果", "不合格项目", "标准值"]
    verdicts = find_header([titles, ["豇豆", "合格", "", ""], ["姜", "不合格", "噻虫胺", ""]])
    values = find_header([titles, ["豇豆", "1.02mg/kg", "灭蝇胺", "≤0.5mg/kg"]])
    assert verdicts is not None and "result" in verdicts.columns  # noqa: PT018 - one thought
    assert values is not None and "value" in values.columns  # noqa: PT018 - one thought


def test_a_table_without_a_product_has_no_header() -> None:
    assert find_header([["甲", "乙"], ["1", "2"]]) is None
    assert find_header([]) is None


def test_words_in_cells_are_understood() -> None:
    assert result_in("合  格") is Result.PASSED
    assert result_in("不合格") is Result.FAILED
    assert result_in("复检中") is Result.UNDECIDED
    assert result_in("serious") is None
    assert kind_in("评价性抽检") is TaskKind.EVALUATION
    assert kind_in("你送我检") is TaskKind.WALK_IN
    assert kind_in("风险监测") is TaskKind.RISK_MONITORING
    assert stage_in("餐饮环节") is ChainStage.CATERING
    assert stage_in("") is None
    assert domain_in("食品相关产品") is Domain.FOOD_CONTACT
    assert domain_in("糕点") is Domain.FOOD


@pytest.mark.parametrize("nothing", ["", "/", " - ", "——", "不详", "\u00a0／\u3000", "\u200b"])
def test_what_only_fills_the_space_is_nothing(nothing: str) -> None:
    assert filled(nothing) == ""
