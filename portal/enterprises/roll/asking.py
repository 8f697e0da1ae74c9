"""A question put to the roll: who answers it, how many, in what order. Every count is exact."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import and_

import numpy as np

from portal.enterprises.roll.columns import Order, Roll, microsecond_of
from portal.enterprises.roll.keeping import current_roll, members_of
from portal.enterprises.roll.letters import Mask, Numbers
from portal.kernel import clock
from portal.places.profile import current_place

CHANGED_WITHIN = (7, 30, 365)


@dataclass(frozen=True)
class EnterpriseFilter:
    """What somebody looks for: every word, one of the chosen answers of each filter by its name.

    ``since`` is the first day of the changes that are meant.
    """

    words: tuple[str, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None


class Question:
    """A question put to the register as it stands."""

    def __init__(self, wanted: EnterpriseFilter) -> None:
        self.roll = current_roll()
        self._today = clock.today()
        self._masks = dict(self._narrowings(wanted))

    def hits(self, *, without: str = "") -> Mask:
        """Return which rows answer; ``without`` leaves one filter out of the question."""
        masks = [mask for name, mask in self._masks.items() if name != without]
        return reduce(and_, masks) if masks else np.ones(self.roll.size, dtype=np.bool_)

    def count(self) -> int:
        """Return how many answer."""
        return int(np.count_nonzero(self.hits()))

    def counts(self, name: str) -> Mapping[str, int]:
        """Return how many each answer of a filter would leave, under all the others."""
        hits = self.hits(without=name)
        if name == "changed":
            changed = self.roll.changed[hits]
            return {
                str(days): int(np.count_nonzero(changed >= self._within(days)))
                for days in CHANGED_WITHIN
            }
        if name == "region":
            return _in_every_region(self.roll.answers[name].count(hits))
        if name in self.roll.answers:
            return self.roll.answers[name].count(hits)
        members = members_of(self.roll, name, self._today)
        return {answer: int(np.count_nonzero(hits[rows])) for answer, rows in members.items()}

    def places(self, order: Order) -> "Places":
        """Return the hits in an order."""
        rows = self.roll.orders[order]
        return Places(self.roll, order, np.flatnonzero(self.hits()[rows]))

    def ids(self, order: Order = Order.CHANGED) -> list[int]:
        """Return the inner numbers of all hits in an order."""
        rows = self.roll.orders[order]
        found: list[int] = self.roll.ids[rows[self.hits()[rows]]].tolist()
        return found

    def _narrowings(self, wanted: EnterpriseFilter) -> Iterator[tuple[str, Mask]]:
        for word in wanted.words:
            yield f"word {word}", self.roll.holding(word)
        if wanted.since is not None:
            yield "since", self.roll.changed >= _midnight(wanted.since)
        for name, values in wanted.chosen.items():
            if values:
                yield name, self._answering(name, values)

    def _answering(self, name: str, values: Sequence[str]) -> Mask:
        if name == "changed":
            return self.roll.changed >= self._within(max(map(int, values)))
        if name == "region":
            answers, is_within = self.roll.answers[name], current_place().regions.is_within
            inside = (code for code in answers.names if any(is_within(code, v) for v in values))
            return answers.mask(inside)
        if name in self.roll.answers:
            return self.roll.answers[name].mask(values)
        mask = np.zeros(self.roll.size, dtype=np.bool_)
        members = members_of(self.roll, name, self._today)
        for value in values:
            mask[members.get(value, [])] = True
        return mask

    def _within(self, days: int) -> int:
        return _midnight(self._today - timedelta(days=days))


@dataclass(frozen=True, eq=False)
class Places:
    """Where the hits stand in an order of the whole roll, first to last."""

    roll: Roll
    order: Order
    places: Numbers

    def after(self, key: tuple[int, int] | None, length: int) -> list[int]:
        """Return the rows of the next ``length`` hits behind a key, from the start without one."""
        start = 0 if key is None else self._rank(key, bisect_right)
        return self._rows(start, start + length)

    def before(self, key: tuple[int, int], length: int) -> list[int]:
        """Return the rows of the ``length`` hits before a key."""
        end = self._rank(key, bisect_left)
        return self._rows(max(end - length, 0), end)

    def _rows(self, start: int, end: int) -> list[int]:
        rows: list[int] = self.roll.orders[self.order][self.places[start:end]].tolist()
        return rows

    def _rank(self, key: tuple[int, int], bisect: Callable[..., int]) -> int:
        rows = self.roll.orders[self.order]
        return bisect(self.places, key, key=lambda at: self.roll.key(self.order, int(rows[at])))


def _in_every_region(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return the counts of every region, each with all that lies within it."""
    summed: dict[str, int] = {}
    for code, count in counts.items():
        for region in current_place().regions.lineage(code):
            summed[region.code] = summed.get(region.code, 0) + count
    return summed


def _midnight(day: date) -> int:
    return microsecond_of(datetime.combine(day, time(), clock.CHINA))
