"""Results as a spreadsheet: the same fields as the table, dates as dates, numbers as numbers."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import IO, Any

import xlsxwriter
from flask_babel import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from portal.sampling.fields import FIELDS, Words, row_teller
from portal.sampling.table import Tally, titles

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


class TooLong(Exception):  # noqa: N818 - it names what happened
    """More rows than a workbook is made for."""


def results_as_workbook(batches: Iterable[Any], tally: Tally) -> IO[bytes]:
    """Write a workbook into a temporary file, open at its beginning.

    Raises TooLong beyond MOST_ROWS: nothing is left out in silence.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    try:
        _write(file, batches, tally)
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


def _write(file: IO[bytes], batches: Iterable[Any], tally: Tally) -> None:
    tell = row_teller(Words())
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"created": MADE_AT})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(_("抽检结果"))
        sheet.freeze_panes(1, 1)
        for column, one in enumerate(FIELDS):
            sheet.set_column(column, column, WIDTHS.get(one.kind, USUAL_WIDTH))
        for column, title in enumerate(titles()):
            sheet.write_string(0, column, title, bold)
        for row, batch in enumerate(batches, start=1):
            if row > MOST_ROWS:
                raise TooLong
            for column, told in enumerate(tell(batch)):
                _put(sheet, (row, column), told, day)
            tally.row_count = row


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
