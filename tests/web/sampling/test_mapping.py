"""Saying which column is which: asked where it is not sure, learned for that source only."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from flask import Flask

from portal.jobs import worker
from portal.kernel.audit import AuditLine
from portal.kernel.db import db
from portal.sampling import queries
from portal.sampling.models import ColumnQuestion, LearnedColumn, SampleBatch, SampleImport
from portal.sampling.rules.batches import ImportStage
from portal.sampling.services import imports
from tests.factories.sampling import row, table
from tests.visitor import Page, Visitor

Officer = Callable[..., Visitor]
DESK = "/desk/sampling/imports/"
HEADLESS = "豇豆,示例店,合格\n姜,示例店,不合格\n".encode()


def odd(number: int = 1, /, **cells: str) -> dict[str, str]:
    """A row with a column that nobody can know."""
    return {**row(number), "采样网格": "网格七", **cells}


def upload(visitor: Visitor, content: bytes, source: str = "") -> str:
    fields = {"file": (io.BytesIO(content), "示例.csv"), "domain": "", "source_name": source}
    return visitor.post(DESK, fields, content_type="multipart/form-data").location


def answers(page: Page, chosen: Mapping[str, str], other: str = "ignored") -> dict[str, str]:
    """Choose by the title, or by the first value where there is none."""
    found = {}
    for line in page.soup.select("tbody tr"):
        name = str(line.select("select")[0]["name"])
        told = [one.get_text(strip=True) for one in line.select("th, li")]
        found[name] = next((chosen[one] for one in told if one in chosen), other)
    return found


def imported(app: Flask, address: str) -> tuple[ImportStage, int]:
    with app.app_context():
        worker.run_all()
        brought = queries.get_import(address.rsplit("/", 1)[-1])
        return brought.stage, brought.row_count


def test_an_unsure_column_is_asked_with_its_values_and_the_answer_is_learned(
    app: Flask, officer: Officer
) -> None:
    clerk = officer("data-officer")
    address = upload(clerk, table(odd()))
    page = clerk.get(address)
    assert "待指明各列" in page.text
    asking = clerk.get(f"{address}/columns")
    assert "采样网格" in asking.text
    assert "网格七" in asking.text
    assert imported(app, address) == (ImportStage.ASKING, 0), "nothing is guessed meanwhile"
    chosen = answers(asking, {"采样网格": "remark"})
    assert clerk.post(f"{address}/columns", chosen).location == address
    assert imported(app, address) == (ImportStage.WAITING, 1)
    with app.app_context():
        batch = db.session.query(SampleBatch).one()
        assert batch.remark == "网格七"
        learned = db.session.query(LearnedColumn).one()
        assert (learned.source, learned.field) == ("department:market-regulation", "remark")
        actions = [line.action for line in db.session.query(AuditLine)]
        assert "sampling.columns-answered" in actions
    again = upload(clerk, table(odd(2)))
    assert imported(app, again) == (ImportStage.WAITING, 1), "it is not asked twice"


def test_another_source_is_asked_anew(app: Flask, officer: Officer) -> None:
    clerk = officer("data-officer")
    address = upload(clerk, table(odd()))
    clerk.post(f"{address}/columns", answers(clerk.get(f"{address}/columns"), {}))
    other = officer("data-officer", department="agriculture", name="neighbour")
    assert imported(app, upload(other, table(odd(3))))[0] is ImportStage.ASKING


def test_an_answer_is_for_the_source_that_was_named(app: Flask, officer: Officer) -> None:
    clerk = officer("data-officer")
    address = upload(clerk, table(odd()), "示例检验院")
    chosen = answers(clerk.get(f"{address}/columns"), {"采样网格": "remark"})
    clerk.post(f"{address}/columns", chosen)
    assert imported(app, address) == (ImportStage.WAITING, 1)
    again = upload(clerk, table(odd(2)), " 示例检验院 ")
    assert imported(app, again)[0] is ImportStage.WAITING, "it is not asked twice"
    for source in ("", "另一家检验院"):
        assert imported(app, upload(clerk, table(odd(3)), source))[0] is ImportStage.ASKING
    refused = clerk.post(
        DESK,
        {"file": (io.BytesIO(b"x"), "x.csv"), "source_name": "长" * 61},
        content_type="multipart/form-data",
        status=422,
    )
    assert "表格来源" in refused.text


def test_what_was_learned_is_seen_and_forgotten(app: Flask, officer: Officer) -> None:
    clerk, page_of_columns = officer("data-officer"), "/desk/sampling/columns/"
    assert "还没有指明过" in clerk.get(page_of_columns).text
    for content, source in ((table(odd()), "示例检验院"), (HEADLESS, "")):
        address = upload(clerk, content, source)
        fields = {"采样网格": "remark", "豇豆": "product", "示例店": "seller", "合格": "result"}
        clerk.post(f"{address}/columns", answers(clerk.get(f"{address}/columns"), fields))
    page = clerk.get(page_of_columns)
    told = page.all("tbody tr")
    assert len(told) == 4
    assert any("采样网格 示例检验院 备注" in one for one in told)
    assert any("没有表头，共 3 列的第 1 列 本部门，没有写来源 产品名称" in one for one in told)
    forms = page.soup.select("tbody form")
    named = next(one for one in forms if "采样网格" in one.get_text())
    neighbour = officer("data-officer", department="agriculture", name="neighbour")
    assert "还没有指明过" in neighbour.get(page_of_columns).text
    neighbour.post(str(named["action"]), {}, status=404)
    assert len(clerk.follow(str(named["action"]), {}).all("tbody tr")) == 3
    assert imported(app, upload(clerk, table(odd(2)), "示例检验院"))[0] is ImportStage.ASKING
    with app.app_context():
        line = db.session.query(AuditLine).filter_by(action="sampling.column-forgotten").one()
        assert line.before is not None
        assert line.before["field"] == "remark"


def test_what_was_learned_is_for_those_who_bring_tables_in(
    citizen: Visitor, stranger: Visitor
) -> None:
    stranger.get("/desk/sampling/columns/", status=403)
    stranger.post("/desk/sampling/columns/1/forget", {}, status=403)
    assert "/sign-in" in citizen.get("/desk/sampling/columns/", status=303).location


def test_a_table_without_a_header_is_asked_about_column_by_column(
    app: Flask, officer: Officer
) -> None:
    clerk = officer("data-officer")
    address = upload(clerk, HEADLESS)
    page = clerk.get(f"{address}/columns")
    assert "没有表头" in page.text
    fields = {"豇豆": "product", "示例店": "seller", "合格": "result"}
    clerk.post(f"{address}/columns", answers(page, fields))
    assert imported(app, address) == (ImportStage.WAITING, 2)


def test_an_answer_that_cannot_be_is_refused_and_what_was_chosen_stays(
    app: Flask, officer: Officer
) -> None:
    clerk = officer("data-officer")
    address = upload(clerk, HEADLESS)
    page = clerk.get(f"{address}/columns")
    empty = clerk.post(f"{address}/columns", {}, status=422)
    assert "请为“豇豆”选择一项" in empty.text
    wrong = answers(page, {"豇豆": "nonsense", "示例店": "seller", "合格": "result"})
    assert "请为“豇豆”选择一项" in clerk.post(f"{address}/columns", wrong, status=422).text
    no_product = answers(page, {"豇豆": "spec", "示例店": "seller"})
    refused = clerk.post(f"{address}/columns", no_product, status=422)
    assert "哪一列是产品名称" in refused.text
    assert [one["value"] for one in refused.soup.select("option[selected]")] == [
        "spec",
        "seller",
        "ignored",
    ]
    nothing = clerk.post(f"{address}/columns", answers(page, {}), status=422)
    assert "没有可以导入的内容" in nothing.text
    with app.app_context():
        assert not db.session.query(LearnedColumn).count()
        assert all(one.answer is None for one in db.session.query(ColumnQuestion))


def test_likely_fields_come_first(officer: Officer) -> None:
    clerk = officer("data-officer")
    cells = {**row(), "生产企业名称及地址": "示例厂，示例路"}
    page = clerk.get(f"{upload(clerk, table(cells))}/columns")
    (group, *_) = page.soup.select("optgroup")
    assert [one["value"] for one in group.select("option")] == ["maker_address", "maker"]


def test_what_was_answered_cannot_be_answered_again(app: Flask, officer: Officer) -> None:
    clerk = officer("data-officer")
    address = upload(clerk, table(odd()))
    chosen = answers(clerk.get(f"{address}/columns"), {})
    clerk.post(f"{address}/columns", chosen)
    assert clerk.get(f"{address}/columns", status=303).location == address
    assert "已经指明" in clerk.post(f"{address}/columns", chosen, status=422).text


def test_a_large_file_is_asked_about_by_its_job(
    app: Flask, officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LOOKED_INTO_AT_ONCE", 0)
    clerk = officer("data-officer")
    address = upload(clerk, table(odd()))
    assert imported(app, address)[0] is ImportStage.ASKING
    clerk.post(f"{address}/columns", answers(clerk.get(f"{address}/columns"), {}))
    assert imported(app, address) == (ImportStage.WAITING, 1)


def test_what_of_a_file_was_not_used_is_told(app: Flask, officer: Officer) -> None:
    clerk = officer("data-officer")
    book = openpyxl.Workbook()
    book.active.append(list(row()))
    book.active.append(list(row().values()))
    book.active.column_dimensions["E"].hidden = True
    file = io.BytesIO()
    book.save(file)
    address = upload(clerk, file.getvalue())
    assert imported(app, address) == (ImportStage.WAITING, 1)
    assert "工作表“Sheet”有隐藏列" in clerk.get(address).text
    with app.app_context():
        assert db.session.query(SampleBatch).one().spec == ""


def test_an_operator_is_told_which_columns_were_left_out(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "示例.csv"
    file.write_bytes(table(odd()))
    answer = app.test_cli_runner().invoke(args=["sampling", "import", str(file), "--dry-run"])
    assert "采样网格" in answer.output


def test_an_import_that_asks_can_be_cancelled(app: Flask, officer: Officer) -> None:
    clerk = officer("data-officer")
    address = upload(clerk, table(odd()))
    clerk.post(f"{address}/cancel", {})
    with app.app_context():
        assert db.session.query(SampleImport).one().stage is ImportStage.CANCELLED


def test_only_data_officers_see_and_answer(
    app: Flask, officer: Officer, stranger: Visitor, citizen: Visitor
) -> None:
    address = f"{upload(officer('data-officer'), table(odd()))}/columns"
    for other in (stranger, officer("reviewer"), officer("handler")):
        other.get(address, status=403)
        other.post(address, {}, status=403)
    assert "/sign-in" in citizen.get(address, status=303).location
    assert "/sign-in" in citizen.post(address, {}, status=303).location
    officer("data-officer").get(f"{DESK}NONE/columns", status=404)
