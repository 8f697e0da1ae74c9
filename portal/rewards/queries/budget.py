"""The money of each year."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.kernel.db import db
from portal.rewards.models import BudgetYear, LedgerEntry, RewardCase
from portal.rewards.rules import LedgerAccount, balances

LONGEST_LEDGER = 200


def find_budget(year: int) -> BudgetYear | None:
    """Return one year's budget, or None where nothing was granted."""
    return db.session.scalar(select(BudgetYear).filter_by(year=year))


def list_budgets() -> Sequence[BudgetYear]:
    """Return every year's budget, the newest first."""
    return db.session.scalars(select(BudgetYear).order_by(BudgetYear.year.desc())).all()


def list_entries(year: int, limit: int = LONGEST_LEDGER) -> Sequence[LedgerEntry]:
    """Return a year's ledger, the newest entry first."""
    return db.session.scalars(
        select(LedgerEntry)
        .join(LedgerEntry.budget_year)
        .where(BudgetYear.year == year)
        .options(selectinload(LedgerEntry.reward))
        .order_by(LedgerEntry.id.desc())
        .limit(limit)
    ).all()


def ledger_balances(year: int) -> dict[LedgerAccount, int]:
    """Return what each account of a year holds, in 分, counted from the ledger alone."""
    entries = select(LedgerEntry).join(LedgerEntry.budget_year).where(BudgetYear.year == year)
    return balances(db.session.scalars(entries))


def list_entries_of(reward: RewardCase) -> Sequence[LedgerEntry]:
    """Return where a reward's money went, the first entry first."""
    entries = select(LedgerEntry).filter_by(reward_id=reward.id).order_by(LedgerEntry.id)
    return db.session.scalars(entries).all()
