"""A program of its own: unrolls a workbook from its input into rows of text on its output.

The library that knows the formats ends the whole process where a small file claims a billion
cells, and cannot be told to stop. So it runs here, with little memory and little time, and only
rows come back. It imports nothing of the portal, so that it starts quickly.

A frame is four bytes of length and a marshalled tuple: ("sheet", name, is_hidden, merged),
("rows", lines, rows), ("note", code, facts), ("refused", code, facts).
"""

import io
import marshal
import resource
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

MOST_MEMORY = 560 * 1024 * 1024
MOST_SECONDS = 28
LARGEST_OUTPUT = 1024 * 1024 * 1024
MOST_COLUMNS = 400
LONGEST_CELL = 20_000
ROWS_IN_FRAME = 500
MOST_REMEMBERED = 100_000
MOST_MERGED = 200_000
# Merged cells are told only where a header may stand; below, their value is filled in downwards.
HEADER_AREA = 60
LARGEST_WHOLE = 1e15
Merged = tuple[int, int, int, int]


def as_text(value: object) -> str:
    """Return a spreadsheet's cell as a person would have typed it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_WHOLE:
        return str(int(value))
    if isinstance(value, datetime):
        is_whole_day = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if is_whole_day else value.isoformat(" ", "seconds")
    return "" if value is None else str(value)


class Cells:
    """Turns cells into text; the same content becomes the same object, which frames tell once."""

    def __init__(self) -> None:
        self._known: dict[Any, str] = {}

    def texts(self, row: Sequence[Any]) -> list[str]:
        """Return the cells of a row as text."""
        known = self._known
        if len(known) > MOST_REMEMBERED:
            known.clear()
        texts = []
        for cell in row:
            # True equals 1, and would be taken for it.
            text = None if cell is True or cell is False else known.get(cell)
            if text is None:
                text = as_text(cell)[:LONGEST_CELL].strip()
                if cell is not True and cell is not False:
                    known[cell] = text = known.setdefault(text, text)
            texts.append(text)
        return texts


def filled_down(
    rows: Iterable[tuple[int, list[str]]], merged: Sequence[Merged]
) -> Iterator[tuple[int, list[str]]]:
    """Yield rows that hold something, with what a merged cell says in each line it spans."""
    waiting = sorted((one for one in merged if one[2] > one[0]), reverse=True)
    active: list[tuple[int, int, str]] = []
    for line, cells in rows:
        while waiting and waiting[-1][0] < line:
            top, left, bottom, _ = waiting.pop()
            if top == line - 1 and left < len(cells):
                active.append((bottom, left, cells[left]))
        if not any(cells):
            continue
        if active:
            active = [one for one in active if one[0] >= line - 1]
            for _, column, text in active:
                cells[column] = cells[column] or text
        yield line, cells


def unroll(content: bytes) -> Iterator[tuple[Any, ...]]:
    """Yield the frames of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        if about.visible is not SheetVisibleEnum.Visible:
            yield ("note", "hidden_sheet", {"sheet": about.name})
            continue
        try:
            sheet = book.get_sheet_by_name(about.name)
        except WorksheetNotFound:
            continue
        yield from _unroll_sheet(sheet)


def _unroll_sheet(sheet: Any) -> Iterator[tuple[Any, ...]]:
    if sheet.start is None:
        return
    if sheet.end[1] >= MOST_COLUMNS:
        facts = {"sheet": sheet.name, "columns": sheet.end[1] + 1, "limit": MOST_COLUMNS}
        yield ("refused", "too_wide", facts)
        return
    merged = [
        (top, left, bottom, right)
        for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[:MOST_MERGED]
    ]
    yield ("sheet", sheet.name, [one for one in merged if one[0] < HEADER_AREA])
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, cells in filled_down(_texts(sheet), merged):
        lines.append(line)
        rows.append(cells)
        if len(rows) == ROWS_IN_FRAME:
            yield ("rows", lines, rows)
            lines, rows = [], []
    if rows:
        yield ("rows", lines, rows)


def _texts(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    cells, left = Cells(), [""] * sheet.start[1]
    for line, row in enumerate(sheet.iter_rows(), start=1):
        yield line, left + cells.texts(row)


def write_frames(frames: Iterable[tuple[Any, ...]], to: BinaryIO) -> None:
    """Write frames one after the other."""
    for frame in frames:
        content = marshal.dumps(frame)
        to.write(struct.pack("<I", len(content)) + content)


def frames_of(content: bytes) -> Iterator[tuple[Any, ...]]:
    """Yield the frames of a workbook, the last of them a refusal where it cannot be read."""
    try:
        yield from unroll(content)
    except PasswordError:
        yield ("refused", "password", {})
    except MemoryError:
        yield ("refused", "too_large_inside", {})
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        code = "too_large_inside" if "limit exceeded" in str(error) else "damaged"
        yield ("refused", code, {})


def main() -> None:
    """Unroll the workbook on standard input, within bounds."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OUTPUT, LARGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    write_frames(frames_of(sys.stdin.buffer.read()), sys.stdout.buffer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
