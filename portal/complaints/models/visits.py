"""What one browser has open: a draft, or a look at a case."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models.cases import Case
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class Draft(Base):
    """A case not yet sent. Known by the digest of a token in the citizen's session.

    Taken up on another device it goes on under another token; what is left here is empty and
    says so to the device it was begun on.
    """

    __tablename__ = "case_draft"
    __table_args__ = UNSEEN

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    # Under which key of the chain, as who filed a case is; empty under the master key.
    key_id: Mapped[str] = mapped_column(String(40), default="", server_default="")
    sealed: Mapped[bytes]
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    handed_over_at: Mapped[datetime | None]


class DraftCode(Base):
    """A short code that takes a draft up on another device, once, for a few minutes.

    The draft's token is sealed with it; neither code nor token can be read from here.
    """

    __tablename__ = "case_draft_code"
    __table_args__ = UNSEEN

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    sealed: Mapped[bytes]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class SpentPass(Base):
    """A pass of the door (a wait kept, a proof of work) that was used; none counts twice."""

    __tablename__ = "case_spent_pass"
    __table_args__ = UNSEEN

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ChannelTest(Base):
    """One trial of the channel: a made-up tip filed through the real form and followed."""

    __tablename__ = "case_channel_test"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(String(32))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    failed_at: Mapped[str] = mapped_column(String(40), default="")


class TrackingVisit(Base):
    """One open look at one case; the browser holds a token, here is only its digest."""

    __tablename__ = "tracking_visit"
    __table_args__ = UNSEEN

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    case: Mapped[Case] = relationship()
