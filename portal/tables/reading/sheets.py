"""A table as it was read: its rows one after the other, as often as they are wanted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

ReadRow = tuple[int, list[str]]
# Top, left, bottom and right of cells that are one cell, counted from 0.
Merged = tuple[int, int, int, int]


@dataclass(frozen=True)
class Note:
    """Something the sender should know of a file that was read."""

    code: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, and each row that holds something with the line where it begins.

    Lines count from 1 and columns from 0, as the source does; ``hidden_columns`` and
    ``hidden_lines`` are known of .xlsx and .xlsm only.
    """

    name: str
    source: Callable[[], Iterator[ReadRow]]
    row_count: int
    merged: tuple[Merged, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    hidden_lines: frozenset[int] = frozenset()
    notes: tuple[Note, ...] = ()

    def iter_rows(self) -> Iterator[ReadRow]:
        """Yield each row with its line, from the first one on; nothing is kept in memory."""
        return self.source()

    def head(self, count: int) -> list[ReadRow]:
        """Return the first rows, each with its line."""
        return list(islice(self.source(), count))

    @cached_property
    def _read(self) -> list[ReadRow]:
        return list(self.source())

    @property
    def rows(self) -> list[list[str]]:
        """Every row, in memory; for small tables."""
        return [cells for _, cells in self._read]

    @property
    def lines(self) -> list[int]:
        """The line of every row."""
        return [line for line, _ in self._read]


def listed_sheet(name: str, rows: list[ReadRow], notes: tuple[Note, ...] = ()) -> Sheet:
    """Return a sheet of rows that are in memory already."""
    return Sheet(name, lambda: iter(rows), len(rows), notes=notes)
