"""What a clerk keeps beside the cases: notes, replies, views of the queue, leave."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.complaints.models.cases import Case
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class CaseNote(Base):
    """A note for colleagues. It is apart from the messages: no citizen ever reads one."""

    __tablename__ = "case_note"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    author: Mapped[Account] = relationship()


class ReplyTemplate(Base):
    """A reply that one person keeps for the next time."""

    __tablename__ = "case_reply_template"
    __table_args__ = (UniqueConstraint("account_id", "title"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    title: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[datetime]


class QueueView(Base):
    """A filter of the queue that one person has given a name."""

    __tablename__ = "case_queue_view"
    __table_args__ = (UniqueConstraint("account_id", "name"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(40))
    wanted: Mapped[dict[str, Any]]
    kept_at: Mapped[datetime]


class HandlerLeave(Base):
    """Days on which a handler is away, and who handles the open cases meanwhile."""

    __tablename__ = "case_handler_leave"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]
    noted_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship(foreign_keys=account_id)
    deputy: Mapped[Account] = relationship(foreign_keys=deputy_id)


class HandedOver(Base):
    """One case that a deputy has while its handler is away."""

    __tablename__ = "case_handed_over"
    __table_args__ = UNSEEN

    leave_id: Mapped[int] = mapped_column(ForeignKey("case_handler_leave.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    case: Mapped[Case] = relationship()


class LateDigest(Base):
    """What was late in one department on one morning, for its leaders."""

    __tablename__ = "case_late_digest"
    __table_args__ = (UniqueConstraint("department", "made_on"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    department: Mapped[str] = mapped_column(String(60))
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    late_count: Mapped[int]
    today_count: Mapped[int]
    unassigned_count: Mapped[int]
    numbers: Mapped[list[str]]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[str] = mapped_column(String(80), default="")
