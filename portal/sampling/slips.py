"""Rows that slipped to the left because a cell was lost: found by columns of one shape."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from portal.sampling.rules.cells import filled, result_in
from portal.sampling.rules.headers import Header
from portal.sampling.rules.mapping import guess
from portal.tables.rules.dates import parse_day

SURE_SHARE = 0.9
FEWEST_CELLS = 4
FARTHEST = 3
NUMBER = re.compile(r"[A-Za-z]{0,8}[-A-Za-z0-9]*\d{6,}[-A-Za-z0-9]*")
DATES = ("sampled_on", "reported_on", "announced_on")
MOST_REMEMBERED = 20_000


@dataclass
class Typed:
    """A column whose cells have one shape; the shape of a cell is looked at once."""

    column: int
    has_shape: Callable[[str], bool]
    must_be_filled: bool = False
    known: dict[str, bool] = field(default_factory=dict)

    def fits(self, cell: str) -> bool:
        """Whether a cell has the column's shape."""
        told = self.known.get(cell)
        if told is None:
            if len(self.known) > MOST_REMEMBERED:
                self.known.clear()
            told = self.known[cell] = self.has_shape(cell)
        return told


def find_typed(header: Header, rows: Sequence[Sequence[str]]) -> list[Typed]:
    """Return the columns of one shape: nine in ten of their filled cells have it."""
    found = [*_by_field(header), *_orders(header)]
    return [one for one in found if _is_sure(one, rows)]


def _by_field(header: Header) -> list[Typed]:
    shapes: dict[str, Callable[[str], bool]] = {
        "result": lambda cell: result_in(cell) is not None,
        "number": lambda cell: NUMBER.fullmatch(cell) is not None,
    }
    shapes |= dict.fromkeys(DATES, lambda cell: parse_day(cell) is not None)
    return [
        Typed(column, shape, must_be_filled=name == "result")
        for name, shape in shapes.items()
        for column in header.columns.get(name, ())
    ]


def _orders(header: Header) -> list[Typed]:
    return [
        Typed(column, str.isdigit)
        for column, title in enumerate(header.titles)
        if title and guess(title).field == "ignored"
    ]


def _is_sure(one: Typed, rows: Sequence[Sequence[str]]) -> bool:
    cells = [row[one.column] for row in rows if one.column < len(row) and filled(row[one.column])]
    return len(cells) >= FEWEST_CELLS and sum(map(one.fits, cells)) >= SURE_SHARE * len(cells)


def has_slipped(cells: Sequence[str], typed: Sequence[Typed]) -> bool:
    """Whether a row's cells stand to the left of where they belong.

    They do where cells that lost their shape have it again some places to the left.
    """
    width = len(cells)
    for one in typed:
        if one.column >= width or not one.fits(cells[one.column]):
            break
    else:
        return False
    lost = [
        one
        for one in typed
        if not one.fits(cell := cells[one.column] if one.column < width else "")
        and (one.must_be_filled or filled(cell))
    ]
    if not lost:
        return False
    return any(
        all(
            one.column >= by and one.fits(cells[one.column - by])
            for one in lost
            if one.column - by < width
        )
        and all(one.column - by < width for one in lost)
        for by in range(1, FARTHEST + 1)
    )
