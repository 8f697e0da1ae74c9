"""Terms on the roll: from when until when, where, and what is so on a day.

Nobody ends a term: the clock does. A term that has ended is renewed by a further one, which
never overlaps an earlier one, so that of every day exactly one thing is true.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle
from portal.places.rules.calendar import add_months


class Standing(StrEnum):
    """How somebody stands on the roll on a day (在册、期满、退出)."""

    COMING = "coming"
    ON_ROLL = "on-roll"
    EXPIRED = "expired"
    LEFT = "left"


class TermFault(StrEnum):
    """What is not right about a term that somebody would set."""

    END_MISSING = "end_missing"
    END_BEFORE_BEGIN = "end_before_begin"
    OVERLAPS = "overlaps"
    OVER_ALREADY = "over_already"


# What may follow: the clock begins and ends terms, people renew them and leave. Whoever left
# applies again.
STANDING_LIFECYCLE = Lifecycle(
    {
        Standing.COMING: frozenset({Standing.ON_ROLL, Standing.LEFT}),
        Standing.ON_ROLL: frozenset({Standing.COMING, Standing.EXPIRED, Standing.LEFT}),
        Standing.EXPIRED: frozenset({Standing.ON_ROLL, Standing.COMING, Standing.LEFT}),
    }
)


@dataclass(frozen=True)
class Term:
    """One term: both days belong to it; without a last day it has no end of its own."""

    region: str
    begins_on: date
    ends_on: date | None

    def holds(self, on: date) -> bool:
        """Whether the day lies in the term."""
        return self.begins_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True)
class TermWish:
    """The term that the desk would set: where, from when, until when (None: as the rule says)."""

    region: str
    begins_on: date
    ends_on: date | None = None


def standing(terms: Sequence[Term], left_on: date | None, on: date) -> Standing:
    """Return how somebody with these terms stands on a day; leaving counts from its own day on."""
    if left_on is not None and left_on <= on:
        return Standing.LEFT
    if any(term.holds(on) for term in terms):
        return Standing.ON_ROLL
    if any(term.begins_on > on for term in terms):
        return Standing.COMING
    return Standing.EXPIRED


def last_day_of(begins_on: date, months: int) -> date:
    """Return the last day of a term of so many months: the day before it would begin again."""
    return add_months(begins_on, months) - timedelta(days=1)


def fault_of_term(
    new: Term, terms: Sequence[Term], *, today: date, needs_end: bool
) -> TermFault | None:
    """Return what is not right about a further term beside the earlier ones; None where it fits."""
    if new.ends_on is None:
        if needs_end:
            return TermFault.END_MISSING
    elif new.ends_on < new.begins_on:
        return TermFault.END_BEFORE_BEGIN
    elif new.ends_on < today:
        return TermFault.OVER_ALREADY
    for other in terms:
        begins_before_end = other.ends_on is None or new.begins_on <= other.ends_on
        if begins_before_end and (new.ends_on is None or other.begins_on <= new.ends_on):
            return TermFault.OVERLAPS
    return None
