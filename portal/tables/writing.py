"""Tables for people to take away: text (CSV) and workbooks, with what went through told."""

import csv
import hashlib
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

# Spreadsheets run what begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MARK = "\ufeff"
SUSPECT = frozenset((" ", *FORMULA))
ROWS_IN_PART = 500
# A workbook is made before its first byte is sent; beyond this the table (CSV) is the right form.
MOST_ROWS = 50_000
PART = 64 * 1024
WIDTHS = {"date": 12, "number": 10, "uri": 34}
USUAL_WIDTH = 18
# Nothing in the file may differ from one making to the next: its digest is told apart from it.
MADE_AT = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass
class Tally:
    """What went through: rows, bytes, and the digest (SHA-256) of the whole file."""

    row_count: int = 0
    byte_count: int = 0
    is_whole: bool = False
    _digest: Any = field(default_factory=hashlib.sha256)

    def note(self, part: bytes) -> bytes:
        """Count a part and hand it on."""
        self.byte_count += len(part)
        self._digest.update(part)
        return part

    @property
    def sha256(self) -> str:
        """The digest of all that went through, in hexadecimal."""
        return str(self._digest.hexdigest())


def neutral(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    if cell is None:
        return ""
    text = cell if isinstance(cell, str) else str(cell)
    if text[:1] in SUSPECT and text.lstrip(" ").startswith(FORMULA):
        return f"'{text}"
    return text


def rows_as_csv(
    titles: Sequence[str], rows: Iterable[Sequence[Any]], tally: Tally | None = None
) -> Iterator[bytes]:
    """Yield a table in parts of some hundred lines; ``tally`` counts along."""
    tally = tally or Tally()
    part = io.StringIO(newline="")
    writer = csv.writer(part)
    part.write(MARK)
    writer.writerow(titles)
    for row in rows:
        writer.writerow(
            [
                neutral(cell) if cell.__class__ is str and cell[:1] in SUSPECT else cell
                for cell in row
            ]
        )
        tally.row_count += 1
        if tally.row_count % ROWS_IN_PART == 0:
            yield tally.note(_emptied(part))
    yield tally.note(_emptied(part))
    tally.is_whole = True


def _emptied(part: io.StringIO) -> bytes:
    content = part.getvalue().encode()
    part.seek(0)
    part.truncate()
    return content


class TooLong(Exception):  # noqa: N818 - it names what happened
    """More rows than a workbook is made for."""


@dataclass(frozen=True)
class Column:
    """A column of a workbook: what stands over it, and of which kind its cells are."""

    title: str
    kind: str = "string"


def rows_as_workbook(
    name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], tally: Tally
) -> IO[bytes]:
    """Write a workbook of one sheet into a temporary file, open at its beginning.

    Raises TooLong beyond MOST_ROWS: nothing is left out in silence.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    try:
        _write(file, name, columns, rows, tally)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def parts_of(file: IO[bytes], tally: Tally) -> Iterator[bytes]:
    """Yield a file in parts and close it."""
    with file:
        while part := file.read(PART):
            yield tally.note(part)
    tally.is_whole = True


def _write(
    file: IO[bytes],
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    tally: Tally,
) -> None:
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"created": MADE_AT})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, WIDTHS.get(column.kind, USUAL_WIDTH))
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.title, bold)
        for number, row in enumerate(rows, start=1):
            if number > MOST_ROWS:
                raise TooLong
            for place, told in enumerate(row):
                _put(sheet, (number, place), told, day)
            tally.row_count = number


def _put(sheet: Worksheet, place: tuple[int, int], told: Any, day: Format) -> None:
    if told is None or told == "":
        return
    if isinstance(told, date):
        sheet.write_datetime(*place, datetime(told.year, told.month, told.day), day)  # noqa: DTZ001 - a day has no zone
    elif isinstance(told, int | float):
        sheet.write_number(*place, told)
    else:
        # A string cell runs nothing, whatever it begins with; what is copied out of it may.
        sheet.write_string(*place, str(told))
