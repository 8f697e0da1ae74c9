"""Payments, a year's budget, and the ledger, which is append-only."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from portal.kernel.db import Base
from portal.rewards.models.rewards import RewardCase
from portal.rewards.rules import LedgerAccount, Movement, PaymentResult


class Payment(Base):
    """One attempt to pay one reward."""

    __tablename__ = "reward_payment"
    __table_args__ = (UniqueConstraint("reward_id", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    reward_id: Mapped[int] = mapped_column(ForeignKey("reward_case.id"), index=True)
    attempt: Mapped[int]
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    result: Mapped[PaymentResult]
    started_at: Mapped[datetime]
    started_by: Mapped[str] = mapped_column(String(60))
    finished_at: Mapped[datetime | None]
    finished_by: Mapped[str | None] = mapped_column(String(60))
    bank_reference: Mapped[str | None] = mapped_column(String(60), unique=True)
    failure: Mapped[str] = mapped_column(Text, default="")
    reward: Mapped[RewardCase] = relationship(back_populates="payments")


class BudgetYear(Base):
    """One year's money.

    The sums repeat the ledger, so that the database itself refuses to spend more than was
    granted (D5).
    """

    __tablename__ = "reward_budget_year"
    __table_args__ = (
        CheckConstraint("reserved_fen + paid_fen + recovered_fen <= granted_fen", name="spent"),
        CheckConstraint(
            "granted_fen >= 0 AND reserved_fen >= 0 AND paid_fen >= 0 AND recovered_fen >= 0",
            name="positive",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    granted_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    reserved_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    paid_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    released_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    recovered_fen: Mapped[int] = mapped_column(BigInteger, default=0)

    @property
    def available_fen(self) -> int:
        """What may still be reserved."""
        return self.granted_fen - self.reserved_fen - self.paid_fen - self.recovered_fen


class LedgerEntry(Base):
    """An amount taken out of one account and put into another. Never changed, never deleted."""

    __tablename__ = "reward_ledger_entry"
    __table_args__ = (
        UniqueConstraint("reward_id", "round", "movement"),
        CheckConstraint("amount_fen > 0", name="amount"),
        CheckConstraint("from_account <> to_account", name="accounts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    budget_year_id: Mapped[int] = mapped_column(ForeignKey("reward_budget_year.id"), index=True)
    movement: Mapped[Movement]
    from_account: Mapped[LedgerAccount]
    to_account: Mapped[LedgerAccount]
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    reward_id: Mapped[int | None] = mapped_column(ForeignKey("reward_case.id"), index=True)
    round: Mapped[int | None]
    document: Mapped[str] = mapped_column(String(120), default="")
    entered_at: Mapped[datetime]
    entered_by: Mapped[str] = mapped_column(String(80))
    budget_year: Mapped[BudgetYear] = relationship()
    reward: Mapped[RewardCase | None] = relationship()


class LedgerRewriteError(RuntimeError):
    """The program tried to rewrite the ledger."""


@event.listens_for(LedgerEntry, "before_update")
@event.listens_for(LedgerEntry, "before_delete")
def _refuse_rewriting(
    _mapper: Mapper[LedgerEntry], _connection: Connection, entry: LedgerEntry
) -> None:
    raise LedgerRewriteError(str(entry.id))
