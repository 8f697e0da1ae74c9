"""A list of letters filed as a staff batch: read row by row, filed once, on the day received."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from portal.complaints.batches import KIND, read_entry
from portal.complaints.models import Case
from portal.complaints.rules import Channel, Track
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.tables.rows import Row
from portal.tables.services import bring_in
from portal.tables.summary import TableReport, report_on
from tests.factories.complaints import INTAKE
from tests.factories.enterprises import make_enterprise
from tests.integration.complaints.test_doubles_of_many import CLERK

TABLE = (
    "来信编号,标题,来信内容,来信时间,类型,商家,产品名称,批号,领域,问题类别\n"
    "示例-1,鱼饼,示例：鱼饼发黏有异味。,2026-03-02,举报,示例食品店,鱼饼,B-1,食品,过期、临期不标\n"
    "示例-2,,示例：米饭里有虫子。,,,,,,,\n"
    "示例-3,,示例：要求退钱。,2026-03-02,投诉,,,,,\n"
    "示例-4,,示例：外卖封签破了。,2199-03-02,,,,,,\n"
)


def bring(text: str = TABLE, source: str = "示例热线") -> TableReport:
    content = ("\ufeff" + text).encode()
    return report_on(
        bring_in(content=content, file_name="示例.csv", kind=KIND.code, source=source, by=CLERK)
    )


def test_rows_become_cases_of_intake_with_their_own_day(inside: Flask) -> None:
    shop = make_enterprise("示例食品店")
    report = bring()
    assert (report.accepted, report.rejected) == (2, 2)
    first, second = db.session.query(Case).order_by(Case.id)
    assert clock.in_china(first.received_at).date() == date(2026, 3, 2)
    assert (first.department, first.enterprise_id, first.batch) == (INTAKE, shop.id, "B-1")
    assert (first.product, first.category, first.channel) == ("鱼饼", "expired", Channel.LETTER)
    assert (first.track, first.told.splitlines()[0]) == (Track.TIP, "示例：鱼饼发黏有异味。")
    assert clock.in_china(second.received_at).date() == clock.today()
    lines = [line for line in audit.pending() if line.action == "case.batch-filed"]
    assert [line.after["count"] for line in lines if line.after] == [2]
    assert "鱼饼" not in str([line.after for line in audit.pending()])


def test_a_row_is_filed_once_from_its_source(inside: Flask) -> None:
    bring()
    assert bring().accepted == 0
    assert bring(source="另一示例来源").accepted == 2
    assert db.session.query(Case).count() == 4


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"track": "投诉"}, "track"),
        ({"track": "不知道"}, "track"),
        ({"received_on": "昨天"}, "received_on"),
        ({"domain": "轮船"}, "domain"),
        ({"category": "轮船"}, "category"),
        ({"told": "长" * 20_001}, "told"),
    ],
)
def test_what_a_cell_cannot_be_is_said_at_its_column(
    inside: Flask, cells: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as told:
        read_entry(Row(2, {"number": "示例", "told": "示例内容", **cells}))
    assert told.value.field == field


def test_commands_bring_a_list_in_compare_and_look_after_the_day(
    app: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(TABLE, encoding="utf-8")
    run = app.test_cli_runner()
    asked = ["complaints", "import", str(file), "--source", "示例热线"]
    assert "accepted 2" in run.invoke(args=[*asked, "--dry-run"]).output
    told = run.invoke(args=asked)
    assert "accepted 2" in told.output
    assert "Compared 2" in told.output
    assert "Compared 0" in run.invoke(args=["complaints", "compare"]).output
    assert "Digests: 1" in run.invoke(args=["complaints", "daily"]).output
    assert "Digests: 0" in run.invoke(args=["complaints", "daily"]).output
    nowhere = run.invoke(args=[*asked, "--department", "nowhere"])
    assert nowhere.exit_code == 1
