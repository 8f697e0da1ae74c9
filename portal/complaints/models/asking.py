"""What a bureau asks an enterprise, and what it answers."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models.cases import Case
from portal.enterprises.models import Enterprise
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class EnterpriseQuestion(Base):
    """One question to an enterprise.

    It sees the words, the bureau and the day; not the case, nor what kind of case or whose.
    """

    __tablename__ = "case_enterprise_question"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    department: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    case: Mapped[Case] = relationship()
    enterprise: Mapped[Enterprise] = relationship()


class CaseLink(Base):
    """A record of another room that belongs to a case: a result, a penalty, an article."""

    __tablename__ = "case_link"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(160))
    linked_at: Mapped[datetime]
