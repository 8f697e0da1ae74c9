"""From a file's bytes to rows of text: CSV, XLSX and XLS; anything else is told in a sentence."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound

from portal.kernel.errors import Refused
from portal.sampling.rules.dates import written
from portal.sampling.words import FILE_REFUSALS

LARGEST_FILE = 50 * 1024 * 1024
# A small archive can unpack into more than the machine holds.
LARGEST_UNPACKED = 600 * 1024 * 1024
MOST_COLUMNS = 400
LONGEST_CELL = 20_000
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
# A workbook with a password to open it is an encrypted package inside the old format's container.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DELIMITERS = ",\t;|"
READ_FIRST = 5


class FileRefused(Refused):
    """The file is not a table that can be read; nothing of it was kept."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(str(FILE_REFUSALS[code]) % facts, field="file")
        self.code = code


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, and each row with the line where it begins in the file."""

    name: str
    rows: list[list[str]]
    lines: list[int]


def read_sheets(content: bytes) -> list[Sheet]:
    """Return every sheet that holds something; raises FileRefused with what to do."""
    check_size(len(content))
    sheets = _read_workbook(content) if _is_workbook(content) else [_read_csv(content)]
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise FileRefused("empty_sheet")
    return filled


def check_size(size: int) -> None:
    """Refuse a file without content, or larger than is taken."""
    if size == 0:
        raise FileRefused("empty_file")
    if size > LARGEST_FILE:
        raise FileRefused("too_large", limit=LARGEST_FILE // 1024 // 1024)


def _is_workbook(content: bytes) -> bool:
    start = content.lstrip()[:512].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")) or b"<html" in start:
        raise FileRefused("html")
    return content.startswith((ZIP, OLE, *BIFF))


def _read_workbook(content: bytes) -> list[Sheet]:
    if content.startswith(ZIP):
        _check_archive(content)
    elif ENCRYPTED in content:
        raise FileRefused("password")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_read_sheet(book, name) for name in book.sheet_names]
    except PasswordError:
        raise FileRefused("password") from None
    except (CalamineError, WorksheetNotFound, ValueError, OSError, MemoryError):
        raise FileRefused("damaged") from None


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise FileRefused("damaged") from None
    if unpacked > LARGEST_UNPACKED:
        raise FileRefused("too_large_inside")


def _read_sheet(book: Any, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    rows, lines = [], []
    for line, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = _cells(row)
        if any(cells):
            rows.append(cells)
            lines.append(line)
    return Sheet(name, rows, lines)


def _cells(row: list[Any]) -> list[str]:
    return [written(cell)[:LONGEST_CELL].strip() for cell in row[:MOST_COLUMNS]]


def decode(content: bytes) -> str:
    """Return a CSV file's text: UTF-8 (with or without mark), UTF-16 with mark, or GB18030."""
    encodings = ["utf-8-sig", "gb18030"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileRefused("encoding")


def _read_csv(content: bytes) -> Sheet:
    text = decode(content)
    first = "\n".join(text.splitlines()[:READ_FIRST])
    delimiter = max(DELIMITERS, key=lambda sign: (first.count(sign), -DELIMITERS.index(sign)))
    rows, lines = [], []
    for line, row in _numbered(text, delimiter):
        cells = _cells(list(row))
        if any(cells):
            rows.append(cells)
            lines.append(line)
    return Sheet("", rows, lines)


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LARGEST_FILE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1
