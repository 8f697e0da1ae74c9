"""Tables that fill the register: what they enter, what they change, and whom they ask about."""

import pytest
from flask import Flask

from portal.enterprises import facts, imports, naming_queries, queries, services
from portal.enterprises.models import Enterprise, RegisterChange
from portal.enterprises.rules import FlagKind
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.tables import queries as tables
from portal.tables.models import TableImport
from portal.tables.rules.verdicts import Outcome
from portal.tables.services import bring_in, look_again
from portal.tables.summary import TableReport, report_on
from tests.factories.enterprises import credit_code, make_enterprise

OFFICER = Actor(kind="staff", name="officer")
HEAD = "统一社会信用代码,企业名称,曾用名,企业类型,经营范围,经营地址,镇街,经营状态,纬度,经度,"
HEAD += "许可证类型,许可证号,许可证有效期至\n"
ROW = f"{credit_code(1)},示例面馆,,餐饮,面食,示例路 1 号,五马街道,存续,28.0,120.7,"
LICENCE = "食品经营许可证,JY233,2027-01-01\n"


def bring(kind: str, text: str) -> TableImport:
    return bring_in(
        content=text.encode(), file_name="示例.csv", kind=kind, source="示例局", by=OFFICER
    )


def told(kind: str, text: str) -> TableReport:
    return report_on(bring(kind, text))


def test_the_rows_of_one_enterprise_tell_its_licences(inside: Flask) -> None:
    rows = ROW + LICENCE + ROW + "小作坊、小餐饮店、小食杂店登记证,示例 2,\n"
    assert told("enterprises", HEAD + rows).accepted == 1
    found = queries.get_enterprise(credit_code(1))
    assert [one.number for one in found.licences] == ["JY233", "示例 2"]


def test_two_rows_that_differ_on_one_enterprise_are_refused(inside: Flask) -> None:
    other = ROW.replace("示例路 1 号", "示例路 2 号")
    report = told("enterprises", HEAD + ROW + LICENCE + other + LICENCE)
    assert [(one.line, one.column) for one in report.faults] == [(2, "企业名称")]


def test_what_a_later_table_changes_is_shown_first_and_kept(inside: Flask) -> None:
    imports.import_enterprises((HEAD + ROW + LICENCE).encode(), source="示例局", by=OFFICER)
    later = HEAD + ROW.replace("示例面馆,,", "示例新面馆,示例老面馆,").replace("存续", "停业")
    later += LICENCE.replace("2027", "2032")
    table = bring("enterprises", later)
    (line,) = tables.list_lines(table, Outcome.CHANGED)
    assert [name for name, _, _ in line.differences] == [
        "企业名称",
        "经营状态",
        "曾用名",
        "JY233 有效期至",
    ]
    found = queries.get_enterprise(credit_code(1))
    assert (found.name, str(found.licences[0].valid_to)) == ("示例新面馆", "2032-01-01")
    assert {one.name for one in found.former_names} == {"示例面馆", "示例老面馆"}
    kept = db.session.query(RegisterChange).filter_by(enterprise_id=found.id).all()
    assert {(one.field, one.source) for one in kept} >= {("status", "示例局"), ("name", "示例局")}
    assert told("enterprises", later).duplicate == 1


def test_a_blank_cell_takes_nothing_away(inside: Flask) -> None:
    bring("enterprises", HEAD + ROW + LICENCE)
    bare = f"{credit_code(1)},示例面馆,,餐饮,,,,,,,,,\n"
    assert told("enterprises", HEAD + bare).duplicate == 1
    found = queries.get_enterprise(credit_code(1))
    assert (found.business, found.address) == ("面食", "示例路 1 号")


def test_an_enterprise_without_code_gets_it_from_a_later_table(inside: Flask) -> None:
    known = make_enterprise("示例面馆", credit_code=None, address="示例路 1 号")
    assert told("enterprises", HEAD + ROW + LICENCE).accepted == 1
    assert (known.credit_code, queries.count_enterprises()) == (credit_code(1), 1)


@pytest.mark.parametrize(
    ("kind", "head", "row", "column"),
    [
        ("licences", "企业名称,证照类型,证照编号,起始日期,有效期至", "{n},驾照,1,,", "证照类型"),
        (
            "licences",
            "企业名称,证照类型,证照编号,起始日期,有效期至",
            "{n},医疗器械注册证,1,,",
            "证照编号",
        ),
        (
            "licences",
            "企业名称,证照类型,证照编号,起始日期,有效期至",
            "{n},食品生产许可证,SC1,2026-05-02,2026-05-01",
            "有效期至",
        ),
        ("certificates", "企业名称,认证类型,证书编号,有效期至", "{n},奖状,1,", "认证类型"),
        ("certificates", "企业名称,认证类型,证书编号,有效期至", "{n},HACCP,1,明天", "有效期至"),
        ("certificates", "统一社会信用代码,认证类型,证书编号", "123,HACCP,1", "统一社会信用代码"),
        ("certificates", "企业名称,认证类型,证书编号", ",HACCP,1", "企业名称"),
        ("flags", "企业名称,标识,起始日期,截止日期", "{n},好店,2026-01-01,", "标识"),
        ("flags", "企业名称,标识,起始日期,截止日期", "{n},5S,,", "起始日期"),
        ("flags", "企业名称,标识,起始日期,截止日期", "{n},5S,2026-02-01,2026-01-01", "截止日期"),
    ],
)
def test_a_false_row_is_named_by_its_column(
    inside: Flask, kind: str, head: str, row: str, column: str
) -> None:
    make_enterprise("示例面馆")
    report = told(kind, f"{head}\n{row.format(n='示例面馆')}\n")
    assert [(one.line, one.column) for one in report.faults] == [(2, column)]


def test_licences_certificates_and_badges_are_entered_changed_and_told_as_facts(
    inside: Flask,
) -> None:
    shop = make_enterprise("示例面馆")
    licences = "企业名称,证照类型,证照编号,有效期至\n示例面馆,食品经营许可证,JY1,{day}\n"
    papers = (
        "企业名称,认证类型,证书编号,发证日期,有效期至\n示例面馆,HACCP,示例 1,2026-01-01,{day}\n"
    )
    badges = "企业名称,标识,起始日期,截止日期\n示例面馆,阳光厨房,2026-01-01,{day}\n"
    for day in ("2026-12-31", "2027-12-31"):
        for kind, text in (("licences", licences), ("certificates", papers), ("flags", badges)):
            assert told(kind, text.format(day=day)).accepted == 1
            assert told(kind, text.format(day=day)).duplicate == 1
    assert [str(one.valid_to) for one in shop.licences] == ["2027-12-31"]
    assert [str(one.valid_to) for one in shop.certificates] == ["2027-12-31"]
    assert [(one.kind, str(one.to_on)) for one in shop.flags] == [
        (FlagKind.SUNSHINE_KITCHEN, "2027-12-31")
    ]
    told_facts = facts.facts_of([shop.id], clock.today())[shop.id]
    assert {"flag:sunshine-kitchen", "certificate:haccp"} <= {one.kind for one in told_facts}


def test_a_row_of_nobody_known_is_held_asked_about_and_written_later(inside: Flask) -> None:
    text = "企业名称,标识,起始日期\n示例面馆有限公司东城店,5S,2026-01-01\n"
    table = bring("flags", text)
    assert report_on(table).held == 1
    assert queries.count_enterprises() == 0
    (question,) = naming_queries.list_open_names()
    shop: Enterprise = make_enterprise("示例面馆（东城）")
    services.decide_name(question, enterprise=shop, by=OFFICER)
    look_again(table, by=OFFICER)
    assert told("flags", text).accepted == 1
    assert [one.kind for one in shop.flags] == [FlagKind.FIVE_S]
