"""What is known of an enterprise on a day, asked by kind."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from portal.enterprises.facts import Fact
from portal.ratings.scheme_parts import Condition

MONTHS = 12


@lru_cache(maxsize=4096)
def months_before(day: date, count: int) -> date:
    """Return the same day of the month ``count`` months earlier, or that month's last day."""
    year, month = divmod(day.year * MONTHS + day.month - 1 - count, MONTHS)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class KnownFacts:
    """Facts up to a day, oldest first, by their kind and by the wider kind before a colon."""

    def __init__(self, facts: Iterable[Fact], on: date, *, is_ordered: bool = False) -> None:
        """Take facts; ``is_ordered`` where they are up to that day and in order, as the rooms'."""
        self.on = on
        by_kind: dict[str, list[Fact]] = {}
        if not is_ordered:
            facts = sorted((fact for fact in facts if fact.on <= on), key=_place)
        for fact in facts:
            for kind in _names_of(fact.kind):
                found = by_kind.get(kind)
                if found is None:
                    by_kind[kind] = [fact]
                else:
                    found.append(fact)
        self._by_kind = by_kind

    def of(self, kinds: Sequence[str]) -> list[Fact]:
        """Return every fact of these kinds, oldest first."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], [])
        found = {id(fact): fact for kind in kinds for fact in self._by_kind.get(kind, ())}
        return sorted(found.values(), key=_place)

    def within(self, kinds: Sequence[str], months: int) -> list[Fact]:
        """Return the facts of these kinds that came about within some months."""
        found = self.of(kinds)
        if not found:
            return found
        start = months_before(self.on, months)
        return [fact for fact in found if fact.on > start]

    def held(self, kinds: Sequence[str]) -> list[Fact]:
        """Return the facts of these kinds that hold on the day itself."""
        return [fact for fact in self.of(kinds) if fact.until is None or fact.until >= self.on]

    def that_meet(self, when: Condition) -> Sequence[Fact] | None:
        """Return the facts by which a condition is met, or None where it is not."""
        if when.known is not None and not self._is_known_since(*when.known):
            return None
        found: Sequence[Fact] = self.of(when.kinds)
        if when.newest:
            found = found[-1:]
        elif when.first:
            found = found[:1]
        if when.months is not None:
            start = months_before(self.on, when.months)
            found = [fact for fact in found if fact.on > start]
        else:
            found = [fact for fact in found if fact.until is None or fact.until >= self.on]
        if when.amount_from is not None:
            least = when.amount_from
            found = [fact for fact in found if fact.amount is not None and fact.amount >= least]
        is_met = len(found) >= when.at_least
        return found if is_met and (when.at_most is None or len(found) <= when.at_most) else None

    def _is_known_since(self, kind: str, months: int) -> bool:
        found = self.of((kind,))
        return bool(found) and found[0].on <= months_before(self.on, months)


@lru_cache(maxsize=512)
def _names_of(kind: str) -> tuple[str, ...]:
    wider, colon, _ = kind.partition(":")
    return (kind, wider) if colon else (kind,)


def _place(fact: Fact) -> tuple[date, str, str, str]:
    source = fact.source
    return fact.on, source.reference, fact.kind, fact.detail
