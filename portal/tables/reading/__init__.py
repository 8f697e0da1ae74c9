"""From a file's bytes to rows of text: workbooks, text, documents, and archives of them.

For whoever brings a table in. A file is rows, or one sentence about why it is none (FileRefused).

Words: a *sheet* is one table with its name, rows and lines; *unrolling* a workbook is done by a
program of its own, because a small file can ask for more memory than the machine has; *notes*
tell what of a file was not used or cannot be seen.
"""

from dataclasses import replace

from portal.tables.reading.archives import kind_of, read_archive
from portal.tables.reading.delimited import decode, read_delimited
from portal.tables.reading.documents import read_document
from portal.tables.reading.marks import marked
from portal.tables.reading.refusals import MEGABYTE, FileRefused
from portal.tables.reading.sheets import Note, Sheet
from portal.tables.reading.workbooks import Unrolling

LARGEST_FILE = 50 * MEGABYTE
LOOKED_AT = 1024
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
# A workbook with a password to open it is an encrypted package inside the old format's container.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WORD_STREAM = "WordDocument".encode("utf-16-le")
HTML = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<div", b"<meta", b"mime-version:")
OTHER_KINDS = {
    b"%PDF": "PDF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
    b"\x1f\x8b": "GZ",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"PK\x05\x06": "ZIP",
}


def read_sheets(content: bytes) -> list[Sheet]:
    """Return every sheet that holds something; raises FileRefused with what to do."""
    check_size(len(content))
    if content.startswith(ZIP) and kind_of(content) == "zip":
        return read_archive(content, _read_member)
    return _read_one(content)


def check_size(size: int) -> None:
    """Refuse a file without content, or larger than is taken."""
    if size == 0:
        raise FileRefused("empty_file")
    if size > LARGEST_FILE:
        raise FileRefused("too_large", limit=LARGEST_FILE // MEGABYTE)


def _read_member(content: bytes) -> list[Sheet]:
    check_size(len(content))
    if content.startswith(ZIP) and kind_of(content) == "zip":
        raise FileRefused("not_a_table", kind="ZIP")
    return _read_one(content)


def _read_one(content: bytes) -> list[Sheet]:
    _check_kind(content)
    if content.startswith((ZIP, OLE, *BIFF)):
        sheets = _read_packed(content)
    else:
        sheets = [read_delimited(content)]
    filled = [sheet for sheet in sheets if sheet.row_count]
    if not filled:
        raise FileRefused("empty_sheet")
    return filled


def _check_kind(content: bytes) -> None:
    start = content[:LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(HTML) or b"<html" in start:
        raise FileRefused("html")
    told = next((kind for sign, kind in OTHER_KINDS.items() if content.startswith(sign)), None)
    if told is not None:
        raise FileRefused("not_a_table", kind=told)
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise FileRefused("password")
        if WORD_STREAM in content:
            raise FileRefused("not_a_table", kind="DOC")


def _read_packed(content: bytes) -> list[Sheet]:
    kind = kind_of(content) if content.startswith(ZIP) else "xls"
    if kind == "docx":
        return read_document(content)
    unrolling = Unrolling(content)
    try:
        sheets = unrolling.sheets()
    finally:
        unrolling.stop()
    if not sheets:
        return []
    if kind == "xlsx":
        return marked(content, sheets)
    return [replace(sheets[0], notes=(*sheets[0].notes, Note("hidden_unknown"))), *sheets[1:]]


__all__ = [
    "LARGEST_FILE",
    "FileRefused",
    "Note",
    "Sheet",
    "check_size",
    "decode",
    "read_sheets",
]
