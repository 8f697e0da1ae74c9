"""What would change a grade: asked of the same function that derives it, with other facts or days.

Nothing is estimated: each row is a derivation in full, from the facts as they are known plus or
minus one, or on a later day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.enterprises.facts import Fact, FactSource
from portal.places.rules import add_months
from portal.ratings.deriving import Derivation, derive
from portal.ratings.rules import Scheme
from portal.ratings.scheme_parts import Condition, Counting, Example, Measuring

ONE_DAY = timedelta(days=1)
FARTHEST_MONTHS = 36
SUPPOSED = FactSource("假设")


class Change(StrEnum):
    """What is supposed to change."""

    ADDED = "added"
    REMOVED = "removed"
    TIME = "time"


class Direction(StrEnum):
    """Where the grade would go."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


@dataclass(frozen=True)
class Outlook:
    """One supposition and what would follow from it."""

    change: Change
    direction: Direction
    derivation: Derivation
    example: Example | None = None
    fact: Fact | None = None


def look_ahead(now: Derivation, facts: Sequence[Fact]) -> list[Outlook]:
    """Return what would change a grade, better first; nothing where no grade follows today."""
    if now.level is None or now.score is None:
        return []
    rows = [*_added(now, facts), *_removed(now, facts), *_later(now, facts)]
    order = list(Direction)
    return sorted(
        rows, key=lambda row: (order.index(row.direction), list(Change).index(row.change))
    )


def _added(now: Derivation, facts: Sequence[Fact]) -> Iterator[Outlook]:
    for example in now.scheme.recipe.examples:
        until = add_months(now.on, example.months) if example.months else None
        fact = Fact(example.kind, now.on, until, example.amount, example.name.zh, SUPPOSED)
        row = _outlook(now, Change.ADDED, derive(now.scheme, [*facts, _last(fact)], now.on))
        if row is not None:
            yield Outlook(row.change, row.direction, row.derivation, example=example)


def _removed(now: Derivation, facts: Sequence[Fact]) -> Iterator[Outlook]:
    counted = {
        fact for line in now.lines if isinstance(line.rule.rule, Counting) for fact in line.counted
    }
    for fact in (one for one in facts if one in counted):
        others = [one for one in facts if one is not fact]
        row = _outlook(now, Change.REMOVED, derive(now.scheme, others, now.on))
        if row is not None:
            yield Outlook(row.change, row.direction, row.derivation, fact=fact)


def _later(now: Derivation, facts: Sequence[Fact]) -> Iterator[Outlook]:
    for day in turning_days(now.scheme, facts, now.on):
        then = derive(now.scheme, facts, day)
        if then.level is not None and now.level is not None and then.level != now.level:
            row = _outlook(now, Change.TIME, then)
            if row is not None:
                yield row
            return


def turning_days(scheme: Scheme, facts: Sequence[Fact], on: date) -> list[date]:
    """Return the days after ``on`` on which a fact stops counting, soonest first."""
    windows = _windows(scheme)
    last = add_months(on, FARTHEST_MONTHS)
    days: set[date] = set()
    for fact in facts:
        if fact.until is not None and fact.until < date.max:
            days.add(fact.until + ONE_DAY)
        for months in _months_of(fact.kind, windows) if fact.on > date.min else ():
            left = add_months(fact.on, months)
            # At a short month's end the same day comes late; the day after is looked at as well.
            days |= {left, left + ONE_DAY}
    return sorted(day for day in days if on < day <= last)


def _windows(scheme: Scheme) -> dict[str, set[int]]:
    recipe = scheme.recipe
    windows: dict[str, set[int]] = {}
    rules = [one.rule for one in recipe.factors if isinstance(one.rule, Counting | Measuring)]
    for rule in rules:
        for kind in rule.kinds:
            windows.setdefault(kind, set()).add(rule.months)
    conditions: list[Condition | None] = [row.when for row in (*recipe.raises, *recipe.lowers)]
    conditions += [row.when for row in recipe.exclusions]
    conditions.append(recipe.new_operator.when if recipe.new_operator else None)
    for when in conditions:
        if when is None:
            continue
        for kind in when.kinds if when.months is not None else ():
            windows.setdefault(kind, set()).add(when.months or 0)
        if when.known is not None:
            windows.setdefault(when.known[0], set()).add(when.known[1])
    return windows


def _months_of(kind: str, windows: dict[str, set[int]]) -> set[int]:
    wider = kind.partition(":")[0]
    return windows.get(kind, set()) | windows.get(wider, set())


def _outlook(now: Derivation, change: Change, then: Derivation) -> Outlook | None:
    if now.level is None or now.score is None or then.level is None or then.score is None:
        return None
    scheme, scale = now.scheme, now.scheme.scale
    moved = scheme.position(then.level.code) - scheme.position(now.level.code)
    if moved == 0 and scale is not None:
        worse = then.score > now.score if scale.is_lower_better else then.score < now.score
        moved = 0 if then.score == now.score else 1 if worse else -1
    if moved == 0:
        return None
    return Outlook(change, Direction.WORSE if moved > 0 else Direction.BETTER, then)


def _last(fact: Fact) -> Fact:
    """Return a supposed fact that is the newest of its day."""
    source = FactSource(fact.source.document, "\U0010ffff")
    return Fact(fact.kind, fact.on, fact.until, fact.amount, fact.detail, source)
