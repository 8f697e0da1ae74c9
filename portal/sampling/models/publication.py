"""Announcements that results are published with, and orders to publish at a time."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.sampling.models.imports import SampleImport
from portal.sampling.rules.publication import AnnouncementStage, OrderStage


class Announcement(Base):
    """One notice to the public, with a page of its own.

    ``kind`` is a code of the parameters publication.county_may and publication.needs_authority;
    ``authority`` is the number of the document that allows what a county may not publish itself.
    """

    __tablename__ = "announcement"
    __table_args__ = (Index("ix_announcement_newest", "stage", "announced_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300), default="")
    number: Mapped[str] = mapped_column(String(120), default="", index=True)
    announced_on: Mapped[date]
    department: Mapped[str] = mapped_column(String(60))
    document: Mapped[str] = mapped_column(String(200), default="")
    authority: Mapped[str] = mapped_column(String(120), default="")
    body: Mapped[str] = mapped_column(default="")
    stage: Mapped[AnnouncementStage] = mapped_column(default=AnnouncementStage.DRAFT)
    drafted_by: Mapped[str] = mapped_column(String(80))
    drafted_at: Mapped[datetime]
    published_by: Mapped[str | None] = mapped_column(String(80))
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(String(500), default="")

    @property
    def name(self) -> str:
        """What it is called: its title, else its number."""
        return self.title or self.number


class PublicationOrder(Base):
    """That an import becomes public at a time, unless somebody cancels it before."""

    __tablename__ = "publication_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("sample_import.id"), index=True)
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"))
    publish_at: Mapped[datetime]
    stage: Mapped[OrderStage] = mapped_column(default=OrderStage.WAITING)
    failure: Mapped[str] = mapped_column(String(300), default="")
    ordered_by: Mapped[str] = mapped_column(String(80))
    ordered_at: Mapped[datetime]
    ended_by: Mapped[str | None] = mapped_column(String(80))
    ended_at: Mapped[datetime | None]
    source: Mapped[SampleImport] = relationship()
    announcement: Mapped[Announcement | None] = relationship()
