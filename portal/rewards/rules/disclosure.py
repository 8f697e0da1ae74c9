"""What may be told of few people, and for which months' ends: plain Python.

Rewards are few. Whoever keeps an older register beside a new one sees by how much each sum has
grown; so a new one is given out once enough people are behind the growth, or nobody is.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TypeVar

Key = TypeVar("Key")
DECEMBER = 12


def ends_of_months(year: int, last: date) -> Iterator[date]:
    """Yield the last day of each month of a year, up to ``last``."""
    for month in range(1, DECEMBER + 1):
        rolls = month == DECEMBER
        after = date(year + 1, 1, 1) if rolls else date(year, month + 1, 1)
        end = after - timedelta(days=1)
        if end <= last:
            yield end


def is_given_out(count: int, shown: int | None, smallest: int) -> bool:
    """Whether a total may follow the one shown last, None where none was.

    Below ``smallest`` nothing was told of the year but that: then the first sum that is large
    enough may be told.
    """
    changed = abs(count - (shown or 0))
    return changed == 0 or changed >= smallest


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
