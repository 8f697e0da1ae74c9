"""The table that was brought in, as it was, with what became of each row beside it."""

import csv
import io
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from flask_babel import gettext as _

from portal.kernel.errors import NotFound
from portal.sampling import queries
from portal.sampling.models import SampleImport, SampleSheet
from portal.sampling.queries import sources
from portal.sampling.rules.blocks import ReadRow, cell_address
from portal.sampling.words import row_reason
from portal.tables.streaming import MOST_LINES, sheet_name, stream_workbook
from portal.tables.writing import MARK, neutral

PART = 64 * 1024


class Told:
    """What became of the rows of a sheet, by line."""

    def __init__(self, found: SampleImport, sheet: SampleSheet) -> None:
        self.reasons: dict[int, list[str]] = defaultdict(list)
        for one in queries.list_rejections(found):
            if one.sheet_id == sheet.id:
                self.reasons[one.line].append(f"{one.column}: {row_reason(one.reason, one.facts)}")
        self._taken = sources.find_taken_lines(sheet)
        self._amending = sources.find_amending_lines(sheet)
        self._is_kept = bool(self._taken)
        self._words = {"taken": _("收下"), "again": _("重复，不再计入"), "amends": _("更正建议")}

    def of(self, line: int) -> tuple[str, str]:
        """Return what became of a row, and why it was sent back."""
        if line in self.reasons:
            return _("退回"), "; ".join(self.reasons[line])
        if line in self._amending:
            return self._words["amends"], ""
        if line in self._taken:
            return self._words["taken"], ""
        return (self._words["again"] if self._is_kept else ""), ""


def _titles() -> list[str]:
    return [_("校验结果"), _("原因")]


def _rows(sheet: SampleSheet) -> Iterator[tuple[ReadRow, bool]]:
    for line, cells in sheet.above:
        yield (line, cells), False
    yield (sheet.header_line, sheet.titles), False
    for row in sources.iter_rows(sheet):
        yield row, True


def report_as_workbook(reference: str) -> Iterator[bytes]:
    """Yield the report as a workbook: the same sheets and lines, two columns more at the right.

    Every row is in it, however long the table. Every cell is written as text: none is a formula.
    The import is read when the first part is asked for: what a page has read is gone by then.
    """
    found = queries.get_import(reference)
    sheets = [
        (sheet_name(sheet.position + 1, sheet.name), _reported(found, sheet))
        for sheet in sources.list_sheets(found)
    ]
    yield from stream_workbook(sheets or [("1", ())])


def is_beyond_workbook(found: SampleImport) -> bool:
    """Whether a sheet of a table is longer than a sheet of a workbook may be."""
    return any(sources.last_line_of(sheet) > MOST_LINES for sheet in sources.list_sheets(found))


def _reported(found: SampleImport, sheet: SampleSheet) -> Iterator[tuple[int, list[str]]]:
    told, width = Told(found, sheet), sources.width_of(sheet)
    for (line, cells), is_row in _rows(sheet):
        beside: Sequence[str] = told.of(line) if is_row else ()
        if line == sheet.header_line:
            beside = _titles()
        yield line, [*cells, *[""] * (width - len(cells)), *beside]


def report_as_csv(found: SampleImport) -> IO[bytes]:
    """Write the report as one table of text: sheet and line, what became of it, then the cells.

    What a spreadsheet would take for a formula is made harmless.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when its last part was sent
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    text.write(MARK)
    writer = csv.writer(text)
    for sheet in sources.list_sheets(found):
        told = Told(found, sheet)
        writer.writerow([_("工作表"), _("行号"), *_titles(), *map(neutral, sheet.titles)])
        for line, cells in sources.iter_rows(sheet):
            result, reason = told.of(line)
            beside = [neutral(sheet.name), line, result, neutral(reason)]
            writer.writerow([*beside, *map(neutral, cells)])
    text.flush()
    text.detach()
    file.seek(0)
    return file


def parts_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file in parts and close it."""
    with file:
        while part := file.read(PART):
            yield part


@dataclass(frozen=True)
class Cell:
    """One cell as it stood in the file; ``is_read`` where the portal reads its column."""

    address: str
    title: str
    text: str
    is_read: bool


def cells_of(sheet: SampleSheet, line: int) -> list[Cell]:
    """Return the cells of one row that say something; raises NotFound without such a row."""
    read = {column for them in sheet.columns.values() for column in them}
    found = list(sources.read_lines(sheet, [line]))
    if not found:
        raise NotFound(line)
    return [
        Cell(
            cell_address(column, line),
            sheet.titles[column] if column < len(sheet.titles) else "",
            text,
            column in read,
        )
        for _line, cells in found
        for column, text in enumerate(cells)
        if text
    ]
