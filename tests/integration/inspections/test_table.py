"""Inspections from a bureau's table: what is taken, held, refused and changed."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.inspections.models import InspectionRecord
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.tables import queries, services
from portal.tables.models import TableImport
from tests.factories.enterprises import credit_code, make_enterprise

OFFICER = Actor(kind="staff", name="officer")
HEAD = (
    "检查记录编号,企业名称,统一社会信用代码,检查类型,检查日期,结果日期,检查项数,"
    "不符合项数,关键项不符合数,得分,检查发现,检查结果,检查人数\n"
)
GOOD = "示例检1号,示例餐馆,,飞行检查,2026-10-12,2026年10月14日,48,2,0,9.2,记录不全,基本符合,2\n"


@pytest.fixture(autouse=True)
def shop(inside: Flask) -> Iterator[None]:
    with time_machine.travel("2026-11-10 02:00:00 +0000", tick=False):
        make_enterprise("示例餐馆", kind="caterer", credit_code=credit_code(5))
        yield


def bring(*rows: str) -> TableImport:
    return services.bring_in(
        content=(HEAD + "".join(rows)).encode(),
        file_name="检查.csv",
        kind="inspections",
        source="示例局检查台账",
        by=OFFICER,
        is_applied=True,
    )


def counted(table: TableImport) -> dict[str, int]:
    return {one.value: count for one, count in queries.count_outcomes(table).items() if count}


def records() -> list[InspectionRecord]:
    return list(db.session.scalars(select(InspectionRecord)))


def test_a_good_row_becomes_a_record_with_its_source(inside: Flask) -> None:
    assert counted(bring(GOOD)) == {"new": 1}
    (record,) = records()
    assert (record.enterprise.name, record.kind, record.result) == ("示例餐馆", "flying", "rectify")
    assert (str(record.score), record.concluded_on.isoformat()) == ("9.2", "2026-10-14")
    assert record.source == "示例局检查台账"


def test_the_same_row_again_changes_nothing_and_another_result_is_a_change(inside: Flask) -> None:
    bring(GOOD)
    assert counted(bring(GOOD)) == {"same": 1}
    assert counted(bring(GOOD.replace(",2,0,9.2", ",3,1,8.8"))) == {"changed": 1}
    (record,) = records()
    assert (record.failed_count, record.critical_count, str(record.score)) == (3, 1, "8.8")


def test_an_enterprise_nobody_knows_is_held_and_never_made(inside: Flask) -> None:
    assert counted(bring(GOOD.replace("示例餐馆", "示例不知名店"))) == {"held": 1}
    assert records() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-10-12", "2026-13-12"),
        ("2026-10-12", ""),
        ("2026-10-12", "2026-11-12"),
        ("飞行检查", "随便看看"),
        ("飞行检查", ""),
        ("基本符合", ""),
        (",48,", ",1,"),
        (",48,", ",4.5,"),
        (",48,", ",2147483648,"),
        ("基本符合,2", "基本符合,9999999999999"),
        (",9.2,", ",很好,"),
        (",9.2,", ",9.234,"),
        ("基本符合,2", "基本符合,1"),
        ("示例餐馆,,", "示例餐馆,91330302MA00000059,"),
    ],
)
def test_a_false_cell_is_refused_with_its_row(inside: Flask, old: str, new: str) -> None:
    assert old in GOOD
    assert counted(bring(GOOD.replace(old, new, 1))) == {"refused": 1}
    assert records() == []
