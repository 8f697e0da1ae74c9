"""Hand-overs between departments."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models.cases import Case
from portal.kernel.db import Base


class Transfer(Base):
    """A case handed from one department to another; the new owner takes it or hands it back."""

    __tablename__ = "case_transfer"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    from_department: Mapped[str] = mapped_column(String(60))
    to_department: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    is_taken: Mapped[bool | None]
    returned_because: Mapped[str] = mapped_column(Text, default="")
    case: Mapped[Case] = relationship(back_populates="transfers")
