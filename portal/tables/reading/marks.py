"""What an .xlsx file says beside its cells: hidden rows and columns, macros, links, formulas.

The library that reads the cells tells none of this, so the parts are looked through as text,
piece by piece. Of .xls, .xlsb and .ods it is not known which rows and columns are hidden.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from portal.tables.reading.refusals import DAMAGED, LARGEST_PART, LARGEST_UNPACKED, MEGABYTE
from portal.tables.reading.sheets import Note, Sheet

COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s(?=[^>]*\shidden=["'](?:1|true)["'])[^>]*>""")
ATTRIBUTE = re.compile(rb"""(\w+)=["']([^"']*)["']""")
TRUE = (b"1", b"true")
# A row's opening tag that two pieces share is seen whole in the second.
OVERLAP = 1024
MOST_COLUMNS = 400
FORMULA_WITHOUT_VALUE = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Marks:
    """What is hidden on one sheet, and how many formulas have no result."""

    columns: set[int] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)
    formula_count: int = 0


def marked(content: bytes, sheets: list[Sheet]) -> list[Sheet]:
    """Return the sheets of an .xlsx file with what is hidden on them, and notes for its sender."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive)
            marks = {
                sheet.name: _marks(archive, parts[sheet.name])
                for sheet in sheets
                if sheet.name in parts
            }
            about_file = _about_file(archive)
    except (*DAMAGED, ParseError, DefusedXmlException, KeyError):
        # The cells were read; only what is hidden stays unknown.
        return [_noted(sheets[0], [Note("hidden_unknown")]), *sheets[1:]]
    found = [_marked(sheet, marks.get(sheet.name, Marks())) for sheet in sheets]
    return [_noted(found[0], about_file), *found[1:]]


def _about_file(archive: zipfile.ZipFile) -> list[Note]:
    names = archive.namelist()
    notes = []
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        notes.append(Note("macros"))
    if any("externallinks/" in name.lower() for name in names):
        notes.append(Note("external_links"))
    return notes


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    book = fromstring(_part(archive, "xl/workbook.xml"))
    relations = fromstring(_part(archive, "xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    return {
        sheet.get("name", ""): _path(targets.get(sheet.get(RELATION), ""))
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet")
    }


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(LARGEST_PART)


def _marks(archive: zipfile.ZipFile, part: str) -> Marks:
    marks, left, rest, is_head = Marks(), LARGEST_UNPACKED, b"", True
    with archive.open(part) as file:
        while (piece := file.read(MEGABYTE)) and left > 0:
            left -= len(piece)
            marks.formula_count += len(FORMULA_WITHOUT_VALUE.findall(piece))
            text = rest + piece
            if is_head:
                marks.columns |= _hidden_columns(text.partition(b"sheetData")[0])
                is_head = b"sheetData" not in text
            if b"hidden=" in text:
                marks.lines |= _hidden_lines(text)
            rest = text[-OVERLAP:]
    return marks


def _hidden_columns(head: bytes) -> set[int]:
    hidden: set[int] = set()
    for column in COLUMN.findall(head):
        told = dict(ATTRIBUTE.findall(column))
        if told.get(b"hidden") in TRUE:
            first, last = int(told[b"min"]), int(told[b"max"])
            hidden |= set(range(first - 1, min(last, MOST_COLUMNS)))
    return hidden


def _hidden_lines(text: bytes) -> set[int]:
    rows = (dict(ATTRIBUTE.findall(row)) for row in HIDDEN_ROW.findall(text))
    return {int(row[b"r"]) for row in rows if row.get(b"r", b"").isdigit()}


def _marked(sheet: Sheet, marks: Marks) -> Sheet:
    notes = []
    if marks.columns:
        notes.append(Note("hidden_columns", {"sheet": sheet.name}))
    if marks.lines:
        notes.append(Note("hidden_rows", {"sheet": sheet.name}))
    if marks.formula_count:
        notes.append(Note("formulas", {"count": str(marks.formula_count)}))
    told = replace(
        sheet,
        hidden_columns=frozenset(marks.columns),
        hidden_lines=frozenset(marks.lines),
    )
    return _noted(told, notes)


def _noted(sheet: Sheet, notes: list[Note]) -> Sheet:
    return replace(sheet, notes=(*sheet.notes, *notes))
