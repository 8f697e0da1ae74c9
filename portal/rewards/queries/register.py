"""The public register: sums, and never a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median_low

from sqlalchemy import func, select

from portal.kernel import clock
from portal.kernel.db import db
from portal.places.profile import current_place
from portal.rewards.models import RewardCase
from portal.rewards.queries.budget import find_budget, list_budgets
from portal.rewards.rules import Stage, shown_cells, total_is_shown
from portal.rewards.scheme_files import schemes

SMALL_CELL = "privacy.small_cell"


@dataclass(frozen=True)
class GradeTotals:
    """One grade of the public register; None where a small number is not shown."""

    grade: int
    count: int | None
    amount_fen: int | None


@dataclass(frozen=True)
class PublicTotals:
    """What the public sees of one year's rewards: sums, and never a person.

    None stands where fewer than ``smallest`` people are behind a figure.
    """

    year: int
    smallest: int
    paid_count: int | None
    paid_fen: int | None
    median_days: int | None
    granted_fen: int | None
    lapsed_count: int | None
    by_grade: tuple[GradeTotals, ...]

    @property
    def is_hidden(self) -> bool:
        """Whether anything was paid that is too little to be shown."""
        return self.paid_count is None


def public_totals(year: int) -> PublicTotals:
    """Return the sums of the rewards paid in a year (China's calendar); small cells are hidden."""
    smallest = current_place().parameters.whole(SMALL_CELL, clock.today()) or 1
    paid = _paid_in(year)
    lapsed = _count_lapsed_in(year)
    shown = total_is_shown(len(paid), smallest)
    budget = find_budget(year)
    return PublicTotals(
        year=year,
        smallest=smallest,
        paid_count=len(paid) if shown else None,
        paid_fen=sum(reward.amount_fen or 0 for reward in paid) if shown else None,
        median_days=_median_days(paid) if shown and paid else None,
        granted_fen=budget.granted_fen if budget else None,
        lapsed_count=lapsed if total_is_shown(lapsed, smallest) else None,
        by_grade=_by_grade(paid, smallest) if shown else (),
    )


def list_public_years() -> list[int]:
    """Return the years with anything to show, the newest first; always this year."""
    paid = select(RewardCase.paid_at).where(RewardCase.stage == Stage.PAID)
    years = {clock.in_china(moment).year for moment in db.session.scalars(paid) if moment}
    years |= {budget.year for budget in list_budgets()}
    return sorted(years | {clock.today().year}, reverse=True)


def _year(year: int) -> tuple[datetime, datetime]:
    return (
        datetime(year, 1, 1, tzinfo=clock.CHINA),
        datetime(year + 1, 1, 1, tzinfo=clock.CHINA),
    )


def _paid_in(year: int) -> Sequence[RewardCase]:
    first, next_year = _year(year)
    return db.session.scalars(
        select(RewardCase).where(
            RewardCase.stage == Stage.PAID,
            RewardCase.paid_at >= first,
            RewardCase.paid_at < next_year,
        )
    ).all()


def _count_lapsed_in(year: int) -> int:
    first, next_year = _year(year)
    lapsed = (
        select(func.count())
        .select_from(RewardCase)
        .where(
            RewardCase.stage == Stage.LAPSED,
            RewardCase.ended_at >= first,
            RewardCase.ended_at < next_year,
        )
    )
    return db.session.scalar(lapsed) or 0


def _median_days(paid: Iterable[RewardCase]) -> int:
    # The lower median is somebody's own number of days; a mean of two would be nobody's.
    return median_low(
        (clock.in_china(reward.paid_at).date() - reward.concluded_on).days
        for reward in paid
        if reward.paid_at
    )


def _by_grade(paid: Sequence[RewardCase], smallest: int) -> tuple[GradeTotals, ...]:
    offered = schemes().in_force(clock.today())
    grades = {grade.number for scheme in offered for grade in scheme.grades or ()}
    grades |= {reward.grade for reward in paid if reward.grade}
    counts = {n: sum(reward.grade == n for reward in paid) for n in sorted(grades)}
    shown = shown_cells(counts, smallest)
    return tuple(
        GradeTotals(
            grade=n,
            count=count if n in shown else None,
            amount_fen=sum(reward.amount_fen or 0 for reward in paid if reward.grade == n)
            if n in shown
            else None,
        )
        for n, count in counts.items()
    )
