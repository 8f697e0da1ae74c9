"""What belongs to the audit log and may not stand in it: words, and whom one line concerns."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class DeedReason(Base):
    """Why somebody looked, in own words. The log holds a digest alone, and nothing is lost to it.

    The digest is made with ``salt``, which goes with the words at the end of their period: whoever
    guesses them has nothing to compare with.
    """

    __tablename__ = "case_deed_reason"
    __table_args__ = UNSEEN

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    salt: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)


class BulkDeed(Base):
    """That a deed done to many cases was done to this one; the log has one line for them all.

    ``rows_digest`` is that line's digest of the cases it was done to.
    """

    __tablename__ = "case_bulk_deed"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    action: Mapped[str] = mapped_column(String(80))
    actor_kind: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(255))
    at: Mapped[datetime]
    rows_digest: Mapped[str] = mapped_column(String(64))
