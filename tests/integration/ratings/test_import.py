"""Ratings from a table: each false row is named by line, column and reason."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from portal.kernel import audit
from portal.kernel.errors import Refused
from portal.ratings import imports, queries
from portal.ratings.models import Rating, RatingImport
from portal.ratings.rules import Stage
from portal.tables.reading import LARGEST_FILE
from portal.tables.summary import TableReport
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.ratings import PROPOSER

HEAD = "附件 1,,,\n\n统一社会信用代码,企业名称,评级方案,等级,得分,生效日期,有效期至\n"
FACTORS = (
    "企业名称,方案,等级,总分,评定日期,部分,项目,事实,出处,项目得分,项目满分\n"
    "示例食品厂,food-risk-2016,B,36.5,2026/5/6,静态,食品类别,速冻食品,许可证,27,40\n"
    "示例食品厂,food-risk-2016,B,36.5,2026/5/6,动态,日常检查,2 项不符合,检查表,9.5,60\n"
)


def bring(table: str, encoding: str = "utf-8") -> TableReport:
    return imports.import_ratings(table.encode(encoding), document="示例文件", by=PROPOSER)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_whatever_its_encoding_and_title_rows(inside: Flask, encoding: str) -> None:
    enterprise = make_enterprise("示例食品厂", credit_code=credit_code(1))
    report = bring(HEAD + f"{credit_code(1)},,风险分级,B,36.5,2026年5月6日,20270505\n", encoding)
    assert (report.read, report.accepted, report.faults) == (1, 1, [])
    rating = queries.page_of_ratings(stages=[Stage.PROPOSED]).items[0]
    assert (rating.enterprise, rating.document) == (enterprise, "示例文件")
    assert (rating.effective_on, rating.expires_on) == (date(2026, 5, 6), date(2027, 5, 5))


def test_a_class_without_a_score_needs_none(inside: Flask) -> None:
    make_enterprise("示例食品厂", credit_code=credit_code(1))
    report = bring(HEAD + f"{credit_code(1)},,信用分类,A,,2026.05.06,\n")
    assert (report.accepted, report.faults) == (1, [])


def test_the_rows_of_one_grade_become_its_table(inside: Flask) -> None:
    make_enterprise("示例食品厂")
    assert bring(FACTORS).accepted == 1
    rating = queries.page_of_ratings(stages=[Stage.PROPOSED]).items[0]
    assert [factor.part for factor in rating.factors] == ["static", "dynamic"]
    assert sum(factor.points for factor in rating.factors) == rating.score == Decimal("36.5")


def test_factors_that_do_not_add_up_are_refused(inside: Flask) -> None:
    make_enterprise("示例食品厂")
    report = bring(FACTORS.replace("9.5,60", "9.4,60"))
    assert [(fault.line, fault.column) for fault in report.faults] == [(2, "得分")]


def test_the_same_table_twice_changes_nothing(inside: Flask) -> None:
    make_enterprise("示例食品厂")
    bring(FACTORS)
    report = bring(FACTORS)
    assert (report.accepted, report.duplicate, report.rejected) == (0, 1, 0)
    assert queries.page_of_ratings(stages=[Stage.PROPOSED]).total == 1


def test_a_rehearsal_keeps_nothing(inside: Flask) -> None:
    make_enterprise("示例食品厂")
    report = imports.check_ratings(FACTORS.encode(), document="示例文件")
    assert report.accepted == 1
    assert queries.page_of_ratings(stages=list(Stage)).total == 0


def test_an_import_leaves_one_line_with_a_digest_of_its_rows(inside: Flask) -> None:
    make_enterprise("示例食品厂")
    bring(FACTORS)
    lines = [line for line in audit.pending() if line.action.startswith("rating.")]
    assert [line.action for line in lines] == ["rating.imported"]
    assert lines[0].after is not None
    assert lines[0].after["count"] == 1
    assert len(lines[0].after["digest"]) == 64
    assert [brought.accepted_count for brought in queries.list_imports()] == [1]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("{wrong},,风险分级,B,36.5,2026-05-06,", "统一社会信用代码"),
        ("{other},,风险分级,B,36.5,2026-05-06,", "统一社会信用代码"),
        (",没有这家,风险分级,B,36.5,2026-05-06,", "企业名称"),
        ("{known},,别的方案,B,36.5,2026-05-06,", "评级方案"),
        ("{known},,化妆品信用,B,36.5,2026-05-06,", "评级方案"),
        ("{known},,风险分级,E,36.5,2026-05-06,", "等级"),
        ("{known},,风险分级,A,36.5,2026-05-06,", "等级"),
        ("{known},,风险分级,B,三十六,2026-05-06,", "得分"),
        ("{known},,风险分级,D,101,2026-05-06,", "得分"),
        ("{known},,风险分级,B,36.5,,", "生效日期"),
        ("{known},,风险分级,B,36.5,2026-13-06,", "生效日期"),
        ("{known},,风险分级,B,36.5,2026-05-06,2026-05-05", "有效期至"),
    ],
)
def test_a_false_row_is_named_by_line_and_column(inside: Flask, row: str, column: str) -> None:
    make_enterprise("示例食品厂", credit_code=credit_code(1))
    codes = {"known": credit_code(1), "other": credit_code(2), "wrong": "91330302MA2CXY0001"}
    report = bring(HEAD + row.format(**codes) + "\n")
    assert [(fault.line, fault.column) for fault in report.faults] == [(4, column)]
    assert str(report.faults[0].reason)
    assert report.rejected == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n ",
        b"\xff\xff\xff",
        b"a\x00b",
        "企业名称,等级\n示例,B\n".encode(),
        "\n".join("x,y" for _ in range(40)).encode(),
        b'"' + b"x" * 200_000,
        b"x" * (LARGEST_FILE + 1),
    ],
)
def test_a_file_that_is_no_table_of_grades_is_refused_as_a_whole(
    inside: Flask, content: bytes
) -> None:
    with pytest.raises(Refused) as refusal:
        imports.check_ratings(content, document="示例文件")
    assert refusal.value.field == "file"


def test_a_table_without_its_document_is_refused(inside: Flask) -> None:
    with pytest.raises(Refused) as refusal:
        imports.check_ratings(FACTORS.encode(), document=" ")
    assert refusal.value.field == "document"


def test_the_tables_of_imports_and_ratings_know_each_other(inside: Flask) -> None:
    make_enterprise("示例食品厂")
    bring(FACTORS)
    rating = queries.page_of_ratings(stages=[Stage.PROPOSED]).items[0]
    assert isinstance(rating, Rating)
    assert isinstance(queries.list_imports()[0], RatingImport)
    assert rating.import_id == queries.list_imports()[0].id
