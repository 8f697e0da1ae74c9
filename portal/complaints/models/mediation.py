"""Mediation meetings of a complaint."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.complaints.rules import MeetingOutcome
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class Meeting(Base):
    """One meeting: when and where, who was asked, who came, and what was agreed.

    ``asked`` and ``came`` hold parts (complainant, respondent …), never names.
    """

    __tablename__ = "case_meeting"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    starts_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(200))
    asked: Mapped[list[str]]
    planned_at: Mapped[datetime]
    came: Mapped[list[Any] | None]
    outcome: Mapped[MeetingOutcome | None]
    record: Mapped[str] = mapped_column(Text, default="")
    agreement: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime | None]
