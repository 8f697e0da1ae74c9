"""What one browser has open: a draft, or a look at a case."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models.cases import Case
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class Draft(Base):
    """A case not yet sent. Known by the digest of a token in the citizen's session."""

    __tablename__ = "case_draft"
    __table_args__ = UNSEEN

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    sealed: Mapped[bytes]
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class TrackingVisit(Base):
    """One open look at one case; the browser holds a token, here is only its digest."""

    __tablename__ = "tracking_visit"
    __table_args__ = UNSEEN

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    case: Mapped[Case] = relationship()
