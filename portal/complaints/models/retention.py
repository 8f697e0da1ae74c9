"""Holds on cases, and certificates of what was removed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models.cases import Case
from portal.complaints.rules.retention import HoldState, Kept
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class CaseHold(Base):
    """A case of which nothing is removed, whatever the periods say, until two people lift it."""

    __tablename__ = "case_hold"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    state: Mapped[HoldState]
    reason: Mapped[str] = mapped_column(Text)
    placed_by: Mapped[str] = mapped_column(String(80))
    placed_at: Mapped[datetime]
    # Who asked for the step that now waits for somebody else.
    asked_by: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[datetime]
    release_reason: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[datetime | None]
    case: Mapped[Case] = relationship()

    @property
    def subject(self) -> str:
        """How the audit log names the case it holds."""
        return self.case.subject


class RetentionCertificate(Base):
    """What one run removed: how many of what, and a digest of which; no content."""

    __tablename__ = "retention_certificate"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kept: Mapped[Kept]
    months: Mapped[int]
    basis: Mapped[str] = mapped_column(String(300))
    ended_before_on: Mapped[date]
    cases_count: Mapped[int]
    counts: Mapped[dict[str, Any]]
    rows_digest: Mapped[str] = mapped_column(String(64))
    removed_at: Mapped[datetime]
    removed_by: Mapped[str] = mapped_column(String(80))
