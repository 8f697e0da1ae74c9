"""What is said about a case, to its citizen."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models.cases import Case
from portal.complaints.rules import Author, Stage
from portal.kernel.db import Base


class Message(Base):
    """One line of the talk between the citizen and whoever handles the case."""

    __tablename__ = "case_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    author: Mapped[Author]
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    # Where the citizen is asked something: until when an answer is wanted.
    answer_due_on: Mapped[date | None]
    case: Mapped[Case] = relationship(back_populates="messages")


class CaseEvent(Base):
    """One line of a case's history, in words its citizen may read."""

    __tablename__ = "case_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    stage: Mapped[Stage]
    at: Mapped[datetime]
    department: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(Text, default="")
    ground: Mapped[str | None] = mapped_column(String(60))
    case: Mapped[Case] = relationship(back_populates="events")
