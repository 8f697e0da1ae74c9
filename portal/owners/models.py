"""Tables of owners: letters, the people behind an enterprise, their answers and reports."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.enterprises.holdings import name_holding
from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.owners.rules import FilingKind, LetterState, Period, ReplyStage, letter_state
from portal.ratings.objections.rules import Subject, SubjectKind


class OwnerLetter(Base):
    """One code for one enterprise. Only its keyed digest is kept once the letter was sent."""

    __tablename__ = "owner_letter"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    sealed_code: Mapped[bytes | None]
    issued_by: Mapped[str] = mapped_column(String(80))
    issued_at: Mapped[datetime]
    expires_on: Mapped[date | None]
    sent_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    enterprise: Mapped[Enterprise] = relationship()

    @property
    def state(self) -> LetterState:
        """Whether its code can be used today."""
        return letter_state(
            is_used=self.used_at is not None,
            is_revoked=self.revoked_at is not None,
            expires_on=self.expires_on,
            today=clock.today(),
        )


class Owner(Base):
    """One person who acts for one enterprise, by an account of their own."""

    __tablename__ = "owner"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("owner_letter.id"), index=True)
    joined_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None] = mapped_column(String(80))
    account: Mapped[Account] = relationship()
    enterprise: Mapped[Enterprise] = relationship()


class Reply(Base):
    """What an enterprise answers in public to one record about it, after it was checked."""

    __tablename__ = "owner_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    subject_kind: Mapped[SubjectKind]
    subject_reference: Mapped[str] = mapped_column(String(40))
    subject_title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    stage: Mapped[ReplyStage] = mapped_column(index=True)
    was_revised: Mapped[bool] = mapped_column(default=False)
    submitted_by: Mapped[str] = mapped_column(String(80))
    submitted_at: Mapped[datetime]
    due_on: Mapped[date | None]
    ground: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    moderated_by: Mapped[str | None] = mapped_column(String(80))
    moderated_at: Mapped[datetime | None]
    enterprise: Mapped[Enterprise] = relationship()

    @property
    def subject(self) -> Subject:
        """What it answers."""
        return Subject(self.subject_kind, self.subject_reference, self.subject_title)

    @property
    def mark(self) -> str:
        """Which wording it is."""
        return self.submitted_at.isoformat()


class DutyFiling(Base):
    """A report of an enterprise. That it came, and whether in time, is public; its text is not."""

    __tablename__ = "duty_filing"
    __table_args__ = (UniqueConstraint("enterprise_id", "kind", "period", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    kind: Mapped[FilingKind]
    period: Mapped[str] = mapped_column(String(8))
    edition: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    filed_on: Mapped[date]
    is_late: Mapped[bool]
    filed_by: Mapped[str] = mapped_column(String(80))
    filed_at: Mapped[datetime]
    enterprise: Mapped[Enterprise] = relationship()
    files: Mapped[list["FilingFile"]] = relationship(order_by="FilingFile.id")

    @property
    def span(self) -> Period | None:
        """The period it is about."""
        return Period.read(self.period)


class FilingFile(Base):
    """A file that came with a report: sealed, for the enterprise and the officers."""

    __tablename__ = "filing_file"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("duty_filing.id"), index=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(64))


name_holding(Reply.enterprise_id)
name_holding(DutyFiling.enterprise_id)
