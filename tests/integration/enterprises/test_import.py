"""The register from a bureau's table."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.enterprises import imports, queries
from portal.enterprises.models import Enterprise
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus
from portal.kernel import audit
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.tables.summary import TableReport
from tests.factories.enterprises import credit_code, make_enterprise

HEAD = (
    "企业名称,统一社会信用代码,企业类型,地址,街道,状态,纬度,经度,证照类型,证照编号,证照有效期至\n"
)
GOOD = f"示例食品厂,{credit_code(1)},食品生产,示例路 1 号,滨江街道,在营,28.0,120.7,,,\n"


def bring(rows: str) -> TableReport:
    return imports.import_enterprises((HEAD + rows).encode(), source="示例名录", by=SYSTEM)


def test_a_row_becomes_an_enterprise_with_its_licence(inside: Flask) -> None:
    report = bring(
        GOOD + "示例面馆,,餐饮服务,示例路 2 号,330302026,停业,,,食品经营许可证,JY233,2027-01-01\n"
    )
    assert (report.read, report.accepted, report.faults) == (2, 2, [])
    maker, eatery = queries.get_enterprise(credit_code(1)), queries.match_name("示例面馆")
    assert (maker.kind, maker.region_code, maker.latitude) == (
        EnterpriseKind.MAKER,
        "330302024",
        28.0,
    )
    assert eatery is not None
    assert (eatery.status, eatery.source) == (EnterpriseStatus.SUSPENDED, "示例名录")
    assert [licence.number for licence in eatery.licences] == ["JY233"]
    actions = [line.action for line in audit.pending()]
    assert actions[0] == "table.received"
    assert actions[-1] == "table.written"


def test_the_same_table_twice_enters_nothing_twice(inside: Flask) -> None:
    rows = GOOD + "示例摊位,,食品销售,示例市场 3 号,,,,,,,\n"
    bring(rows)
    report = bring(rows)
    assert (report.accepted, report.duplicate) == (0, 2)
    assert queries.count_enterprises() == 2


def test_namesakes_elsewhere_are_two_enterprises(inside: Flask) -> None:
    make_enterprise("示例面馆", credit_code=None, address="示例路 1 号")
    assert bring("示例面馆,,餐饮服务,示例路 9 号,,,,,,,\n").accepted == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",,食品生产,,,,,,,,", "企业名称"),
        ("示例,91330302MA2CXY0001,食品生产,,,,,,,,", "统一社会信用代码"),
        ("示例,,面包房,,,,,,,,", "企业类型"),
        ("示例,,食品生产,,不在本地,,,,,,", "街道"),
        ("示例,,食品生产,,,开心,,,,,", "状态"),
        ("示例,,食品生产,,,,北,120,,,", "纬度"),
        ("示例,,食品生产,,,,99,120,,,", "纬度"),
        ("示例,,食品生产,,,,,,驾驶证,1,", "证照类型"),
        ("示例,,食品生产,,,,,,医疗器械注册证,1,", "证照编号"),
        ("示例,,食品生产,,,,,,食品生产许可证,SC1,明天", "证照有效期至"),
    ],
)
def test_a_false_row_is_named_and_leaves_nothing_behind(
    inside: Flask, row: str, column: str
) -> None:
    report = bring(row + "\n" + GOOD)
    assert [(fault.line, fault.column) for fault in report.faults] == [(2, column)]
    assert (report.accepted, report.rejected) == (1, 1)
    assert db.session.scalars(select(Enterprise.name)).all() == ["示例食品厂"]


def test_a_table_without_header_or_source_is_refused(inside: Flask) -> None:
    for content, source in (("企业名称,等级\n示例,A\n", "示例"), (HEAD + GOOD, " ")):
        with pytest.raises(Refused):
            imports.import_enterprises(content.encode(), source=source, by=SYSTEM)


def test_the_command_rehearses_and_then_enters(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text(HEAD + GOOD, encoding="gb18030")
    arguments = ["enterprises", "import", str(file), "--source", "示例名录"]
    runner = app.test_cli_runner()
    said = runner.invoke(args=[*arguments, "--dry-run", "--json"])
    assert (json.loads(said.output)["accepted"], said.exit_code) == (1, 0)
    with app.app_context():
        assert queries.count_enterprises() == 0
    assert runner.invoke(args=arguments).exit_code == 0
    with app.app_context():
        assert queries.count_enterprises() == 1
