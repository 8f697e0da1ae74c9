"""Rows that are taken and rows that are refused, each with line, column and reason."""

from collections.abc import Mapping
from datetime import date

import pytest
from flask import Flask

from portal.sampling.checking import Checked, Defaults, check_file
from portal.sampling.rules.batches import DateKind, Domain, Result, TaskKind
from portal.sampling.rules.rows import Row
from portal.sampling.words import DOUBTS, row_reason
from portal.tables.reading import FileRefused
from tests.factories.sampling import PASSED, published_batch, row, table

TODAY = date(2026, 11, 21)


def check(*rows: Mapping[str, str], domain: Domain | None = None) -> Checked:
    defaults = Defaults(domain=domain, today=TODAY, categories={"食用农产品": "32"})
    return check_file(table(*rows), defaults)


def taken(**cells: str) -> Row:
    (found,) = check(row(**cells)).rows
    return found


def test_a_good_row_is_taken_with_its_typed_parts(inside: Flask) -> None:
    found = taken()
    assert (found.number, found.result, found.kind) == (
        "XBJ26330302000000001",
        Result.FAILED,
        TaskKind.SUPERVISION,
    )
    assert (found.category, found.trademark, found.line) == ("32", "", 2)
    assert (found.product_date_on, found.product_date_kind) == (
        date(2026, 10, 14),
        DateKind.BOUGHT_IN,
    )
    (item,) = found.items
    assert (item.value, item.unit, item.limit_high, item.is_failed) == (1.02, "mg/kg", 0.5, True)
    assert (item.value_text, item.limit_text) == ("1.02 mg/kg", "≤0.5 mg/kg")


REFUSED = [
    ({"食品名称": "/"}, "食品名称", "product_missing"),
    ({"食品名称": "长" * 201}, "食品名称", "too_long"),
    ({"任务类型": "散步"}, "任务类型", "kind_unknown"),
    ({"检验结论": ""}, "检验结论", "result_missing"),
    ({"检验结论": "serious"}, "检验结论", "result_unknown"),
    ({"抽样日期": "昨天"}, "抽样日期", "date_unreadable"),
    ({"抽样日期": "2026-11-22"}, "抽样日期", "date_in_future"),
    ({"报告日期": "2026-10-01"}, "报告日期", "report_before_sampling"),
    ({"公告日期": "2026-10-01"}, "公告日期", "notice_before_sampling"),
    ({"检验项目": ""}, "检验项目", "failed_without_item"),
    ({"检验值": "0.3 μk/kg"}, "检验值", "unit_unknown"),
    ({"标准值": "≤0.5 μk/kg"}, "标准值", "unit_unknown"),
    ({"检验值": "3 CFU/g"}, "检验值", "units_differ"),
]
# What is odd but lawful: the verdict stands, no multiple is shown, the reviewer reads why.
DOUBTED = [
    ({"检验值": "84.8 mg/kg", "标准值": "≤100 mg/kg"}, "within_limit"),
    ({"检验值": "<10 mg/kg", "标准值": "≤150 mg/kg"}, "within_limit"),
    ({"检验结论": "合格"}, "beyond_limit"),
    ({"检验值": "0.502", "标准值": "≤27%"}, "unit_missing"),
    ({"检验值": "3 mg/L"}, "units_differ"),
    ({"检验值": "≤10 mg/kg"}, "value_is_limit"),
    ({"检验项目": "镉；铅", "检验值": "1；2；3"}, "items_unequal"),
    ({"生产日期/批号": "2026-10-16"}, "product_after_sampling"),
    ({"报告日期": "2026年11月"}, "date_without_day"),
    ({"报告日期": "2026年11月", "公告日期": "2026-11"}, "date_without_day"),
    ({"抽样编号": "2026-0001"}, "sampling_number_odd"),
]


@pytest.mark.parametrize(("cells", "column", "reason"), REFUSED)
def test_a_bad_row_is_refused_with_line_column_and_reason(
    inside: Flask, cells: dict[str, str], column: str, reason: str
) -> None:
    checked = check(row(1, **PASSED), row(2, **cells))
    assert len(checked.rows) == 1
    (rejection,) = checked.rejections
    assert (rejection.line, rejection.column, rejection.reason) == (3, column, reason)
    assert "%(" not in row_reason(rejection.reason, rejection.facts)


@pytest.mark.parametrize(("cells", "doubt"), DOUBTED)
def test_an_odd_row_is_taken_and_the_reviewer_is_told(
    inside: Flask, cells: dict[str, str], doubt: str
) -> None:
    checked = check(row(1, **cells))
    assert [(found.doubts, found.result) for found in checked.rows] == [
        ((doubt,), Result.PASSED if cells.get("检验结论") else Result.FAILED)
    ]
    about_dates = {"product_after_sampling", "date_without_day", "sampling_number_odd"}
    ratios = [item.ratio for item in checked.rows[0].items]
    assert doubt in about_dates or ratios == [None] * len(ratios)
    assert str(DOUBTS[doubt])


def test_a_failed_item_within_its_limit_is_still_the_failed_one(inside: Flask) -> None:
    (item,) = taken(检验值="84.8 mg/kg", 标准值="≤100 mg/kg").items
    assert (item.is_failed, item.ratio, item.value, item.limit_high) == (True, None, 84.8, 100)


def test_columns_of_one_name_may_repeat_but_not_contradict(inside: Flask) -> None:
    titles = "食品名称,被抽样单位名称,被抽样单位名称,检验结论,抽检结果\n"
    lines = "豇豆,示例店,示例店,合格,合格\n姜,示例店,另一店,合格,合格\n葱,示例店,,合格,不合格\n"
    checked = check_file((titles + lines).encode(), Defaults(None, TODAY))
    assert [found.product for found in checked.rows] == ["豇豆"]
    assert [one.reason for one in checked.rejections] == ["columns_differ", "results_differ"]


def test_verdicts_in_two_columns_must_agree(inside: Flask) -> None:
    content = "食品名称,被抽样单位名称,检验结论,判定\n葱,示例店,合格,不合格\n"
    (one,) = check_file(content.encode(), Defaults(None, TODAY)).rejections
    assert one.reason == "results_differ"


def test_a_list_of_failed_samples_needs_no_verdict_column(inside: Flask) -> None:
    title = "食品名称,被抽样单位名称,不合格项目║检验结果║标准值\n"
    content = f"{title}豇豆,示例店,镉║0.3mg/kg║≤0.1mg/kg\n葱,示例店,看不懂\n"
    named = content.replace("不合格项目║检验结果║标准值", "不合格项目").replace("║", "")
    checked = check_file(("不合格产品信息,,\n" + content).encode(), Defaults(None, TODAY))
    assert checked.rows[0].result is Result.FAILED
    assert checked.rows[0].items[0].ratio == pytest.approx(3)
    assert checked.rows[1].doubts == ("finding_unreadable",)
    assert [item.name for item in checked.rows[1].items] == ["看不懂"]
    assert check_file(named.encode(), Defaults(None, TODAY)).rows[0].result is Result.FAILED


def test_a_passed_row_in_a_column_of_failed_items_contradicts_itself(inside: Flask) -> None:
    content = "食品名称,被抽样单位名称,不合格项目,检验结论\n豇豆,示例店,镉,合格\n"
    (one,) = check_file(content.encode(), Defaults(None, TODAY)).rejections
    assert (one.column, one.reason) == ("不合格项目", "passed_with_failed_item")


def test_quick_and_walk_in_tests_are_never_failed(inside: Flask) -> None:
    assert taken(任务类型="快速检测").result is Result.POSITIVE
    assert taken(任务类型="你送我检", **PASSED).result is Result.NEGATIVE


def test_an_undecided_row_is_taken_as_undecided(inside: Flask) -> None:
    assert taken(检验结论="复检中").result is Result.UNDECIDED


def test_a_production_date_that_is_the_notices_day_is_not_believed(inside: Flask) -> None:
    found = taken(**{"生产日期/批号": "2026-11-20", "抽样日期": "", "报告日期": ""})
    assert found.product_date_on is None
    assert found.doubts == ("product_date_is_notice",)


def test_a_number_in_the_remarks_is_the_number(inside: Flask) -> None:
    found = taken(抽样编号="", 备注="GC20320000294932723")
    assert found.number == "GC20320000294932723"
    assert taken(抽样编号="").number is None


def test_the_domain_is_told_by_cell_by_officer_or_by_category(inside: Flask) -> None:
    assert taken(食品大类="食品相关产品").domain is Domain.FOOD_CONTACT
    assert taken().domain is Domain.FOOD
    (found,) = check(row(), domain=Domain.AGRI).rows
    assert found.domain is Domain.AGRI
    (found,) = check({**row(), "领域": "化妆品"}, domain=Domain.AGRI).rows
    assert found.domain is Domain.COSMETIC


def test_a_wrong_credit_code_is_refused(inside: Flask) -> None:
    good, bad = "91110000600037341L", "91110000600037341X"
    assert check({**row(), "统一社会信用代码": good}).rows[0].seller_code == good
    assert check({**row(), "统一社会信用代码": bad}).rejections[0].reason == "code_invalid"


def test_a_repeated_header_is_no_row(inside: Flask) -> None:
    lines = table(row(1)).decode("utf-8-sig").splitlines()
    checked = check_file("\n".join([*lines, lines[0], lines[1]]).encode(), Defaults(None, TODAY))
    assert checked.row_count == 2


def test_a_table_of_unknown_columns_or_without_rows_is_refused(inside: Flask) -> None:
    with pytest.raises(FileRefused, match="表头"):
        check_file("甲,乙,丙\n1,2,3\n".encode(), Defaults(None, TODAY))
    with pytest.raises(FileRefused, match="数据行"):
        check_file(table(), Defaults(None, TODAY))


def test_progress_is_told_on_the_way(inside: Flask) -> None:
    told: list[tuple[int, int]] = []
    content = table(*(row(n, **PASSED) for n in range(1, 1102)))
    check_file(content, Defaults(None, TODAY), lambda done, total: told.append((done, total)))
    assert told == [(1000, 1101), (1101, 1101)]


DRUGS = """2026年第3期药品抽检结果,,,,,,,
药品名称,批准文号,剂型,批号,标称生产企业名称,被抽样单位名称,不符合项目,检验结果
示例片,国药准字H20250001,片剂,A12,示例药厂,示例药房,溶出度,不符合规定
示例胶囊,国药准字H2025,胶囊剂,B34,示例药厂,示例药房,装量差异,不符合规定
"""


def test_drugs_keep_what_only_drugs_have(inside: Flask) -> None:
    checked = check_file(DRUGS.encode(), Defaults(None, TODAY))
    first, second = checked.rows
    assert (first.domain, first.result, first.batch_number) == (Domain.DRUG, Result.FAILED, "A12")
    assert first.details == {"approval_number": "国药准字H20250001", "dosage_form": "片剂"}
    assert [(item.name, item.is_failed) for item in first.items] == [("溶出度", True)]
    assert (first.doubts, second.doubts) == ((), ("licence_pattern",))


def test_a_device_with_an_impossible_registration_is_refused(inside: Flask) -> None:
    good, bad = "国械注准20253220001", "国械注准2025"
    assert check({**row(), "注册证号": good}).rows[0].domain is Domain.DEVICE
    (one,) = check({**row(), "注册证号": bad}).rejections
    assert (one.column, one.reason) == ("注册证号", "number_invalid")
    assert bad in row_reason(one.reason, one.facts)


def test_several_items_may_stand_in_several_sets_of_columns(inside: Flask) -> None:
    titles = "食品名称,被抽样单位名称,检验结论"
    titles += ",不合格项目1,检验结果1,标准值1,不合格项目2,检验结果2,标准值2\n"
    lines = "豇豆,示例店,不合格,镉,0.3mg/kg,≤0.1mg/kg,铅,0.4mg/kg,≤0.2mg/kg\n"
    lines += "姜,示例店,不合格,镉,0.3mg/kg,≤0.1mg/kg,,,\n"
    both, single = check_file((titles + lines).encode(), Defaults(None, TODAY)).rows
    assert [item.name for item in both.items] == ["镉", "铅"]
    assert [item.ratio for item in both.items] == pytest.approx([3, 2])
    assert [item.name for item in single.items] == ["镉"]


def test_a_cell_of_two_firms_tells_the_maker_and_who_had_it_made(inside: Flask) -> None:
    found = taken(
        标称生产企业名称="委托方：示例公司；受托方：示例厂",
        标称生产企业地址="委托方地址：示例市；受托方地址：示例县示例镇",
    )
    assert (found.maker, found.maker_address) == ("示例厂", "示例县示例镇")
    assert found.details == {"commissioner": "示例公司"}


def test_a_person_among_the_details_is_masked(inside: Flask) -> None:
    batch = published_batch(标称生产企业名称="委托方：陈示例；受托方：示例厂")
    assert batch.details == {"commissioner": "陈示例"}
    assert batch.details_shown == {"commissioner": "陈某"}
