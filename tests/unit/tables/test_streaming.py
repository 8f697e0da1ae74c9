"""Workbooks of any length."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from portal.tables import streaming
from portal.tables.streaming import sheet_name, stream_workbook

ODD_CELLS = (
    "<b>&amp; \"quoted\" 'too'",
    "  blanks  ",
    "two\nlines\tand a tab",
    "=1+1",
    "豇豆（示例）",
    "😀",
)


def made(*sheets: tuple[str, Sequence[tuple[int, Sequence[str]]]]) -> bytes:
    return b"".join(stream_workbook(list(sheets)))


def read(content: bytes, sheet: int = 0) -> dict[str, Any]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = (cell for row in book.worksheets[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.value for cell in cells if cell.value is not None}


def test_what_is_written_is_read_again() -> None:
    content = made(("1 甲 & 乙", [(1, ODD_CELLS), (4, ["", "x"])]), ("2", []))
    told = read(content)
    assert [told[f"{letter}1"] for letter in "ABCDEF"] == list(ODD_CELLS)
    assert told["B4"] == "x"
    assert read(content, 1) == {}
    calamine = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert calamine.sheet_names == ["1 甲 & 乙", "2"]
    assert calamine.get_sheet_by_index(0).to_python()[3][1] == "x"


def test_what_looks_like_an_escape_is_not_read_as_one() -> None:
    with zipfile.ZipFile(io.BytesIO(made(("1", [(1, ["_x0041_ is no A"])])))) as book:
        assert b">_x005F_x0041_ is no A<" in book.read("xl/worksheets/sheet1.xml")


def test_no_cell_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(("1", [(1, ["=1+1", "@x", "-2", "+3"])]))))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} == {"s"}


@pytest.mark.parametrize("cell", ["\x00", "a\x0bb", "\ud800", "\ufffe", "￿"])
def test_what_no_workbook_can_hold_is_marked(cell: str) -> None:
    assert "\ufffd" in read(made(("1", [(1, [cell])])))["A1"]


def test_a_cell_that_is_too_long_is_cut_and_says_so() -> None:
    told = read(made(("1", [(1, ["长" * 40_000])])))["A1"]
    assert len(told) == streaming.LONGEST_CELL
    assert told.endswith("…")


def test_a_sheet_ends_where_a_spreadsheet_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "MOST_LINES", 3)
    assert set(read(made(("1", [(line, ["x"]) for line in range(1, 6)])))) == {"A1", "A2", "A3"}


@pytest.mark.parametrize("name", ["a[b]:*?/\\c", "'quoted'", "长" * 99, ""])
def test_a_sheet_has_a_name_that_is_allowed(name: str) -> None:
    told = sheet_name(2, name)
    assert told.startswith("2")
    assert len(told) <= 31
    assert not set(told) & set("[]:*?/\\")
    assert openpyxl.load_workbook(io.BytesIO(made((told, [])))).sheetnames == [told]


def test_a_long_workbook_takes_little_memory() -> None:
    def lines() -> Iterator[tuple[int, list[str]]]:
        for line in range(1, 20_001):
            yield line, [f"示例 {line}", "检验值", "1.02 mg/kg"]

    tracemalloc.start()
    parts = sum(1 for part in stream_workbook([("1", lines())]) if part)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert parts
    assert most < 4_000_000
