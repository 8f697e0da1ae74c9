"""Tables of taking part."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.events.rules import Part, Stage
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.kernel.seats import HasSeats, seats_check


class EventSeats(HasSeats, Base):
    """An event for which people sign up; what it is and when, its article says, in any language."""

    __tablename__ = "event_seats"
    __table_args__ = (seats_check(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    closes_at: Mapped[datetime]
    helpers_wanted: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str] = mapped_column(String(400), default="")
    changed_count: Mapped[int] = mapped_column(default=0)

    @property
    def subject(self) -> str:
        """This event as the audit log names things."""
        return f"event:{self.slug}"


class EventSignUp(Base):
    """One group that wants to come. Name and contact are sealed; only the desk opens them."""

    __tablename__ = "event_sign_up"
    __table_args__ = (
        Index("ix_event_sign_up_event_id_stage", "event_id", "stage"),
        CheckConstraint("people_count > 0", name="people"),
        UNSEEN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event_seats.id"))
    once_digest: Mapped[str] = mapped_column(String(64), unique=True)
    part: Mapped[Part]
    stage: Mapped[Stage]
    people_count: Mapped[int]
    sealed_name: Mapped[bytes]
    sealed_contact: Mapped[bytes]
    member_reference: Mapped[str] = mapped_column(String(20), default="", index=True)
    signed_up_at: Mapped[datetime]
    moved_up_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    noted_at: Mapped[datetime | None]
    minutes_count: Mapped[int | None]
    erased_at: Mapped[datetime | None]
    event: Mapped[EventSeats] = relationship()

    @property
    def subject(self) -> str:
        """This sign-up as the audit log names things."""
        return f"sign-up:{self.reference}"


class CampaignEdition(Base):
    """A campaign in one year: when it was held, and what it was about."""

    __tablename__ = "campaign_edition"
    __table_args__ = (
        UniqueConstraint("code", "year"),
        CheckConstraint("ends_on >= starts_on", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    year: Mapped[int]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    theme: Mapped[str] = mapped_column(String(120), default="")
    theme_en: Mapped[str] = mapped_column(String(240), default="")
    changed_at: Mapped[datetime]
    changed_count: Mapped[int] = mapped_column(default=0)
    rows: Mapped[list["CampaignArticle"]] = relationship(
        cascade="all, delete-orphan", order_by="CampaignArticle.id"
    )

    @property
    def slugs(self) -> list[str]:
        """The articles and events that belong to it."""
        return [row.slug for row in self.rows]


class CampaignArticle(Base):
    """An article or event that belongs to a campaign in one year."""

    __tablename__ = "campaign_article"
    __table_args__ = (UniqueConstraint("edition_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("campaign_edition.id"))
    slug: Mapped[str] = mapped_column(String(80), index=True)
