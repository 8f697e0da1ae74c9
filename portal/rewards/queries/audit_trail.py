"""Every 分 from the budget to the payment, one line for each movement; for auditors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.kernel.db import db
from portal.rewards.models import BudgetYear, LedgerEntry, Payment, PaymentBatch, RewardCase
from portal.rewards.rules import ROUTES, LedgerAccount, Movement, PaymentResult


@dataclass(frozen=True)
class TrailLine:
    """One movement of money, what it rests on, and what was free afterwards."""

    number: int
    entered_at: datetime
    movement: Movement
    from_account: LedgerAccount
    to_account: LedgerAccount
    amount_fen: int
    available_fen: int
    reward: str
    document: str
    payment: str
    batch: str
    bank_reference: str
    entered_by: str


def trail_of(year: int) -> Sequence[TrailLine]:
    """Return a year's ledger, the first entry first, each with the payment it belongs to."""
    found: Any = db.session.execute(
        select(LedgerEntry, RewardCase.reference, Payment, PaymentBatch.reference)
        .join(LedgerEntry.budget_year)
        .outerjoin(LedgerEntry.reward)
        .outerjoin(
            Payment,
            (Payment.reward_id == LedgerEntry.reward_id)
            & (Payment.result == PaymentResult.PAID)
            & LedgerEntry.movement.in_((Movement.PAY, Movement.RECOVER)),
        )
        .outerjoin(Payment.batch)
        .where(BudgetYear.year == year)
        .order_by(LedgerEntry.id)
    )
    lines, available_fen = [], 0
    for number, (entry, reward, payment, batch) in enumerate(found, start=1):
        source, target = ROUTES[entry.movement]
        available_fen += entry.amount_fen * (target is LedgerAccount.AVAILABLE)
        available_fen -= entry.amount_fen * (source is LedgerAccount.AVAILABLE)
        lines.append(
            TrailLine(
                number=number,
                entered_at=entry.entered_at,
                movement=entry.movement,
                from_account=entry.from_account,
                to_account=entry.to_account,
                amount_fen=entry.amount_fen,
                available_fen=available_fen,
                reward=reward or "",
                document=entry.document,
                payment=payment.reference if payment is not None else "",
                batch=batch or "",
                bank_reference=(payment.bank_reference or "") if payment is not None else "",
                entered_by=entry.entered_by,
            )
        )
    return lines
