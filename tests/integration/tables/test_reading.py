"""Files that can be read, and files that cannot: each told in one sentence."""

import contextlib
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt
from flask import Flask

from portal.tables import reading
from portal.tables.reading import FileRefused, archives, read_sheets
from tests.conftest import SHARED
from tests.factories.sampling import row, table

EDGE = SHARED / "fixtures/spreadsheets_edge"


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for line in rows:
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def old_workbook(rows: list[list[object]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for y, line in enumerate(rows):
        for x, cell in enumerate(line):
            sheet.write(y, x, cell)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        read_sheets(content)
    assert str(refused.value.reason)
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_reads_the_same_in_every_encoding_in_use(inside: Flask, encoding: str) -> None:
    (sheet,) = read_sheets(table(row(), encoding=encoding))
    assert sheet.rows[0][0] == "抽样编号"
    assert sheet.rows[1][3] == "豇豆（示例）"


def test_workbooks_old_and_new_read_like_the_csv(inside: Flask) -> None:
    rows: list[list[object]] = [["标题"], [], ["食品名称", "数量"], ["豇豆", 3]]
    for content in (workbook(rows), old_workbook(rows)):
        (sheet,) = read_sheets(content)
        assert sheet.rows == [["标题", ""], ["食品名称", "数量"], ["豇豆", "3"]]
        assert sheet.lines == [1, 3, 4]


def test_a_line_is_where_the_row_begins_in_the_file(inside: Flask) -> None:
    (sheet,) = read_sheets('甲,乙\n"一\n二",2\n\n3,4\n'.encode())
    assert sheet.lines == [1, 2, 5]


def test_tabs_and_semicolons_part_columns_too(inside: Flask) -> None:
    assert read_sheets("甲\t乙\n1\t2\n".encode())[0].rows[1] == ["1", "2"]
    assert read_sheets("甲;乙\n1;2\n".encode())[0].rows[1] == ["1", "2"]


def test_what_is_no_table_is_told_in_a_sentence(inside: Flask) -> None:
    assert refusal(b"") == "empty_file"
    assert refusal(b"\n , \n") == "empty_sheet"
    assert refusal(workbook([])) == "empty_sheet"
    assert refusal(b"<html><table><tr><td>1</td></tr></table></html>") == "html"
    assert refusal(b"  <!DOCTYPE html>\n<html>") == "html"
    assert refusal(b"\xff\xff\xff\xfe\x81") == "encoding"
    assert refusal(b"a,b\x00\n1,2") == "encoding"
    assert refusal(workbook([["甲"]])[:200]) == "damaged"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 900) == "damaged"


def test_a_file_that_is_too_large_is_not_even_opened(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST_FILE", 10)
    assert refusal(b"x" * 11) == "too_large"


def test_an_archive_that_unpacks_into_too_much_is_refused(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "LARGEST_UNPACKED", 1000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000)
    assert refusal(file.getvalue()) == "too_large_inside"


def test_an_archive_without_a_table_says_so(inside: Flask) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", b"0")
    assert refusal(file.getvalue()) == "empty_archive"


@pytest.mark.skipif(not EDGE.exists(), reason="the shared odd workbooks are not here")
@pytest.mark.parametrize(
    "file", sorted(EDGE.glob("*.xls*")) if EDGE.exists() else [], ids=lambda file: file.name
)
def test_odd_workbooks_read_or_are_refused_and_nothing_breaks(inside: Flask, file: Path) -> None:
    with contextlib.suppress(FileRefused):
        assert read_sheets(file.read_bytes())


@pytest.mark.skipif(not EDGE.exists(), reason="the shared odd workbooks are not here")
def test_a_workbook_with_a_password_says_so(inside: Flask) -> None:
    assert refusal((EDGE / "pass_protected.xlsx").read_bytes()) == "password"
