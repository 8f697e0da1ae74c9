"""Which cells of a table are kept back, so that no total tells them; plain Python.

A cell from 1 to below the smallest shown is kept back. If the others and the total would tell it,
or if what is kept back is together still below the smallest shown, the next smallest cells are
kept back as well. Nothing (0) is said: no person is behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_HIDDEN = 2


@dataclass(frozen=True)
class Protected:
    """One column's cells and their total; None where a figure is kept back."""

    cells: tuple[int | None, ...]
    total: int | None


def protect(cells: Sequence[int], smallest: int) -> Protected:
    """Return a column with small cells, and those that would tell them, kept back."""
    total = sum(cells)
    if 0 < total < smallest:
        return Protected(tuple(0 if count == 0 else None for count in cells), None)
    hidden = {place for place, count in enumerate(cells) if 0 < count < smallest}
    if hidden:
        by_size = sorted(range(len(cells)), key=lambda place: (cells[place], place))
        for place in (one for one in by_size if cells[one] >= smallest):
            if len(hidden) >= FEWEST_HIDDEN and sum(cells[one] for one in hidden) >= smallest:
                break
            hidden.add(place)
    shown = tuple(None if place in hidden else count for place, count in enumerate(cells))
    return Protected(shown, total)
