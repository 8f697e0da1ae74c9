"""The public register: sums of whole months, and never a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from statistics import median_low

from sqlalchemy import or_, select

from portal.complaints.statistics.sheets import last_day_due
from portal.complaints.statistics.suppression import Column, Figures, kept_back
from portal.kernel import clock
from portal.kernel.db import db
from portal.places.profile import current_place
from portal.rewards.models import RewardCase
from portal.rewards.queries.budget import find_budget, list_budgets
from portal.rewards.rules import Stage
from portal.rewards.rules.disclosure import ends_of_months, is_given_out
from portal.rewards.scheme_files import schemes

SMALL_CELL = "privacy.small_cell"
TOTAL, LAPSED = "total", "lapsed"


@dataclass(frozen=True)
class GradeTotals:
    """One grade of the public register; None where a small number is not shown."""

    grade: int
    count: int | None
    amount_fen: int | None


@dataclass(frozen=True)
class PublicTotals:
    """What the public sees of one year's rewards: sums up to the end of a month, never a person.

    None stands where fewer than ``smallest`` people are behind a figure, or behind its growth;
    where nothing was given out yet ``until`` is None as well.
    """

    year: int
    smallest: int
    until: date | None
    paid_count: int | None
    paid_fen: int | None
    median_days: int | None
    granted_fen: int | None
    lapsed_count: int | None
    by_grade: tuple[GradeTotals, ...]

    @property
    def is_hidden(self) -> bool:
        """Whether anything was paid that is too little to be shown."""
        return self.until is not None and self.paid_count is None


@dataclass(frozen=True)
class _Year:
    """A year's rewards, as they stood at the end of any day."""

    rewards: Sequence[RewardCase]
    grades: tuple[int, ...]

    def paid(self, until: date) -> list[RewardCase]:
        """Return what was paid by then and not recovered by then."""
        return [
            reward
            for reward in self.rewards
            if _is_by(reward.paid_at, until)
            and not (reward.stage is Stage.RECOVERED and _is_by(reward.ended_at, until))
        ]

    def values(self, until: date) -> dict[str, int]:
        """Count everything that is shown."""
        paid = self.paid(until)
        counts = {str(grade): sum(one.grade == grade for one in paid) for grade in self.grades}
        lapsed = sum(
            one.stage is Stage.LAPSED and _is_by(one.ended_at, until) for one in self.rewards
        )
        return {**counts, TOTAL: len(paid), LAPSED: lapsed}


@dataclass
class _Register:
    """What was given out last, after looking at one month's end after the other."""

    year: _Year
    smallest: int
    until: date | None = None
    hidden: frozenset[str] = frozenset()
    is_total_shown: bool = False
    _shown: dict[str, int] = field(default_factory=dict)

    def look_at(self, until: date) -> None:
        """Give out what stands at this day, where enough people are behind the change."""
        values, before = self.year.values(until), self._shown.get(TOTAL)
        if not is_given_out(values[TOTAL], before, self.smallest):
            if not before:
                # Few, and nothing was told but that nobody was: say that they are few.
                self.until, self.hidden = until, frozenset(values)
            return
        self.until, self.hidden = until, self._kept_back(values)
        self._shown |= {key: count for key, count in values.items() if key not in self.hidden}

    def _kept_back(self, values: Mapping[str, int]) -> frozenset[str]:
        rows = tuple(str(grade) for grade in self.year.grades)
        figures = Figures(values, [Column(rows, TOTAL)], earlier=self._shown)
        return frozenset(str(key) for key in kept_back(figures, self.smallest))

    @cached_property
    def paid(self) -> list[RewardCase]:
        """What is behind the sums that are shown."""
        is_shown = self.until is not None and TOTAL not in self.hidden
        return self.year.paid(self.until) if self.until and is_shown else []


def public_totals(year: int) -> PublicTotals:
    """Return the sums of the rewards paid in a year (China's calendar), as last given out."""
    smallest = current_place().parameters.whole(SMALL_CELL, clock.today()) or 1
    register = _Register(_read(year), smallest)
    for until in ends_of_months(year, last_day_due(clock.today())):
        register.look_at(until)
    is_shown = register.until is not None and TOTAL not in register.hidden
    budget = find_budget(year)
    return PublicTotals(
        year=year,
        smallest=smallest,
        until=register.until,
        paid_count=len(register.paid) if is_shown else None,
        paid_fen=_sum(register.paid) if is_shown else None,
        median_days=_median_days(register.paid) if register.paid else None,
        granted_fen=budget.granted_fen if budget else None,
        lapsed_count=_lapsed(register),
        by_grade=_by_grade(register) if is_shown else (),
    )


def list_public_years() -> list[int]:
    """Return the years with anything to show, the newest first; always this year."""
    paid = select(RewardCase.paid_at).where(RewardCase.paid_at.is_not(None))
    years = {clock.in_china(moment).year for moment in db.session.scalars(paid) if moment}
    years |= {budget.year for budget in list_budgets()}
    return sorted(years | {clock.today().year}, reverse=True)


def _read(year: int) -> _Year:
    first = datetime(year, 1, 1, tzinfo=clock.CHINA)
    after = datetime(year + 1, 1, 1, tzinfo=clock.CHINA)
    paid = (RewardCase.paid_at >= first) & (RewardCase.paid_at < after)
    is_over = (RewardCase.ended_at >= first) & (RewardCase.ended_at < after)
    wanted = or_(paid, is_over & (RewardCase.stage == Stage.LAPSED))
    rewards = db.session.scalars(select(RewardCase).where(wanted)).all()
    offered = schemes().in_force(clock.today())
    grades = {grade.number for scheme in offered for grade in scheme.grades or ()}
    return _Year(rewards, tuple(sorted(grades | {one.grade for one in rewards if one.grade})))


def _is_by(moment: datetime | None, until: date) -> bool:
    return moment is not None and clock.in_china(moment).date() <= until


def _sum(paid: Sequence[RewardCase]) -> int:
    return sum(reward.amount_fen or 0 for reward in paid)


def _median_days(paid: Sequence[RewardCase]) -> int:
    # The lower median is somebody's own number of days; a mean of two would be nobody's.
    return median_low(
        (clock.in_china(reward.paid_at).date() - reward.concluded_on).days
        for reward in paid
        if reward.paid_at
    )


def _lapsed(register: _Register) -> int | None:
    if register.until is None or LAPSED in register.hidden:
        return None
    return register.year.values(register.until)[LAPSED]


def _by_grade(register: _Register) -> tuple[GradeTotals, ...]:
    found = []
    for grade in register.year.grades:
        ones = [reward for reward in register.paid if reward.grade == grade]
        is_shown = str(grade) not in register.hidden
        found.append(
            GradeTotals(grade, len(ones) if is_shown else None, _sum(ones) if is_shown else None)
        )
    return tuple(found)
