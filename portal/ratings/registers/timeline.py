"""How the grades that another authority tells follow one another here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.ratings.registers.establishments import ToldGrade
from portal.ratings.rules import Stage

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """A grade kept here that is or was in force."""

    rating_id: int
    grade: ToldGrade
    effective_on: date


@dataclass(frozen=True)
class Placed:
    """A grade with the days it holds; ``rating_id`` is None for one that is new here."""

    rating_id: int | None
    grade: ToldGrade
    effective_on: date
    ended_on: date | None

    @property
    def stage(self) -> Stage:
        """Where it stands: only the newest is in force."""
        return Stage.IN_FORCE if self.ended_on is None else Stage.REPLACED


@dataclass(frozen=True)
class Timeline:
    """What is to be kept, oldest first, and the ratings its authority no longer tells."""

    placed: tuple[Placed, ...]
    withdrawn: tuple[int, ...] = ()


def follow_newest(held: Sequence[Held], told: ToldGrade, *, on: date) -> Timeline:
    """Put the one grade an extract of this day tells behind those already kept.

    It holds from its own day. Where it names none, or one before what was shown since, it holds
    from the day of the extract: until then the register itself showed the other one.
    """
    day = told.day or on
    if held and day <= held[-1].effective_on:
        day = max(on, held[-1].effective_on + ONE_DAY)
    kept = [(one.rating_id, one.grade, one.effective_on) for one in held]
    return Timeline(_placed([*kept, (None, told, day)]))


def follow_history(held: Sequence[Held], told: Sequence[ToldGrade], *, on: date) -> Timeline:
    """Put every grade an extract tells in order; what it tells no more is withdrawn."""
    known = {(one.grade.level, one.grade.score, one.effective_on): one.rating_id for one in held}
    rows = [
        (known.pop((grade.level, grade.score, grade.day or on), None), grade, grade.day or on)
        for grade in told
    ]
    return Timeline(_placed(rows), tuple(sorted(known.values())))


def _placed(rows: Sequence[tuple[int | None, ToldGrade, date]]) -> tuple[Placed, ...]:
    ends = [day - ONE_DAY for _id, _grade, day in rows[1:]]
    last = [None] if rows else []
    return tuple(
        Placed(rating_id, grade, day, end)
        for (rating_id, grade, day), end in zip(rows, [*ends, *last], strict=True)
    )
