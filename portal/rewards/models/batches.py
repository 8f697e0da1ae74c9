"""Batches of payments: what goes to the bank as one file and comes back as one."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.rewards.rules.batches import BatchStage

if TYPE_CHECKING:
    from portal.rewards.models.money import Payment


class PaymentBatch(Base):
    """One order to the bank: payments that go out as one file and come back as one file.

    ``code`` is the check code of all lines; ``result_digest`` tells a result file that came
    again from another one.
    """

    __tablename__ = "reward_payment_batch"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    stage: Mapped[BatchStage] = mapped_column(index=True)
    line_count: Mapped[int]
    total_fen: Mapped[int] = mapped_column(BigInteger)
    code: Mapped[str] = mapped_column(String(32))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(60))
    result_digest: Mapped[str | None] = mapped_column(String(64))

    payments: Mapped[list["Payment"]] = relationship(
        back_populates="batch", order_by="Payment.batch_line"
    )

    @property
    def subject(self) -> str:
        """How the audit log names this batch."""
        return f"payment-batch:{self.reference}"
