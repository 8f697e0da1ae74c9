"""A reward, what was answered about it, and who decided what."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models import Case
from portal.kernel.db import Base
from portal.rewards.rules import Decision, Expected, Part, Side, Stage

if TYPE_CHECKING:
    from portal.rewards.models.claims import RewardClaim
    from portal.rewards.models.money import Payment


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
    # The part of the penalty that the report led to, where that is not the whole.
    matched_fen: Mapped[int | None] = mapped_column(BigInteger)
    matched_part: Mapped[str] = mapped_column(Text, default="", server_default="")
    uplift_percent: Mapped[int | None]
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)

    # Who verified the report, and who proposed last.
    investigator: Mapped[str | None] = mapped_column(String(60))
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
    replies: Mapped[list["RewardAnswer"]] = relationship(
        back_populates="reward", order_by="RewardAnswer.id"
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


class RewardAnswer(Base):
    """What one side said to one question of eligibility, when, and by which article.

    ``given_by`` is ``citizen`` for the reporter, who may have no name. Nothing is overwritten:
    the last answer of a side counts.
    """

    __tablename__ = "reward_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    reward_id: Mapped[int] = mapped_column(ForeignKey("reward_case.id"), index=True)
    round: Mapped[int]
    side: Mapped[Side]
    code: Mapped[str] = mapped_column(String(60))
    said: Mapped[Expected]
    article: Mapped[str | None] = mapped_column(String(60))
    given_by: Mapped[str] = mapped_column(String(60))
    given_at: Mapped[datetime]
    reward: Mapped[RewardCase] = relationship(back_populates="replies")


class RewardApproval(Base):
    """What somebody decided in one round: a proposal or a refusal, an approval, a review."""

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
