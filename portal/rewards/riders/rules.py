"""What the caps of the riders' scheme leave of each tip's fixed sum: plain Python.

What was settled keeps its place, whatever comes after takes what is left, first in time.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from portal.rewards.rules import Scheme, Spent, StepKind, within_caps

# A place states its own numbers in a version of this scheme.
RIDER_SCHEME = "rider-local"
SHORTEST_PIN, LONGEST_PIN = 6, 12
DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class CountedTip:
    """A tip that was found true: whose, by which moment it counts, its fixed sum in 分.

    ``settled_fen`` is what it was granted earlier, None where nothing is settled yet.
    """

    key: str
    rider: str
    at: datetime
    on: date
    amount_fen: int
    settled_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """What a tip gets, in 分, and the cap that kept back the rest."""

    amount_fen: int
    granted_fen: int
    limit: StepKind | None = None

    @property
    def above_fen(self) -> int:
        """What lies above a cap and is not paid."""
        return self.amount_fen - self.granted_fen


@dataclass(slots=True)
class _Book:
    """What was granted so far: to each rider and to all, by day and by month."""

    granted: Counter[tuple[object, ...]] = field(default_factory=Counter)

    def enter(self, tip: CountedTip, fen: int) -> None:
        for key in self._keys(tip):
            self.granted[key] += fen

    def spent_before(self, tip: CountedTip) -> Spent:
        return Spent(*(self.granted[key] for key in self._keys(tip)))

    @staticmethod
    def _keys(tip: CountedTip) -> tuple[tuple[object, ...], ...]:
        month = (tip.on.year, tip.on.month)
        return (tip.rider, tip.on), (tip.rider, month), ("", tip.on), ("", month)


def grant(tips: Iterable[CountedTip], scheme: Scheme) -> dict[str, Granted]:
    """Return what each tip gets, by its key.

    No rider gets more in a day or a month than the caps, nor all together more than the pools.
    Granting again what was granted changes nothing, and a later tip takes nothing from an earlier
    one.
    """
    book, waiting, found = _Book(), [], dict[str, Granted]()
    for tip in tips:
        if tip.settled_fen is None:
            waiting.append(tip)
            continue
        book.enter(tip, tip.settled_fen)
        found[tip.key] = Granted(tip.amount_fen, tip.settled_fen)
    for tip in sorted(waiting, key=lambda tip: (tip.at, tip.key)):
        fitting = within_caps(scheme, tip.amount_fen, book.spent_before(tip))
        cut_by = [step.kind for step in fitting.steps if step.has_changed]
        book.enter(tip, fitting.amount_fen)
        # Each step that changed the sum left less than the one before: the last is the tightest.
        limit = cut_by[-1] if cut_by else None
        found[tip.key] = Granted(tip.amount_fen, fitting.amount_fen, limit)
    return found


def must_wait(tip: CountedTip, others: Iterable[CountedTip], scheme: Scheme) -> bool:
    """Whether an earlier tip, not yet graded, could still claim what this one would get.

    First in time then means that the earlier one is graded first. ``others`` that are not settled
    are taken with the largest sum that a grade of the scheme earns.
    """
    known = [one for one in others if one.key != tip.key]
    settled = [one for one in known if one.settled_fen is not None]
    earlier = [
        replace(one, amount_fen=largest_sum(scheme))
        for one in known
        if one.settled_fen is None and (one.at, one.key) < (tip.at, tip.key)
    ]
    alone = grant([*settled, tip], scheme)[tip.key]
    return grant([*settled, *earlier, tip], scheme)[tip.key].granted_fen < alone.granted_fen


def largest_sum(scheme: Scheme) -> int:
    """Return the largest fixed sum of a scheme's grades, in 分; 0 where none is set."""
    return max((grade.fixed_fen.whole or 0 for grade in scheme.grades or ()), default=0)


def is_easy_pin(pin: str) -> bool:
    """Whether a PIN would be among the first that somebody tries: one digit, or all in a row."""
    rows = (DIGITS * 2, (DIGITS * 2)[::-1])
    return len(set(pin)) == 1 or any(pin in row for row in rows)
