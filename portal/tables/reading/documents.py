"""Tables inside a .docx document; its XML is read without entities and without links."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from portal.tables.reading.refusals import DAMAGED, MEGABYTE, FileRefused
from portal.tables.reading.sheets import Note, ReadRow, Sheet, listed_sheet
from portal.tables.reading.unrolling import LONGEST_CELL, MOST_COLUMNS

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"
# An element takes some twenty times its text in memory.
LARGEST_DOCUMENT = 20 * MEGABYTE
LONGEST_NUMBER = 6
NUMBER = re.compile("[0-9]+")
BREAKS = frozenset({f"{WORD}br", f"{WORD}cr"})


def read_document(content: bytes) -> list[Sheet]:
    """Return each table of a document, numbered; raises FileRefused where it has none."""
    body = _body(content)
    notes = (Note("hidden_unknown"),)
    tables = [list(_rows(table)) for table in _tables(body)]
    found = [
        listed_sheet(f"{number}", rows, notes if number == 1 else ())
        for number, rows in enumerate(tables, start=1)
        if rows
    ]
    if not found:
        raise FileRefused("no_table_inside")
    return found


def _body(content: bytes) -> Element:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(DOCUMENT) as part:
            text = part.read(LARGEST_DOCUMENT + 1)
        if len(text) > LARGEST_DOCUMENT:
            raise FileRefused("too_large_inside")
        body: Element = fromstring(text, forbid_dtd=True)
    except DefusedXmlException:
        raise FileRefused("unsafe_document") from None
    except (*DAMAGED, ParseError):
        raise FileRefused("damaged") from None
    return body


def _tables(body: Element) -> Iterator[Element]:
    # A table inside a cell of a table is part of that cell.
    waiting = [body]
    while waiting:
        element = waiting.pop()
        for child in element:
            if child.tag == f"{WORD}tbl":
                yield child
            elif child.tag != f"{WORD}tr":
                waiting.append(child)


def _rows(table: Element) -> Iterator[ReadRow]:
    above: dict[int, str] = {}
    for line, row in enumerate(table.iter(f"{WORD}tr"), start=1):
        cells: list[str] = []
        for cell in row.iter(f"{WORD}tc"):
            span = _number(cell, "gridSpan") or 1
            text = above.get(len(cells), "") if _goes_on(cell) else _text(cell)
            above[len(cells)] = text
            cells += [text, *[""] * (span - 1)]
        if any(cells):
            yield line, cells[:MOST_COLUMNS]


def _goes_on(cell: Element) -> bool:
    merge = cell.find(f"{WORD}tcPr/{WORD}vMerge")
    return merge is not None and merge.get(f"{WORD}val", "continue") != "restart"


def _number(cell: Element, name: str) -> int:
    element = cell.find(f"{WORD}tcPr/{WORD}{name}")
    told = "" if element is None else element.get(f"{WORD}val", "")
    return min(int(told[:LONGEST_NUMBER]), MOST_COLUMNS) if NUMBER.fullmatch(told) else 0


def _text(cell: Element) -> str:
    lines = []
    for paragraph in cell.iter(f"{WORD}p"):
        parts = [
            (one.text or "") if one.tag == f"{WORD}t" else "\n"
            for one in paragraph.iter()
            if one.tag == f"{WORD}t" or one.tag in BREAKS
        ]
        lines.append("".join(parts))
    return "\n".join(lines).strip()[:LONGEST_CELL]


def read_paragraphs(content: bytes) -> list[str]:
    """Return the text of a document line by line; a row of a table is one line, tabs between."""
    lines: list[str] = []
    for block in _blocks(_body(content)):
        if block.tag == f"{WORD}tr":
            cells = (_text(cell).strip() for cell in block.iter(f"{WORD}tc"))
            lines.append("\t".join(" ".join(cell.split()) for cell in cells))
        else:
            lines += _text(block).splitlines()
    return [line.strip() for line in lines if line.strip()]


def _blocks(body: Element) -> Iterator[Element]:
    for child in body:
        if child.tag in {f"{WORD}p", f"{WORD}tr"}:
            yield child
        else:
            yield from _blocks(child)
