"""From a notice's file to its parts: running text, documents, and tables of one row a batch."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.kernel.errors import Refused
from portal.sampling.rules.notice_text import Part, name_of, part_of_row, parts_of, tidy, title_of
from portal.sampling.words import DISPOSAL_REFUSALS
from portal.tables.reading import decode, read_sheets
from portal.tables.reading.documents import read_paragraphs

LARGEST = 20 * 1024 * 1024
LONGEST_TEXT = 2_000_000
MOST_PARTS = 2000
HEADER_WITHIN = 10
DOCX, TEXT, TABLES = (".docx",), (".txt",), (".csv", ".xlsx", ".xls")


@dataclass(frozen=True)
class NoticeRead:
    """What a file says: its title, and a part for each batch."""

    title: str
    parts: Sequence[Part]


def read_notice(content: bytes, file_name: str) -> NoticeRead:
    """Return what a notice says; raises Refused with what to do where it cannot be read."""
    name = file_name.lower()
    if len(content) > LARGEST:
        raise _refused("notice_too_long")
    if name.endswith(TABLES):
        found = _read_table(content)
    elif name.endswith((*DOCX, *TEXT)):
        found = _read_text(content, is_document=name.endswith(DOCX))
    else:
        raise _refused("notice_kind")
    if not found.parts:
        raise _refused("notice_nothing")
    if len(found.parts) > MOST_PARTS:
        raise _refused("notice_too_long")
    return found


def _refused(code: str) -> Refused:
    return Refused(DISPOSAL_REFUSALS[code], field="file")


def _read_text(content: bytes, *, is_document: bool) -> NoticeRead:
    if is_document:
        text = "\n".join(read_paragraphs(content)) if content[:2] == b"PK" else ""
        if not text:
            raise _refused("notice_empty" if content[:2] == b"PK" else "notice_damaged")
    else:
        text = decode(content)
    text = tidy(text)
    if not text:
        raise _refused("notice_empty")
    if len(text) > LONGEST_TEXT:
        raise _refused("notice_too_long")
    return NoticeRead(title_of(text), parts_of(text))


def _read_table(content: bytes) -> NoticeRead:
    parts: list[Part] = []
    title = ""
    for sheet in read_sheets(content):
        rows = [[tidy(cell) for cell in row] for row in sheet.rows[: MOST_PARTS + HEADER_WITHIN]]
        head = next((at for at, row in enumerate(rows[:HEADER_WITHIN]) if _is_header(row)), None)
        if head is None:
            continue
        title = title or title_of("\n".join(" ".join(row) for row in rows[:head]))
        parts += [part_of_row(rows[head], row) for row in rows[head + 1 :]]
    return NoticeRead(title, [part for part in parts if part.told])


def _is_header(row: Sequence[str]) -> bool:
    names = {name_of(cell) for cell in row if cell}
    return "number" in names and len(names - {""}) > 1
