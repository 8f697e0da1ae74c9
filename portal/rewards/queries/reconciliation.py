"""What a month's account is made of, and the accounts that were made."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.rewards.models import (
    BudgetYear,
    LedgerEntry,
    Payment,
    PaymentBatch,
    Reconciliation,
    RewardCase,
)
from portal.rewards.rules import PaymentResult, Stage
from portal.rewards.rules.reconciliation import (
    BatchFact,
    BudgetFact,
    EntryFact,
    Found,
    Line,
    PaymentFact,
    RewardFact,
    differences,
    lines_of,
)

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
RESERVED = frozenset(
    {
        Stage.NOTIFIED, Stage.OBJECTED, Stage.REVIEWED, Stage.VERIFIED, Stage.PAYING, Stage.FAILED,
    }
)  # fmt: skip
OUT = frozenset({Stage.PAID, Stage.RECOVERED})
LONGEST_MONTHS = 36


def month_in(text: str) -> date:
    """Return the first day of a month written 2026-11; raises NotFound."""
    found = MONTH.fullmatch(text)
    if found is None:
        raise NotFound("month")
    return date(int(found[1]), int(found[2]), 1)


def last_day_of(month: date) -> date:
    """Return the last day of a month."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def list_months() -> list[date]:
    """Return every month since the first entry of the ledger, the newest first."""
    first = db.session.scalar(select(func.min(LedgerEntry.entered_at)))
    month, months = clock.today().replace(day=1), list[date]()
    begin = clock.in_china(first).date().replace(day=1) if first else month
    while month >= begin and len(months) < LONGEST_MONTHS:
        months.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return months


def count_month(month: date) -> tuple[list[Line], list[Found]]:
    """Return a month's lines, and every difference that there is today."""
    entries = _entries()
    lines = lines_of(entries, month, last_day_of(month))
    return lines, differences(entries, _payments(), _batches(), _rewards(), _budgets())


def list_reconciliations(month: date | None = None) -> Sequence[Reconciliation]:
    """Return the accounts that were made, the newest first."""
    made = select(Reconciliation).order_by(Reconciliation.id.desc())
    if month is not None:
        made = made.filter_by(month=month)
    return db.session.scalars(made).all()


def _entries() -> list[EntryFact]:
    found = db.session.execute(
        select(LedgerEntry, BudgetYear.year, RewardCase.scheme_id, RewardCase.reference)
        .join(LedgerEntry.budget_year)
        .outerjoin(LedgerEntry.reward)
        .order_by(LedgerEntry.id)
    )
    return [
        EntryFact(
            year=year,
            scheme=scheme or "",
            movement=entry.movement,
            amount_fen=entry.amount_fen,
            on=clock.in_china(entry.entered_at).date(),
            reward=reward or "",
        )
        for entry, year, scheme, reward in found
    ]


def _payments() -> list[PaymentFact]:
    found = db.session.execute(
        select(Payment.reference, RewardCase.reference, Payment.amount_fen, Payment.finished_at)
        .join(Payment.reward)
        .where(Payment.result == PaymentResult.PAID)
        .order_by(Payment.id)
    )
    return [
        PaymentFact(number, reward, amount_fen, clock.in_china(at).date())
        for number, reward, amount_fen, at in found
        if at is not None
    ]


def _batches() -> list[BatchFact]:
    found = db.session.execute(
        select(
            PaymentBatch.reference,
            PaymentBatch.line_count,
            PaymentBatch.total_fen,
            func.count(Payment.id),
            func.coalesce(func.sum(Payment.amount_fen), 0),
        )
        .outerjoin(PaymentBatch.payments)
        .group_by(PaymentBatch.id)
        .order_by(PaymentBatch.id)
    )
    return [
        BatchFact(reference, line_count, total_fen, counted, int(summed))
        for reference, line_count, total_fen, counted, summed in found
    ]


def _rewards() -> list[RewardFact]:
    found = db.session.execute(
        select(RewardCase.reference, RewardCase.stage, RewardCase.amount_fen).order_by(
            RewardCase.id
        )
    )
    return [
        RewardFact(reference, stage in RESERVED, stage in OUT, amount_fen or 0)
        for reference, stage, amount_fen in found
    ]


def _budgets() -> list[BudgetFact]:
    return [
        BudgetFact(
            one.year,
            one.granted_fen,
            one.reserved_fen,
            one.paid_fen,
            one.recovered_fen,
            one.released_fen,
        )
        for one in db.session.scalars(select(BudgetYear).order_by(BudgetYear.year))
    ]
