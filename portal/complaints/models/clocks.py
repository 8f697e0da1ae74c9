"""What moves the clocks of a case."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.clocks import FactKind
from portal.complaints.models.cases import Case
from portal.complaints.rules import Clock
from portal.kernel.db import Base


class ClockFact(Base):
    """What moves a case's clocks: a test, more time, a dispute over who is competent, a clue.

    ``from_on`` and ``until_on`` are both included; an extension's ``from_on`` is the day it was
    granted, its ``until_on`` the day that leaders set together, where they did.
    """

    __tablename__ = "case_clock_fact"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[FactKind]
    clock: Mapped[Clock | None]
    cause: Mapped[str] = mapped_column(String(40), default="")
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[str] = mapped_column(String(120), default="")
    approved_by: Mapped[str] = mapped_column(String(60), default="")
    recorded_at: Mapped[datetime]
    case: Mapped[Case] = relationship(back_populates="clock_facts")
