"""A workbook of any length: written row by row into a file, so that memory stays flat.

Every cell is text, so none is a formula.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

import xlsxwriter

# What a sheet holds (ECMA-376 part 1, 18.3.1.73; Excel's limits).
MOST_LINES = 1_048_576
LONGEST_CELL = 32_767
LONGEST_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
PART = 64 * 1024
OPTIONS = {"constant_memory": True, "in_memory": False}
# What XML does not hold at all.
ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Line = tuple[int, Sequence[str]]


def sheet_name(position: int, name: str) -> str:
    """Return what a sheet may be called: its number, then as much of its name as is allowed."""
    plain = ODD.sub(" ", name).translate(FORBIDDEN).strip(" '")
    return f"{position} {plain}"[:LONGEST_NAME].rstrip(" '")


def stream_workbook(sheets: Sequence[tuple[str, Iterable[Line]]]) -> Iterator[bytes]:
    """Yield a workbook in parts: of each sheet its name, and its lines in order, counted from 1.

    Lines beyond MOST_LINES are left out: whoever has so many says so.
    """
    with tempfile.TemporaryFile() as file:
        _write(file, sheets)
        file.seek(0)
        while part := file.read(PART):
            yield part


def _write(file: IO[bytes], sheets: Sequence[tuple[str, Iterable[Line]]]) -> None:
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        for name, lines in sheets:
            page = book.add_worksheet(name)
            for line, cells in lines:
                if line > MOST_LINES:
                    break
                for column, cell in enumerate(cells):
                    if cell:
                        page.write_string(line - 1, column, _told(cell))


def _told(cell: str) -> str:
    short = cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…"
    return ODD.sub("\ufffd", short)
