"""Kinds of files beside plain workbooks, and what of a file is read but not used."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from flask import Flask

from portal.sampling.words import file_note
from portal.tables.reading import FileRefused, Sheet, archives, read_sheets, workbooks
from tests.factories.sampling import row, table

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file.getvalue()


def document(body: str, head: str = "") -> bytes:
    inside = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    text = f'<?xml version="1.0"?>{head}{inside}'
    return archive(**{"word/document.xml": text.encode()})


def cell(text: str, about: str = "") -> str:
    return f"<w:tc><w:tcPr>{about}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def refusal(content: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        read_sheets(content)
    return refused.value


def notes(sheets: list[Sheet]) -> list[str]:
    found = [note for sheet in sheets for note in sheet.notes]
    assert all(file_note(note.code, note.facts) for note in found)
    return [note.code for note in found]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "gb18030", "utf-8-sig"])
def test_text_reads_the_same_with_and_without_a_mark(inside: Flask, encoding: str) -> None:
    (sheet,) = read_sheets(table(row(), encoding=encoding))
    assert sheet.head(2)[1][1][3] == "豇豆（示例）"


def test_hidden_columns_and_rows_are_told(inside: Flask) -> None:
    book = openpyxl.Workbook()
    for number in range(1, 6):
        book.active.append([number, "豇豆", "示例店"])
    book.active.column_dimensions["C"].hidden = True
    book.active.row_dimensions[4].hidden = True
    book.create_sheet("藏").sheet_state = "hidden"
    sheets = read_sheets(saved(book))
    assert [sheet.name for sheet in sheets] == ["Sheet"]
    assert sheets[0].hidden_columns == {2}
    assert sheets[0].hidden_lines == {4}
    assert notes(sheets) == ["hidden_sheet", "hidden_columns", "hidden_rows"]


def test_a_formula_without_a_result_is_told(inside: Flask) -> None:
    book = openpyxl.Workbook()
    book.active.append(["合计", "=1+1"])
    sheets = read_sheets(saved(book))
    assert sheets[0].rows == [["合计"]]
    assert notes(sheets) == ["formulas"]


def test_merged_cells_speak_for_each_row_they_span(inside: Flask) -> None:
    book = openpyxl.Workbook()
    for cells in (["样品", "项目"], ["豇豆", "甲"], [None, "乙"], [None, None], ["姜", "丙"]):
        book.active.append(cells)
    book.active.merge_cells("A2:A4")
    (sheet,) = read_sheets(saved(book))
    assert sheet.rows == [["样品", "项目"], ["豇豆", "甲"], ["豇豆", "乙"], ["姜", "丙"]]
    assert sheet.lines == [1, 2, 3, 5]


def test_tables_of_a_document_are_read(inside: Flask) -> None:
    begins, goes_on = (f'<w:vMerge w:val="{told}"/>' for told in ("restart", "continue"))
    wide = '<w:gridSpan w:val="2"/>'
    body = (
        "<w:p><w:r><w:t>通告</w:t></w:r></w:p><w:tbl>"
        f"<w:tr>{cell('食品名称', begins)}{cell('结论')}</w:tr>"
        f"<w:tr>{cell('', goes_on)}{cell('合格')}</w:tr>"
        f"<w:tr>{cell('全部', wide)}</w:tr></w:tbl>"
        f"<w:tbl><w:tr>{cell('第二张')}</w:tr></w:tbl>"
    )
    first, second = read_sheets(document(body))
    assert first.rows == [["食品名称", "结论"], ["食品名称", "合格"], ["全部", ""]]
    assert second.rows == [["第二张"]]
    assert notes([first]) == ["hidden_unknown"]


def test_a_document_that_is_odd_is_refused_in_words(inside: Flask) -> None:
    entity = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert refusal(document("<w:p/>", entity)).code == "unsafe_document"
    assert refusal(document("<w:p/>")).code == "no_table_inside"
    assert refusal(archive(**{"word/document.xml": b"<w:document"})).code == "damaged"


@pytest.mark.parametrize("span", ["²", "9" * 5000, "-1", ""])
def test_a_cell_of_a_document_may_claim_any_width(inside: Flask, span: str) -> None:
    wide = f'<w:gridSpan w:val="{span}"/>'
    rows = f"<w:tr>{cell('食品名称', wide)}</w:tr><w:tr>{cell('豇豆')}</w:tr>"
    (sheet,) = read_sheets(document(f"<w:tbl>{rows}</w:tbl>"))
    assert sheet.rows[0][0] == "食品名称"


def test_packing_that_is_damaged_is_told(inside: Flask) -> None:
    good = bytearray(document(f"<w:tbl><w:tr>{cell('食品名称' * 400)}</w:tr></w:tbl>"))
    start = good.index(b"document.xml") + len(b"document.xml")
    for place in range(start, start + 24):
        bad = bytes(good[:place]) + b"\xff\xff" + bytes(good[place + 2 :])
        assert refusal(bad).code == "damaged"


def test_an_archive_of_tables_is_read_as_one_file(inside: Flask) -> None:
    book = openpyxl.Workbook()
    book.active.append(["食品名称", "结论"])
    files = {
        "../../一.csv": table(row()),
        "二/二.xlsx": saved(book),
        "说明.pdf": b"%PDF-1.4",
        "__MACOSX/._x.csv": b"x",
        "空.csv": b"\n",
    }
    sheets = read_sheets(archive(**files))
    assert [sheet.name for sheet in sheets] == ["一.csv", "二.xlsx / Sheet"]
    assert notes(sheets) == ["skipped_member"]


def test_names_that_an_archive_does_not_declare_are_read_as_chinese(inside: Flask) -> None:
    # Archivers in China write names in GBK and leave the mark of UTF-8 away.
    content = archive(**{"xxxx.csv": table(row())}).replace(
        b"xxxx.csv", "示例".encode("gbk") + b".csv"
    )
    (sheet,) = read_sheets(content)
    assert sheet.name == "示例.csv"


def test_an_archive_that_is_too_much_is_refused(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(archive(**{"a.zip": b"PK"})).code == "nested_archive"
    assert refusal(archive(**{"a.csv": archive(**{"b.csv": b"1"})})).code == "member"
    assert refusal(archive(**{f"{n}.csv": b"1" for n in range(61)})).code == "too_many_members"
    damaged = refusal(archive(**{"坏.xlsx": saved(openpyxl.Workbook())[:300]}))
    assert damaged.code == "member"
    assert "坏.xlsx" in str(damaged.reason)
    monkeypatch.setattr(archives, "LARGEST_BUNDLE", 100)
    assert refusal(archive(**{"a.csv": b"1,2\n" * 100})).code == "too_large_inside"


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.7", "PDF"), (b"\x89PNG\r\n", "PNG"), (b"{\\rtf1", "RTF"), (b"Rar!\x1a", "RAR")],
)
def test_a_file_that_is_no_table_is_named(inside: Flask, content: bytes, kind: str) -> None:
    refused = refusal(content)
    assert refused.code == "not_a_table"
    assert kind in str(refused.reason)


def test_the_ending_of_a_name_does_not_matter(inside: Flask) -> None:
    assert refusal(b"\xef\xbb\xbf<html><body><table>").code == "html"
    assert refusal(b"MIME-Version: 1.0\r\n").code == "html"
    word = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    assert refusal(word).code == "not_a_table"


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os; os.abort()", "too_large_inside"),
        ("import os; os.kill(os.getpid(), 24)", "too_slow"),
        ("raise SystemExit(1)", "damaged"),
        ("import time; time.sleep(60)", "too_slow"),
    ],
)
def test_whatever_becomes_of_the_program_that_unrolls_the_file_is_told(
    inside: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, code: str
) -> None:
    stand_in = tmp_path / "unrolling.py"
    stand_in.write_text(program)
    monkeypatch.setattr(workbooks, "UNROLLING", stand_in)
    monkeypatch.setattr(workbooks, "LONGEST_WAIT", 1)
    assert refusal(saved(openpyxl.Workbook())).code == code
