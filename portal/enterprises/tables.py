"""Tables as bureaus keep them: CSV in UTF-8 or GB18030, with titles above the header."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.enterprises import rules
from portal.enterprises.table_words import FAULTS
from portal.kernel import clock
from portal.kernel.errors import Refused

LARGEST_FILE = 8 * 1024 * 1024
HEADER_WITHIN = 25
DAY_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")


@dataclass(frozen=True)
class RowFault:
    """Why one row was not taken: its line in the file, its column, the reason."""

    line: int
    column: str
    reason: str


@dataclass
class TableReport:
    """What became of a table: how many records it held, and what was not taken."""

    read: int = 0
    accepted: int = 0
    duplicate: int = 0
    faults: list[RowFault] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        """How many records were not taken."""
        return self.read - self.accepted - self.duplicate

    def reject(self, line: int, refusal: Refused, titles: Mapping[str, str]) -> None:
        """Note why the record at this line was not taken."""
        column = str(titles.get(refusal.field or "", ""))
        self.faults.append(RowFault(line, column, str(refusal.reason)))


@dataclass(frozen=True)
class Row:
    """One line of a table, by field."""

    line: int
    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        """Return a cell, blanks folded; an absent one is empty."""
        return rules.plain(self.cells.get(name, ""))

    def day(self, name: str) -> date | None:
        """Return a cell as a day, None where it is empty; raises Refused with the field."""
        text = self.text(name)
        if not text:
            return None
        for form in DAY_FORMS:
            try:
                return datetime.strptime(text, form).replace(tzinfo=clock.CHINA).date()
            except ValueError:
                continue
        raise Refused(FAULTS["not_a_day"], field=name)


def read_rows(
    content: bytes, columns: Mapping[str, str], *, is_header: Callable[[set[str]], bool]
) -> Iterator[Row]:
    """Yield the rows below the header; ``columns`` says which heading is which field.

    Raises Refused for a file as a whole: too large, empty, not text, without its header row.
    """
    lines = csv.reader(io.StringIO(_decoded(content), newline=""))
    fields: dict[int, str] = {}
    try:
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if fields:
                named = {fields[at]: cell for at, cell in enumerate(cells) if at in fields}
                yield Row(lines.line_num, named)
                continue
            found = _fields_of(cells, columns)
            fields = found if is_header(set(found.values())) else {}
            if not fields and lines.line_num >= HEADER_WITHIN:
                break
    except csv.Error:
        raise Refused(FAULTS["not_a_table"], field="file") from None
    if not fields:
        raise Refused(FAULTS["header_missing"], field="file")


def _fields_of(cells: list[str], columns: Mapping[str, str]) -> dict[int, str]:
    names = {at: rules.name_key(cell) for at, cell in enumerate(cells)}
    return {at: columns[name] for at, name in names.items() if name in columns}


def _decoded(content: bytes) -> str:
    if not content.strip():
        raise Refused(FAULTS["file_empty"], field="file")
    if len(content) > LARGEST_FILE:
        raise Refused(FAULTS["file_too_large"], field="file")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused(FAULTS["not_text"], field="file")
