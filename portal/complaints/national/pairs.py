"""Numbers coming back: a table with a number of ours and the platform's in each row."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.complaints.national.files import columns
from portal.complaints.national.words import REFUSALS
from portal.kernel.errors import Refused
from portal.tables.reading import Sheet, read_sheets

OURS, THEIRS = "reference", "national_12315_no"
MOST_PAIRS = 5000
HEAD_WITHIN = 10


@dataclass(frozen=True)
class Pair:
    """One row: on which line it stands, and the two numbers as they were written."""

    line: int
    reference: str
    number: str


def _place_of(name: str, cells: Sequence[str]) -> int | None:
    known = {one.replace(" ", "") for one in columns()[name]}
    return next((place for place, cell in enumerate(cells) if cell.replace(" ", "") in known), None)


def read_pairs(content: bytes) -> list[Pair]:
    """Return the pairs of the first sheet that has both columns; rows without a number are left.

    Raises Refused where a file cannot be read, has no such columns, or too many rows.
    """
    for sheet in read_sheets(content):
        places = _places_in(sheet)
        if places is not None:
            return _pairs_of(sheet, places)
    titles = "、".join(columns()[name][0] for name in (OURS, THEIRS))
    raise Refused(REFUSALS["head"] % {"titles": titles}, field="file")


def _places_in(sheet: Sheet) -> tuple[int, int] | None:
    for _line, cells in sheet.head(HEAD_WITHIN):
        ours, theirs = _place_of(OURS, cells), _place_of(THEIRS, cells)
        if ours is not None and theirs is not None:
            return ours, theirs
    return None


def _pairs_of(sheet: Sheet, places: tuple[int, int]) -> list[Pair]:
    found: list[Pair] = []
    heads = {name for column in (OURS, THEIRS) for name in columns()[column]}
    for line, cells in sheet.iter_rows():
        ours, theirs = (cells[place].strip() if place < len(cells) else "" for place in places)
        if theirs and theirs not in heads:
            found.append(Pair(line, ours, theirs))
        if len(found) > MOST_PAIRS:
            raise Refused(REFUSALS["many"] % {"most": MOST_PAIRS}, field="file")
    return found
