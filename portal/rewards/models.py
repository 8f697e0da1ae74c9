"""Tables of rewards. Whoever collects one is kept apart, sealed; the ledger is append-only."""

from datetime import date, datetime
from typing import Any

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

from portal.complaints.models import Case
from portal.kernel.db import Base
from portal.rewards.rules import (
    Collector,
    Decision,
    LedgerAccount,
    Movement,
    Part,
    PaymentResult,
    PayMethod,
    Stage,
)


class RewardCase(Base):
    """What one verified report may earn; one within a family of schemes.

    ``round`` counts proposals: a returned or reopened reward starts its next one.
    """

    __tablename__ = "reward_case"
    __table_args__ = (UniqueConstraint("case_id", "family"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    family: Mapped[str] = mapped_column(String(60))
    stage: Mapped[Stage] = mapped_column(index=True)
    round: Mapped[int] = mapped_column(default=1)
    concluded_on: Mapped[date]
    opened_at: Mapped[datetime]
    notice_due_on: Mapped[date | None] = mapped_column(index=True)

    # Everything the amount is recomputed from, for ever (D3).
    scheme_id: Mapped[str] = mapped_column(String(60))
    scheme_version: Mapped[str] = mapped_column(String(40))
    scheme_digest: Mapped[str] = mapped_column(String(64))
    grade: Mapped[int | None]
    base_fen: Mapped[int | None] = mapped_column(BigInteger)
    uplift_percent: Mapped[int | None]
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)

    handler: Mapped[str | None] = mapped_column(String(60))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    consultation: Mapped[str | None] = mapped_column(String(120))
    refused_ground: Mapped[str | None] = mapped_column(String(60))
    refused_because: Mapped[str] = mapped_column(Text, default="")
    proposed_at: Mapped[datetime | None]
    notified_at: Mapped[datetime | None]
    claim_until: Mapped[date | None] = mapped_column(index=True)
    extension_days: Mapped[int] = mapped_column(default=0)
    objection_until: Mapped[date | None]
    objected_at: Mapped[datetime | None]
    objection: Mapped[str] = mapped_column(Text, default="")
    paid_at: Mapped[datetime | None] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship()
    approvals: Mapped[list["RewardApproval"]] = relationship(
        back_populates="reward", order_by="RewardApproval.id"
    )
    claims: Mapped[list["RewardClaim"]] = relationship(
        back_populates="reward", order_by="RewardClaim.id"
    )
    payments: Mapped[list["Payment"]] = relationship(back_populates="reward", order_by="Payment.id")

    @property
    def subject(self) -> str:
        """How the audit log names this reward."""
        return f"reward:{self.reference}"

    @property
    def claim(self) -> "RewardClaim | None":
        """The claim of the current round, if the reporter has filed one."""
        return next((claim for claim in self.claims if claim.round == self.round), None)

    @property
    def payment(self) -> "Payment | None":
        """The latest attempt to pay."""
        return self.payments[-1] if self.payments else None


class RewardApproval(Base):
    """One approver's decision in one round."""

    __tablename__ = "reward_approval"
    __table_args__ = (UniqueConstraint("reward_id", "round", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reward_id: Mapped[int] = mapped_column(ForeignKey("reward_case.id"), index=True)
    round: Mapped[int]
    part: Mapped[Part]
    approver: Mapped[str] = mapped_column(String(60))
    decision: Mapped[Decision]
    reason: Mapped[str] = mapped_column(Text, default="")
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    decided_at: Mapped[datetime]
    reward: Mapped[RewardCase] = relationship(back_populates="approvals")


class RewardClaim(Base):
    """A reporter's claim. The code's digest is kept; the code itself only until confirmed."""

    __tablename__ = "reward_claim"
    __table_args__ = (UniqueConstraint("reward_id", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reward_id: Mapped[int] = mapped_column(ForeignKey("reward_case.id"), index=True)
    round: Mapped[int]
    identity_code: Mapped[str] = mapped_column(String(20), unique=True)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    sealed_code: Mapped[bytes | None]
    is_named: Mapped[bool]
    method: Mapped[PayMethod]
    claimed_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    expires_on: Mapped[date | None]
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[str | None] = mapped_column(String(60))
    collector: Mapped[Collector | None]
    reward: Mapped[RewardCase] = relationship(back_populates="claims")
    payee: Mapped["Payee | None"] = relationship(back_populates="claim")


class Payee(Base):
    """Name and bank account of a claim, sealed, for finance alone (``services.read_payee``)."""

    __tablename__ = "reward_payee"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("reward_claim.id"), unique=True)
    sealed: Mapped[bytes]
    claim: Mapped[RewardClaim] = relationship(back_populates="payee")


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
