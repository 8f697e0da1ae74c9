"""Which figures are kept back, so that nothing that is shown tells them; plain Python.

A figure from 1 to below the smallest shown is kept back. Whoever knows that rows add up to totals,
and how columns hang together, could work some of them out from the others: as long as one can be,
the smallest figure beside it is kept back as well (secondary suppression). Whether one can be is
not guessed but worked out, by solving all sums at once for what is kept back.

Nothing (0) is said: no person is behind it.

Figures are given out again and again. Whoever keeps an older sheet beside a new one sees by how
much each figure has changed: a change as small as a small figure is kept back like one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# Whatever can be a key of a mapping: each caller names its figures in its own way.
Key = Any
Sum = Mapping[Key, int]
# Sums are solved in a field of this many numbers, exactly and without fractions.
PRIME = 2**61 - 1


@dataclass(frozen=True)
class Column:
    """Rows that add up to a total."""

    rows: tuple[Key, ...]
    total: Key

    def as_sum(self) -> Sum:
        """Return it as factors of a sum that is nothing."""
        return {**dict.fromkeys(self.rows, 1), self.total: -1}


@dataclass(frozen=True)
class Figures:
    """Figures and how they hang together.

    ``sums`` are nothing together, each figure times its factor; ``unsaid`` are figures that are
    shown nowhere, but follow from those that are: how many complaints were not settled.
    ``earlier`` are the values that were last shown of those that were ever shown.
    """

    values: Mapping[Key, int]
    columns: Sequence[Column]
    sums: Sequence[Sum] = ()
    unsaid: Collection[Key] = frozenset()
    earlier: Mapping[Key, int] = field(default_factory=dict)

    def is_small(self, key: Key, smallest: int) -> bool:
        """Whether few are behind a figure, or behind its change since it was last shown."""
        changed = abs(self.values[key] - self.earlier.get(key, self.values[key]))
        return 0 < self.values[key] < smallest or 0 < changed < smallest

    def is_small_together(self, keys: Collection[Key], smallest: int) -> bool:
        """Whether few are behind several figures taken together, or behind their change."""
        if 0 < sum(self.values[key] for key in keys) < smallest:
            return True
        if not keys or any(key not in self.earlier for key in keys):
            return False
        return 0 < abs(sum(self.values[key] - self.earlier[key] for key in keys)) < smallest

    @property
    def all_sums(self) -> list[Sum]:
        """Everything a reader may reckon with."""
        return [*(column.as_sum() for column in self.columns), *self.sums]


def kept_back(figures: Figures, smallest: int) -> frozenset[Key]:
    """Return the figures that are not shown."""
    small = [key for key in figures.values if figures.is_small(key, smallest)]
    hidden = {key for key in small if key not in figures.unsaid}
    while True:
        told = worked_out(figures.all_sums, [*hidden, *figures.unsaid])
        betrayed = next((key for key in small if key in told), None)
        if betrayed is None:
            beside = _beside_weak(figures, hidden, smallest)
        else:
            beside = _beside(figures, betrayed, hidden, smallest)
        if not beside:
            return frozenset(hidden)
        hidden.add(min(beside, key=lambda key: _worth(figures, key)))


def _worth(figures: Figures, key: Key) -> tuple[bool, int]:
    # A total says more than a row, a large figure more than a small one.
    return any(column.total == key for column in figures.columns), figures.values[key]


def _free(
    figures: Figures, keys: Iterable[Key], hidden: Collection[Key], smallest: int
) -> list[Key]:
    kept = {*hidden, *figures.unsaid}
    return [key for key in keys if key not in kept and figures.values[key] >= smallest]


def _beside(figures: Figures, betrayed: Key, hidden: Collection[Key], smallest: int) -> list[Key]:
    # What it was worked out from stands in the same sums, or in those of what is unknown there;
    # the least figure that keeps the secret once it is hidden itself.
    unknown, reached, first = {*hidden, *figures.unsaid}, {betrayed}, list[Key]()
    while True:
        near = dict.fromkeys(
            key for one in figures.all_sums if not reached.isdisjoint(one) for key in one
        )
        found = _free(figures, near, hidden, smallest)
        first = first or found
        for key in sorted(found, key=lambda key: _worth(figures, key)):
            if betrayed not in worked_out(figures.all_sums, [*unknown, key]):
                return [key]
        further = reached | (unknown & near.keys())
        if further == reached:
            return first
        reached = further


def _beside_weak(figures: Figures, hidden: Collection[Key], smallest: int) -> list[Key]:
    # What is kept back of a column may be small even when taken together.
    for column in figures.columns:
        together = [key for key in column.rows if key in hidden]
        if column.total not in hidden and figures.is_small_together(together, smallest):
            return _free(figures, [*column.rows, column.total], hidden, smallest)
    return []


def worked_out(sums: Iterable[Sum], unknown: Collection[Key]) -> set[Key]:
    """Return those unknown figures that the sums leave only one value for."""
    places = {key: place for place, key in enumerate(unknown)}
    solved: dict[int, dict[int, int]] = {}
    for one in sums:
        row = {places[key]: factor % PRIME for key, factor in one.items() if key in places}
        for pivot in [place for place in row if place in solved]:
            row = _less(row, solved[pivot], row[pivot])
        if not row:
            continue
        pivot = min(row)
        inverse = pow(row[pivot], -1, PRIME)
        row = {place: factor * inverse % PRIME for place, factor in row.items()}
        for other, known in solved.items():
            if pivot in known:
                solved[other] = _less(known, row, known[pivot])
        solved[pivot] = row
    keys = list(places)
    return {keys[pivot] for pivot, row in solved.items() if len(row) == 1}


def _less(row: dict[int, int], other: dict[int, int], times: int) -> dict[int, int]:
    # row - times * other; what comes to nothing is left out.
    found = dict(row)
    for place, factor in other.items():
        left = (found.pop(place, 0) - times * factor) % PRIME
        if left:
            found[place] = left
    return found
