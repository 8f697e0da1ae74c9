"""Payments, a year's budget, and the ledger, which is append-only."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.append_only import keep_for_ever
from portal.kernel.db import Base
from portal.rewards.models.batches import PaymentBatch
from portal.rewards.models.rewards import RewardCase
from portal.rewards.rules import LedgerAccount, Movement, PaymentResult

NOT_FAILED = text("result <> 'failed'")
PAID_OUT = text("movement = 'pay'")


class Payment(Base):
    """One attempt to pay one reward: at the counter, singly, or as a line of a batch.

    The database itself keeps no second attempt beside one that runs or has succeeded (D6).
    ``line_code`` is the check code of what the batch ordered, payee and account included.
    """

    __tablename__ = "reward_payment"
    __table_args__ = (
        UniqueConstraint("reward_id", "attempt"),
        UniqueConstraint("batch_id", "batch_line"),
        Index(
            "uq_reward_payment_not_failed",
            "reward_id",
            unique=True,
            sqlite_where=NOT_FAILED,
            postgresql_where=NOT_FAILED,
        ),
    )

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
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("reward_payment_batch.id"), index=True)
    batch_line: Mapped[int | None]
    line_code: Mapped[str | None] = mapped_column(String(32))
    reward: Mapped[RewardCase] = relationship(back_populates="payments")
    batch: Mapped[PaymentBatch | None] = relationship(back_populates="payments")


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
        # Whatever round it was in, a reward is paid once.
        Index(
            "uq_reward_ledger_entry_paid",
            "reward_id",
            unique=True,
            sqlite_where=PAID_OUT,
            postgresql_where=PAID_OUT,
        ),
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
    """Something tried to rewrite the ledger."""


keep_for_ever(
    LedgerEntry, "entries of the ledger are never changed and never deleted", LedgerRewriteError
)
