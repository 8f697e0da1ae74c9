"""Which counts may be shown without pointing at a person."""

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")


def shown_cells(counts: Mapping[Key, int], smallest: int) -> frozenset[Key]:
    """Return the cells that may be shown beside their sum.

    A count of people below ``smallest`` is hidden; so is the smallest of the others where only
    one would be hidden, because sum and neighbours would give it away. Nothing is 0: an empty
    cell names nobody and stays.
    """
    hidden = {key for key, count in counts.items() if 0 < count < smallest}
    if len(hidden) == 1:
        others = [key for key, count in counts.items() if count and key not in hidden]
        hidden |= set(sorted(others, key=lambda key: counts[key])[:1])
    return frozenset(counts) - hidden


def total_is_shown(count: int, smallest: int) -> bool:
    """Whether the sum of all cells may be shown."""
    return count == 0 or count >= smallest
