"""Every odd spreadsheet, by the command an operator types: rows or one sentence."""

import io
import json
import resource
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from flask import Flask

from tests.conftest import SHARED

EDGE = SHARED / "fixtures/spreadsheets_edge"
MESSAGES = SHARED / "fixtures/gov_messages_teddy2020c/附件2_phantom_rows.xlsx"
MEGABYTE = 1024  # of the kilobytes getrusage counts in
MOST_SECONDS, MOST_MEMORY = 30, 600 * MEGABYTE
WORKSHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)


def peak_of(whom: int) -> int:
    """Return the most memory taken so far, in kilobytes: by this process or by those it began."""
    peak: int = resource.getrusage(whom).ru_maxrss
    return peak


def brought_in(app: Flask, file: Path) -> str:
    """Return the sentence the command refuses a file with; "" where it reads rows."""
    began, before = time.monotonic(), peak_of(resource.RUSAGE_CHILDREN)
    answer = app.test_cli_runner().invoke(
        args=["sampling", "import", str(file), "--dry-run", "--json"]
    )
    assert time.monotonic() - began < MOST_SECONDS
    # A program begins with what its parent holds, and tests before this one may hold much.
    inherited = max(before, peak_of(resource.RUSAGE_SELF))
    assert peak_of(resource.RUSAGE_CHILDREN) <= max(MOST_MEMORY, inherited)
    if answer.exit_code == 0:
        told = json.loads(answer.stdout)
        assert told["rows"] == told["accepted"] + told["rejected"] + told["duplicate"]
        return ""
    assert isinstance(answer.exception, SystemExit), answer.output
    assert "Traceback" not in answer.output
    (sentence,) = answer.output.strip().splitlines()
    return sentence


def with_sheet(path: Path, sheet: bytes) -> Path:
    """Return a workbook whose one sheet is this XML."""
    whole = io.BytesIO()
    openpyxl.Workbook().save(whole)
    with zipfile.ZipFile(whole) as plain, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as odd:
        for info in plain.infolist():
            is_sheet = info.filename.endswith("sheet1.xml")
            odd.writestr(info.filename, sheet if is_sheet else plain.read(info))
    return path


@pytest.mark.skipif(not EDGE.exists(), reason="the shared odd workbooks are not here")
@pytest.mark.parametrize(
    "file", sorted(EDGE.iterdir()) if EDGE.exists() else [], ids=lambda file: file.name
)
def test_an_odd_file_ends_in_rows_or_in_one_sentence(app: Flask, file: Path) -> None:
    brought_in(app, file)


def test_a_small_file_that_claims_a_billion_cells_is_refused(app: Flask, tmp_path: Path) -> None:
    corners = (
        WORKSHEET
        + b'<row r="1"><c r="A1"><v>1</v></c></row>'
        + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert "CSV" in brought_in(app, with_sheet(tmp_path / "corners.xlsx", corners))


def test_a_sheet_of_a_million_columns_is_refused(app: Flask, tmp_path: Path) -> None:
    wide = WORKSHEET + b'<row r="1">' + b"<c><v>1</v></c>" * 1_000_000
    sentence = brought_in(
        app, with_sheet(tmp_path / "wide.xlsx", wide + b"</row></sheetData></worksheet>")
    )
    assert "1000000" in sentence
    text = tmp_path / "wide.csv"
    text.write_text("1," * 1_000_000)
    assert "1000001" in brought_in(app, text)


def test_a_bomb_is_refused_before_it_unpacks(app: Flask, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.csv", b"0" * (160 * 1024 * 1024))
    assert brought_in(app, bomb)


@pytest.mark.skipif(not MESSAGES.exists(), reason="the shared messages are not here")
def test_rows_that_are_only_coloured_are_no_rows(inside: Flask) -> None:
    from portal.tables.reading import read_sheets

    (sheet,) = read_sheets(MESSAGES.read_bytes())
    assert sheet.row_count == 496
