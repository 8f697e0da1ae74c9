"""The table that was brought in, as it was, with what became of each row beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.extensions import objects
from portal.tables.kinds import TableKind, get_kind
from portal.tables.layout import Laid, lay_out
from portal.tables.models import TableImport, TableLine
from portal.tables.queries import get_table, iter_lines, learned_columns
from portal.tables.rules.verdicts import Outcome
from portal.tables.services.noting import ROOM
from portal.tables.streaming import Line, sheet_name, stream_workbook
from portal.tables.words import OUTCOMES

# A workbook is made before its first byte is sent: of a longer table it names only the rows that
# something is said about.
MOST_ROWS = 30_000


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

    def left_out(self) -> tuple[str, ...]:
        """Return what a reader of a report that is not whole has to know, or nothing."""
        if not self.is_long:
            return ()
        sentence = _(
            "表格超过 %(most)s 行：没有列出新增和与已有相同的行，只列出其他行，行号与原表相同。",
            most=f"{MOST_ROWS:,}",
        )
        return (sentence,)

    def is_named(self, sheet: int, line: int) -> bool:
        """Whether a row is in the report."""
        found = self.told.get((sheet, line))
        return not self.is_long or (found is not None and found.outcome is not Outcome.NEW)


def report_of(table: TableImport) -> Report:
    """Return what is said of a checked table's rows."""
    told = {(one.sheet, one.line): one for one in iter_lines(table)}
    return Report(get_kind(table.kind), told, table.total_count > MOST_ROWS)


def report_as_workbook(reference: str) -> Iterator[bytes]:
    """Yield the report as a workbook: the same sheets and lines, two columns more at the right.

    Every cell is written as text: none is a formula. The table is read when the first part is
    asked for: what a page has read is gone by then.
    """
    table = get_table(reference)
    content, kind = objects().get(table.sha256, room=ROOM), get_kind(table.kind)
    report = report_of(table)
    sheets = [
        (sheet_name(laid.position + 1, laid.sheet.name), _lines(laid, report))
        for laid in lay_out(content, kind, learned_columns(table.kind, table.source))
    ]
    yield from stream_workbook(sheets)


def _lines(laid: Laid, report: Report) -> Iterator[Line]:
    width = max((len(cells) for _line, cells in laid.sheet.iter_rows()), default=0)
    for place, (line, cells) in enumerate(laid.sheet.iter_rows()):
        is_row = place > laid.head.row
        if is_row and not report.is_named(laid.position, line):
            continue
        beside: tuple[str, ...] = ()
        if is_row and laid.is_ready:
            beside = report.of(laid.position, line)
        elif place == laid.head.row:
            beside = (_("校验结果"), _("原因"), *report.left_out())
        yield line, [*cells, *[""] * (width - len(cells)), *beside]
