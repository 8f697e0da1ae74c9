"""The table of what the channels published."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Base


class ChannelEntry(Base):
    """Something a channel published. What was noted wrongly is struck, never deleted (S2)."""

    __tablename__ = "channel_entry"
    __table_args__ = (Index("ix_channel_entry_channel_told_on", "channel", "told_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    channel: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    told_on: Mapped[date]
    address: Mapped[str] = mapped_column(String(500), default="")
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    struck_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(400), default="")

    @property
    def subject(self) -> str:
        """This entry as the audit log names things."""
        return f"channel-entry:{self.reference}"
