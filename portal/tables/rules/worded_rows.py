"""A row of words over columns of numbers, dates and codes: a header, even if no word is known."""

import re
from collections.abc import Sequence

from portal.tables.rules.cells import filled

ROWS_ABOVE = 25
LOOKED_BELOW = 20
FEWEST_COLUMNS = 3
LONGEST_TITLE, LONGEST_VALUE = 30, 60
# What share of a row's width its header fills, and of a column's cells are of one sort.
WIDE, MOST = 2 / 3, 0.8
BEGINS_AS_VALUE = re.compile(r"[\d<>≤≥＜＞≈~.+\-¥￥$]")
# Of a number with its unit or of a day, so many signs are digits at least.
DIGITS = 1 / 3
CODE = re.compile(r"(?=(?:.*\d){3})[A-Za-z0-9][-_A-Za-z0-9]{4,}")
WORD = re.compile(r"[^\W\d_]")


def find_worded_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Return which row is a header by its looks: words, over a column at least that is typed.

    Rows above it (a title, a date) fill fewer columns. None where no row looks so: in a table of
    words alone nobody can tell a header from a record.
    """
    width = max((_width(row) for row in rows[: ROWS_ABOVE + LOOKED_BELOW]), default=0)
    if width < FEWEST_COLUMNS:
        return None
    wide = (place for place, row in enumerate(rows[:ROWS_ABOVE]) if _width(row) >= width * WIDE)
    place = next(wide, None)
    if place is None:
        return None
    below = rows[place + 1 : place + 1 + LOOKED_BELOW]
    return place if _is_worded(rows[place], below) else None


def _width(row: Sequence[str]) -> int:
    return sum(bool(filled(cell)) for cell in row)


def _is_worded(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    titles = [told for cell in row if (told := filled(cell))]
    if len(set(titles)) < len(titles) or not all(map(_is_title, titles)):
        return False
    return any(_is_typed(below, column) for column, cell in enumerate(row) if filled(cell))


def _is_title(cell: str) -> bool:
    return len(cell) <= LONGEST_TITLE and WORD.search(cell) is not None and not _is_value(cell)


def _is_typed(below: Sequence[Sequence[str]], column: int) -> bool:
    cells = [told for row in below if column < len(row) and (told := filled(row[column]))]
    return bool(cells) and sum(map(_is_value, cells)) >= len(cells) * MOST


def _is_value(cell: str) -> bool:
    """Whether a cell holds a number, perhaps with its unit, a day or a code."""
    signs = "".join(cell.split())
    if len(signs) > LONGEST_VALUE:
        return False
    digits = sum(sign.isdigit() for sign in signs)
    begins = BEGINS_AS_VALUE.match(signs) is not None and digits >= len(signs) * DIGITS
    return bool(digits and begins) or CODE.fullmatch(signs) is not None
