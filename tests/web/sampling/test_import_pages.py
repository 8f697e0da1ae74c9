"""What came of a table on the desk: cancelling, the report by row, and amendments."""

import io
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask

from portal.jobs import worker
from portal.kernel.db import db, write_intent
from portal.sampling import queries, services
from portal.sampling.rules.batches import ImportStage
from tests.factories.sampling import OFFICER, PASSED, bring, publish, row, table
from tests.visitor import Visitor

Officer = Callable[..., Visitor]
DESK = "/desk/sampling"


def received(app: Flask, *rows: dict[str, str]) -> str:
    with app.app_context(), write_intent():
        content = table(*rows)
        brought = services.receive_file(content=content, file_name="示例.csv", by=OFFICER)
        reference = brought.reference
        db.session.commit()
    return reference


def amended(app: Flask, **cells: str) -> tuple[str, str]:
    with app.app_context(), write_intent():
        batch = publish(row(1))[0].reference
        reference = bring(row(1, **cells), row(2, 食品名称="", 备注="=1+1")).reference
        db.session.commit()
    return reference, batch


def test_a_check_is_called_off_and_nothing_of_it_is_kept(app: Flask, officer: Officer) -> None:
    reference, clerk = received(app, row(1)), officer("data-officer")
    address = f"{DESK}/imports/{reference}"
    assert "取消导入" in clerk.get(address).text
    assert "取消了这次导入" in clerk.follow(f"{address}/cancel", {}).text
    with app.app_context():
        assert worker.run_all() == 0
        assert queries.get_import(reference).stage is ImportStage.CANCELLED
    clerk.post(f"{address}/cancel", {}, status=409)


def test_the_table_comes_back_with_what_became_of_each_row(app: Flask, officer: Officer) -> None:
    reference, _ = amended(app, 规格型号="500 g")
    clerk = officer("data-officer")
    address = f"{DESK}/imports/{reference}"
    page = clerk.get(address)
    assert "1 行与已经公示的内容不同" in page.text
    told = clerk.client.get(f"{address}/report.csv").get_data(as_text=True).splitlines()
    assert told[0].startswith("\ufeff工作表,行号,校验结果,原因,抽样编号")
    assert told[1].startswith(",2,更正建议,,XBJ")
    assert told[2].startswith(",3,退回,食品名称: 没有产品名称,XBJ")
    assert "'=1+1" in told[2]
    assert "1,048,576" not in clerk.get(address).text
    book = clerk.client.get(f"{address}/report.xlsx").data
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "没有产品名称" in sheet
    assert "<f>" not in sheet


def test_a_refused_row_is_shown_as_it_stood(app: Flask, officer: Officer) -> None:
    reference, _ = amended(app, 规格型号="500 g")
    clerk = officer("data-officer")
    link = clerk.get(f"{DESK}/imports/{reference}").soup.select_one("tbody a")
    assert link is not None
    page = clerk.get(str(link["href"]))
    assert "没有产品名称" in page.text
    assert "A3" in page.text
    clerk.get(f"{DESK}/imports/{reference}/rows/1/99", status=404)
    clerk.get(f"{DESK}/imports/{reference}/rows/7/3", status=404)


def test_a_second_person_accepts_what_a_later_table_says(app: Flask, officer: Officer) -> None:
    reference, batch = amended(app, 规格型号="500 g")
    reviewer = officer("reviewer")
    assert "1 条待决定" in reviewer.get(f"{DESK}/amendments/").text
    address = f"{DESK}/amendments/{reference}/{batch}"
    page = reviewer.get(address)
    assert page.all("del") == ["散装"]
    assert page.all("ins") == ["500 g"]
    assert "没有待决定" in reviewer.follow(f"{address}/accept", {}).text
    assert "500 g" in reviewer.get(f"/sampling/{batch}").text
    assert "已采纳" in reviewer.get(address).text


def test_all_of_a_file_is_accepted_at_once(app: Flask, officer: Officer) -> None:
    reference, _ = amended(app, 规格型号="500 g")
    page = officer("reviewer").follow(f"{DESK}/amendments/{reference}/accept", {})
    assert "没有待决定" in page.text


def test_an_amendment_is_turned_down_with_a_reason(app: Flask, officer: Officer) -> None:
    reference, batch = amended(app, **PASSED)
    reviewer, address = officer("reviewer"), f"{DESK}/amendments/{reference}/{batch}"
    assert "须经复检改判" in reviewer.get(address).text
    assert "结论不随更正改变" in reviewer.post(f"{address}/accept", {}, status=422).text
    assert "请写明理由" in reviewer.post(f"{address}/reject", {}, status=422).text
    reviewer.post(f"{address}/reject", {"reject-reason": "须复检"})
    assert "须复检" in reviewer.get(address).text


def test_whoever_brought_the_table_in_does_not_decide(app: Flask, officer: Officer) -> None:
    reference, batch = amended(app, 规格型号="500 g")
    both = officer("data-officer", "reviewer", name=OFFICER.name)
    address = f"{DESK}/amendments/{reference}"
    assert "须由另一位审核人员决定" in both.get(address).text
    both.post(f"{address}/accept", {}, status=422)
    both.post(f"{address}/{batch}/accept", {}, status=422)


@pytest.mark.parametrize("page", ["amendments/", "amendments/I-X", "imports/I-X/rows/1/1"])
def test_a_stranger_sees_none_of_it(stranger: Visitor, citizen: Visitor, page: str) -> None:
    stranger.get(f"{DESK}/{page}", status=403)
    citizen.get(f"{DESK}/{page}", status=303)
