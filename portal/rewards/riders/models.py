"""Tables of riders: codes, enrolments, phones, tips, seals. No name, no telephone, no address."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models import Case
from portal.complaints.rules import Seal
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.rewards.rules import StepKind


class RiderBatch(Base):
    """Codes that were made together, for one station; one for a rider who needs a new one."""

    __tablename__ = "rider_batch"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    submit_digest: Mapped[str] = mapped_column(String(64), unique=True)
    station: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))
    expires_on: Mapped[date | None]
    codes: Mapped[list["RiderCode"]] = relationship(
        back_populates="batch", order_by="RiderCode.serial"
    )

    @property
    def subject(self) -> str:
        """How the audit log names these codes."""
        return f"rider-codes:{self.reference}"


class RiderCode(Base):
    """One code, as a keyed digest. ``rider_id`` is set where it replaces a lost phone's entry.

    Who used it is not kept: a station's codes are not to lead to its riders.
    """

    __tablename__ = "rider_code"
    __table_args__ = (UniqueConstraint("batch_id", "serial"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("rider_batch.id"), index=True)
    serial: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    rider_id: Mapped[int | None] = mapped_column(ForeignKey("rider.id"), index=True)
    used_on: Mapped[date | None]
    revoked_on: Mapped[date | None]
    batch: Mapped[RiderBatch] = relationship(back_populates="codes")


class Rider(Base):
    """A rider who enrolled: a number, a PIN, a platform."""

    __tablename__ = "rider"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    pin_digest: Mapped[str] = mapped_column(String(64))
    platform: Mapped[str] = mapped_column(String(40))
    enrolled_on: Mapped[date]
    # Since a new code was used: what was told before is shown without its place.
    renewed_at: Mapped[datetime | None]
    ended_on: Mapped[date | None]

    @property
    def subject(self) -> str:
        """How the audit log names this rider."""
        return f"rider:{self.number}"


class RiderPhone(Base):
    """One phone on which a rider is signed in; the cookie's token as a digest."""

    __tablename__ = "rider_phone"
    __table_args__ = UNSEEN

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    rider_id: Mapped[int] = mapped_column(ForeignKey("rider.id"), index=True)
    expires_on: Mapped[date]
    rider: Mapped[Rider] = relationship()


class RiderTip(Base):
    """A case that an enrolled rider filed; ``tag`` stands for the rider and leads to nobody.

    What the scheme's caps left of its fixed sum is settled when the reward is proposed.
    """

    __tablename__ = "rider_tip"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(22), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), unique=True)
    tag: Mapped[str] = mapped_column(String(64), index=True)
    # One order, one tip: rider, shop, platform, day, and which order of the day it is.
    order_digest: Mapped[str] = mapped_column(String(64), unique=True)
    is_further_order: Mapped[bool]
    fixed_fen: Mapped[int | None]
    granted_fen: Mapped[int | None]
    limited_by: Mapped[StepKind | None]
    case: Mapped[Case] = relationship()


class SealFinding(Base):
    """What the handler found of a takeaway's seal; the public sees sums of these alone."""

    __tablename__ = "seal_finding"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    found: Mapped[Seal]
    found_at: Mapped[datetime] = mapped_column(index=True)
    found_by: Mapped[str] = mapped_column(String(60))
    case: Mapped[Case] = relationship()
