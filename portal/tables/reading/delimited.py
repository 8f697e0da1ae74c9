"""Tables of text: CSV and its relatives, in the encodings in use."""

import csv
import io
from collections.abc import Iterator

from portal.tables.reading.refusals import FileRefused
from portal.tables.reading.sheets import ReadRow, Sheet
from portal.tables.reading.unrolling import LONGEST_CELL, MOST_COLUMNS, Cells

DELIMITERS = ",\t;|"
READ_FIRST = 5
LARGEST_FIELD = 2**31 - 1
LOOKED_AT = 4096
# Of text in UTF-16 with Latin signs in it, every other byte is nothing.
FEWEST_NOTHINGS = 8


def decode(content: bytes) -> str:
    """Return a table's text: UTF-8, GB18030 or UTF-16, with mark or without.

    Raises FileRefused where none of them fits.
    """
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileRefused("encoding")


def _encodings(content: bytes) -> list[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    first = content[:LOOKED_AT]
    # Commas, digits and line ends tell the order of bytes where no mark does.
    low, high = first[1::2].count(0), first[0::2].count(0)
    if max(low, high) >= min(FEWEST_NOTHINGS, len(first) // 4 or 1):
        return ["utf-16-le"] if low > high else ["utf-16-be"]
    return ["utf-8-sig", "gb18030"]


def read_delimited(content: bytes) -> Sheet:
    """Return the one sheet of a file of text; raises FileRefused where it cannot be decoded."""
    text = decode(content).removeprefix("\ufeff")
    delimiter = _delimiter(text)
    sheet = Sheet("", lambda: _rows(text, delimiter), 0)
    count = widest = 0
    for _, cells in sheet.iter_rows():
        count, widest = count + 1, max(widest, len(cells))
    if widest > MOST_COLUMNS:
        raise FileRefused("too_wide", sheet="1", columns=widest, limit=MOST_COLUMNS)
    return Sheet("", sheet.source, count)


def _delimiter(text: str) -> str:
    first = "\n".join(text[: LOOKED_AT * 4].splitlines()[:READ_FIRST])
    return max(DELIMITERS, key=lambda sign: (first.count(sign), -DELIMITERS.index(sign)))


def _rows(text: str, delimiter: str) -> Iterator[ReadRow]:
    csv.field_size_limit(LARGEST_FIELD)
    cells = Cells()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise FileRefused("damaged") from None
        texts = cells.texts(row)
        if any(texts):
            yield line, texts
        line = reader.line_num + 1


__all__ = ["LONGEST_CELL", "decode", "read_delimited"]
