"""Cases that may be one matter, and cases that people joined."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models.cases import Case
from portal.complaints.rules import DoubleState
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class CaseMark(Base):
    """One of the marks by which cases that may be alike find each other; no words are kept."""

    __tablename__ = "case_mark"
    __table_args__ = (Index("ix_case_mark_mark", "mark", "case_id"), UNSEEN)

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    mark: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class CaseDouble(Base):
    """Two cases that may be one matter: how sure it is, and what people said of it."""

    __tablename__ = "case_double"
    __table_args__ = (UniqueConstraint("first_id", "second_id"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    score: Mapped[float]
    is_copy: Mapped[bool]
    state: Mapped[DoubleState]
    found_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    first: Mapped[Case] = relationship(foreign_keys=first_id)
    second: Mapped[Case] = relationship(foreign_keys=second_id)


class CaseJoin(Base):
    """A case that is handled together with an earlier one (并案), since when, until when.

    Each keeps its own number, time, clocks and right to a reward: nothing of it moves.
    """

    __tablename__ = "case_join"
    __table_args__ = (Index("ix_case_join_member", "member_id", "split_at"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    joined_at: Mapped[datetime]
    joined_by: Mapped[str] = mapped_column(String(80))
    split_at: Mapped[datetime | None]
    split_by: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    lead: Mapped[Case] = relationship(foreign_keys=lead_id)
    member: Mapped[Case] = relationship(foreign_keys=member_id)
