"""The table that was brought in, as it was, with what became of each row beside it."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

import xlsxwriter
from flask_babel import gettext as _
from xlsxwriter.worksheet import Worksheet

from portal.extensions import objects
from portal.tables.kinds import TableKind, get_kind
from portal.tables.layout import Laid, lay_out
from portal.tables.models import TableImport, TableLine
from portal.tables.queries import iter_lines, learned_columns
from portal.tables.rules.verdicts import Outcome
from portal.tables.services.noting import ROOM
from portal.tables.words import OUTCOMES

# A workbook is made before its first byte is sent: of a longer table it names only the rows that
# something is said about.
MOST_ROWS = 30_000
LONGEST_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
PART = 64 * 1024
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Report:
    """What is said beside each row, by sheet and line."""

    kind: TableKind
    told: Mapping[tuple[int, int], TableLine]
    is_long: bool

    def of(self, sheet: int, line: int) -> tuple[str, str]:
        """Return what became of a row, and why or what it changes."""
        found = self.told.get((sheet, line))
        if found is None:
            return str(OUTCOMES[Outcome.SAME]), ""
        differences = (
            _("%(field)s：%(before)s → %(after)s", field=name, before=old or "—", after=new or "—")
            for name, old, new in found.differences
        )
        why = f"{found.column}：{found.reason}" if found.column else found.reason
        return str(OUTCOMES[found.outcome]), "；".join([why, *differences] if why else differences)

    def is_named(self, sheet: int, line: int) -> bool:
        """Whether a row is in the report."""
        found = self.told.get((sheet, line))
        return not self.is_long or (found is not None and found.outcome is not Outcome.NEW)


def report_of(table: TableImport) -> Report:
    """Return what is said of a checked table's rows."""
    told = {(one.sheet, one.line): one for one in iter_lines(table)}
    return Report(get_kind(table.kind), told, table.total_count > MOST_ROWS)


def report_as_workbook(table: TableImport) -> IO[bytes]:
    """Write the report as a workbook: the same sheets and lines, two columns more at the right.

    Every cell is written as text: none is a formula.
    """
    content, kind = objects().get(table.sha256, room=ROOM), get_kind(table.kind)
    file, report = tempfile.TemporaryFile(), report_of(table)  # noqa: SIM115 - whoever sends it closes it
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        for laid in lay_out(content, kind, learned_columns(table.kind, table.source)):
            page = book.add_worksheet(_name_of(laid))
            _write(page, laid, report)
    file.seek(0)
    return file


def _name_of(laid: Laid) -> str:
    plain = laid.sheet.name.translate(FORBIDDEN).strip(" '")
    return f"{laid.position + 1} {plain}"[:LONGEST_NAME].rstrip(" '")


def _write(page: Worksheet, laid: Laid, report: Report) -> None:
    width = max((len(cells) for _line, cells in laid.sheet.iter_rows()), default=0)
    for place, (line, cells) in enumerate(laid.sheet.iter_rows()):
        is_row = place > laid.head.row
        if is_row and not report.is_named(laid.position, line):
            continue
        beside: tuple[str, ...] = ()
        if is_row and laid.is_ready:
            beside = report.of(laid.position, line)
        elif place == laid.head.row:
            beside = (_("校验结果"), _("原因"))
        for column, cell in [*enumerate(cells), *enumerate(beside, start=width)]:
            if cell:
                page.write_string(line - 1, column, cell)


def parts_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file in parts and close it."""
    with file:
        while part := file.read(PART):
            yield part
