"""Who asked to be written to about new results. The address is sealed; no page is made of these."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.sampling.rules.subscriptions import Frequency


class Subscription(Base):
    """One search that one address follows; without ``confirmed_at`` it is only a wish."""

    __tablename__ = "sampling_subscription"
    __table_args__ = (
        UniqueConstraint("address_digest", "question_digest"),
        UNSEEN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    sealed_address: Mapped[bytes]
    address_digest: Mapped[str] = mapped_column(String(64), index=True)
    question: Mapped[dict[str, Any]]
    question_digest: Mapped[str] = mapped_column(String(64))
    frequency: Mapped[Frequency]
    language: Mapped[str] = mapped_column(String(8))
    asked_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]
    told_until: Mapped[datetime | None]


class SubscriptionLetter(Base):
    """That the letter of a period was begun: written down before it is sent, so never twice."""

    __tablename__ = "sampling_subscription_letter"
    __table_args__ = (UniqueConstraint("subscription_id", "period_on"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    subscription_id: Mapped[int] = mapped_column(
        ForeignKey("sampling_subscription.id", ondelete="CASCADE"), index=True
    )
    period_on: Mapped[date]
    begun_at: Mapped[datetime]
