"""Tables of walk-in tests."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.db import Base
from portal.kernel.seats import HasSeats, seats_check
from portal.walkins.rules import Finding, Stage


class WalkInSlot(HasSeats, Base):
    """Some hours at a place, with so many tests; ``kinds`` are codes of the place's vocabulary."""

    __tablename__ = "walk_in_slot"
    __table_args__ = (seats_check(), CheckConstraint("ends_at > starts_at", name="times"))

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    venue: Mapped[str] = mapped_column(String(120))
    venue_en: Mapped[str] = mapped_column(String(200), default="")
    kinds: Mapped[list[str]]
    cancelled_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str] = mapped_column(String(400), default="")

    @property
    def subject(self) -> str:
        """This slot as the audit log names things."""
        return f"walk-in-slot:{self.reference}"

    @property
    def hours(self) -> str:
        """From when to when, on a clock in China."""
        begins, ends = clock.in_china(self.starts_at), clock.in_china(self.ends_at)
        return f"{begins:%H:%M}–{ends:%H:%M}"

    @property
    def is_open(self) -> bool:
        """Whether somebody may book."""
        is_coming = self.starts_at > clock.now() and self.cancelled_at is None
        return is_coming and self.free_count > 0


class WalkInBooking(Base):
    """One sample. Name and contact are sealed; only the desk opens them."""

    __tablename__ = "walk_in_booking"
    __table_args__ = (Index("ix_walk_in_booking_stage_released_at", "stage", "released_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("walk_in_slot.id"), index=True)
    once_digest: Mapped[str] = mapped_column(String(64), unique=True)
    stage: Mapped[Stage]
    kind: Mapped[str] = mapped_column(String(40))
    product: Mapped[str] = mapped_column(String(120))
    sealed_name: Mapped[bytes]
    sealed_contact: Mapped[bytes]
    booked_at: Mapped[datetime]
    sample_number: Mapped[str | None] = mapped_column(String(20), unique=True)
    arrived_at: Mapped[datetime | None]
    method: Mapped[str] = mapped_column(String(200), default="")
    readings: Mapped[list[Any]] = mapped_column(default=list)
    finding: Mapped[Finding | None]
    entered_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    sent_back: Mapped[str] = mapped_column(String(400), default="")
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    erased_at: Mapped[datetime | None]
    slot: Mapped[WalkInSlot] = relationship()
    entered_by: Mapped[Account | None] = relationship(foreign_keys=entered_by_id)

    @property
    def subject(self) -> str:
        """This booking as the audit log names things."""
        return f"walk-in:{self.reference}"
