"""Tables of visits: requests, days of bases, and bookings."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.visits.rules import BookingStage, VisitStage


class Visit(Base):
    """An organisation's wish for a visit. The contact is sealed; only the desk opens it."""

    __tablename__ = "visit"
    __table_args__ = (Index("ix_visit_stage", "stage", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    organisation: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(80))
    region: Mapped[str] = mapped_column(String(12))
    address: Mapped[str] = mapped_column(String(200))
    topic: Mapped[str] = mapped_column(String(200))
    people_count: Mapped[int]
    wished_on: Mapped[date]
    may_publish: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    sealed_contact: Mapped[bytes]
    stage: Mapped[VisitStage]
    agreed_on: Mapped[date | None]
    proposed_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(400), default="")
    requested_at: Mapped[datetime]
    came_count: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    article: Mapped[str] = mapped_column(String(200), default="")

    @property
    def subject(self) -> str:
        """This request as the audit log names things."""
        return f"visit:{self.reference}"


class BaseDay(Base):
    """A day on which a base is open. ``taken_count`` never passes ``quota_count``."""

    __tablename__ = "base_day"
    __table_args__ = (
        UniqueConstraint("base", "open_on", "hours"),
        CheckConstraint("taken_count >= 0 AND taken_count <= quota_count", name="quota"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    base: Mapped[str] = mapped_column(String(40))
    open_on: Mapped[date] = mapped_column(index=True)
    hours: Mapped[str] = mapped_column(String(40))
    quota_count: Mapped[int]
    taken_count: Mapped[int]

    @property
    def left_count(self) -> int:
        """How many people still fit in."""
        return self.quota_count - self.taken_count

    @property
    def subject(self) -> str:
        """This day as the audit log names things."""
        return f"base-day:{self.base}:{self.open_on.isoformat()}"


class BaseBooking(Base):
    """A group's places on a day. Who they are is sealed."""

    __tablename__ = "base_booking"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("base_day.id"), index=True)
    people_count: Mapped[int]
    sealed_contact: Mapped[bytes]
    stage: Mapped[BookingStage]
    booked_at: Mapped[datetime]
    day: Mapped[BaseDay] = relationship(lazy="joined")

    @property
    def subject(self) -> str:
        """This booking as the audit log names things."""
        return f"base-booking:{self.reference}"
