"""A claim, and whoever collects it: kept apart, sealed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.rewards.models.rewards import RewardCase
from portal.rewards.rules import Collector, PayMethod


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
    # Kinds of papers that were looked at; never a number or a name.
    papers: Mapped[list[str] | None]
    # Who reported jointly, whoever claims for them included (one reward, one representative).
    reporter_count: Mapped[int] = mapped_column(default=1, server_default="1")
    # Whether a member of staff or a declared relative bears the name of the payee (D7).
    has_namesake: Mapped[bool] = mapped_column(default=False, server_default=false())
    reward: Mapped[RewardCase] = relationship(back_populates="claims")
    payee: Mapped["Payee | None"] = relationship(back_populates="claim")


class Payee(Base):
    """Name and bank account of a claim, sealed, for finance alone (``services.read_payee``)."""

    __tablename__ = "reward_payee"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("reward_claim.id"), unique=True)
    sealed: Mapped[bytes]
    claim: Mapped[RewardClaim] = relationship(back_populates="payee")
