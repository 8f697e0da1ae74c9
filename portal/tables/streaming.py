"""A workbook of any length, sent while it is written: memory stays flat, nobody waits for its end.

Every cell is text, so none is a formula. It is written by hand because the usual writers close the
archive before its first byte can be sent, which of a long table is after a minute.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from xlsxwriter.utility import xl_col_to_name

# What a sheet holds (ECMA-376 part 1, 18.3.1.73; Excel's limits).
MOST_LINES = 1_048_576
LONGEST_CELL = 32_767
LONGEST_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
ROWS_IN_PART = 500
COMPRESSION = 4
# What XML does not hold at all, what it escapes, and what a spreadsheet would read as an escape.
ODD = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
Line = tuple[int, Sequence[str]]
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class _Outlet(io.RawIOBase):
    """Takes what the archive writes until it is fetched."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any, /) -> int:
        taken = bytes(part)
        self._parts.append(taken)
        return len(taken)

    def fetch(self) -> bytes:
        """Return what was written since the last time."""
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def sheet_name(position: int, name: str) -> str:
    """Return what a sheet may be called: its number, then as much of its name as is allowed."""
    plain = name.translate(FORBIDDEN).strip(" '")
    return f"{position} {plain}"[:LONGEST_NAME].rstrip(" '")


def stream_workbook(sheets: Sequence[tuple[str, Iterable[Line]]]) -> Iterator[bytes]:
    """Yield a workbook in parts: of each sheet its name, and its lines in order, counted from 1.

    Lines beyond MOST_LINES are left out: whoever has so many says so.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as book:
        for path, text in _frame([name for name, _lines in sheets]):
            book.writestr(path, XML + text)
        for number, (_name, lines) in enumerate(sheets, start=1):
            with book.open(f"xl/worksheets/sheet{number}.xml", "w") as sheet:
                sheet.write(f'{XML}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
                drawn = _drawn(lines)
                while part := "".join(islice(drawn, ROWS_IN_PART)):
                    sheet.write(part.encode())
                    yield outlet.fetch()
                sheet.write(b"</sheetData></worksheet>")
    yield outlet.fetch()


def _drawn(lines: Iterable[Line]) -> Iterator[str]:
    letters: list[str] = []
    for line, cells in lines:
        if line > MOST_LINES:
            return
        while len(letters) < len(cells):
            letters.append(xl_col_to_name(len(letters)))
        told = [
            f'<c r="{letter}{line}" t="inlineStr"><is><t xml:space="preserve">{_told(cell)}'
            "</t></is></c>"
            for letter, cell in zip(letters, cells, strict=False)
            if cell
        ]
        yield f'<row r="{line}">{"".join(told)}</row>'


def _told(cell: str) -> str:
    short = cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…"
    return ODD.sub(_harmless, short) if ODD.search(short) else short


def _harmless(found: re.Match[str]) -> str:
    sign = found[0]
    return f"_x005F{sign}" if sign[0] == "_" else ESCAPED.get(sign, "\ufffd")


def _frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the parts that say which sheets there are."""
    numbers = range(1, len(names) + 1)
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{one}.xml" ContentType="{TYPE}.worksheet+xml"/>'
        for one in numbers
    )
    kinds = f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>{kinds}'
    related = "application/vnd.openxmlformats-package.relationships+xml"
    kinds = f'<Default Extension="rels" ContentType="{related}"/>{kinds}'
    yield "[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types">{kinds}</Types>'
    yield "_rels/.rels", _related([("officeDocument", "xl/workbook.xml")])
    listed = "".join(
        f'<sheet name="{_quoted(name)}" sheetId="{one}" r:id="rId{one}"/>'
        for one, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        _related([("worksheet", f"worksheets/sheet{one}.xml") for one in numbers]),
    )


def _related(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _quoted(name: str) -> str:
    return _told(name).replace('"', "&quot;")
