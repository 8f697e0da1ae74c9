"""Notices of what was done about failed batches, brought in as files."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.sampling.models.batches import SampleBatch
from portal.sampling.rules.notices import EntryReason, EntryStage


class DisposalNotice(Base):
    """A public notice of 核查处置: one file with one or more batches in it."""

    __tablename__ = "disposal_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(300), default="")
    announced_on: Mapped[date | None]
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    department: Mapped[str] = mapped_column(String(60), index=True)
    brought_by: Mapped[str] = mapped_column(String(80))
    brought_at: Mapped[datetime]
    entries: Mapped[list["NoticeEntry"]] = relationship(
        back_populates="notice", order_by="NoticeEntry.position"
    )


class NoticeEntry(Base):
    """What a notice says of one batch: the text as it stands there, and what was read out of it.

    ``steps`` are the steps it proposes, as plain values; a person confirms them one by one.
    """

    __tablename__ = "notice_entry"
    __table_args__ = (Index("ix_notice_entry_place", "notice_id", "position", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("disposal_notice.id"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(80), default="")
    text: Mapped[str]
    steps: Mapped[list[Any]]
    stage: Mapped[EntryStage] = mapped_column(default=EntryStage.WAITING)
    reason: Mapped[EntryReason | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("sample_batch.id"), index=True)
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    decided_at: Mapped[datetime | None]
    notice: Mapped[DisposalNotice] = relationship(back_populates="entries")
    batch: Mapped[SampleBatch | None] = relationship()
