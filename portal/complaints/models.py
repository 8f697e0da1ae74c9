"""Tables of cases. Who filed one is kept apart, sealed; drafts are sealed whole."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.complaints.clocks import FactKind
from portal.complaints.rules import Author, Channel, Clock, Outcome, Stage, Track, Verdict
from portal.enterprises.models import Enterprise
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class Case(Base):
    """One complaint, report or tip. It belongs to exactly one department at any time."""

    __tablename__ = "case"
    __table_args__ = (
        Index("ix_case_queue", "department", "next_due_on", "id"),
        Index("ix_case_received", "received_at", "track"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(30), unique=True)
    submit_digest: Mapped[str] = mapped_column(String(64), unique=True)
    secret_digest: Mapped[str] = mapped_column(String(64))
    receipt_confirmed_at: Mapped[datetime | None]

    track: Mapped[Track] = mapped_column(index=True)
    stage: Mapped[Stage] = mapped_column(index=True)
    channel: Mapped[Channel]
    rule_version: Mapped[str] = mapped_column(String(20))
    is_anonymous: Mapped[bool]
    department: Mapped[str] = mapped_column(String(60))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)

    domain: Mapped[str] = mapped_column(String(40))
    category: Mapped[str] = mapped_column(String(60), index=True)
    respondent: Mapped[str] = mapped_column(String(200))
    respondent_address: Mapped[str] = mapped_column(String(300))
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    batch: Mapped[str | None] = mapped_column(String(60), index=True)
    occurred_on: Mapped[date | None]
    amount_fen: Mapped[int | None]
    told: Mapped[str] = mapped_column(Text)
    request: Mapped[str] = mapped_column(Text)
    may_publish: Mapped[bool]
    may_delegate: Mapped[bool]
    national_12315_no: Mapped[str | None] = mapped_column(String(60))

    received_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    extended_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    concluded_at: Mapped[datetime | None] = mapped_column(index=True)
    supplement_due_on: Mapped[date | None]
    # A copy of what the rules compute, kept for the order of the queue alone.
    next_due_on: Mapped[date | None]
    ground: Mapped[str | None] = mapped_column(String(60))
    outcome: Mapped[Outcome | None]
    verdict: Mapped[Verdict | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    score: Mapped[int | None]
    review_asked_at: Mapped[datetime | None]
    # Days that clocks start or end on, beside those above.
    filed_at: Mapped[datetime | None]
    first_decided_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]

    handler: Mapped[Account | None] = relationship()
    enterprise: Mapped[Enterprise | None] = relationship()
    messages: Mapped[list["Message"]] = relationship(back_populates="case", order_by="Message.id")
    evidence: Mapped[list["Evidence"]] = relationship(back_populates="case", order_by="Evidence.id")
    events: Mapped[list["CaseEvent"]] = relationship(
        back_populates="case", order_by="CaseEvent.id.desc()"
    )
    transfers: Mapped[list["Transfer"]] = relationship(
        back_populates="case", order_by="Transfer.id.desc()"
    )

    # Every due date asks for these; a page of cases reads them at once.
    clock_facts: Mapped[list["ClockFact"]] = relationship(
        back_populates="case", order_by="ClockFact.id", lazy="selectin"
    )

    @property
    def subject(self) -> str:
        """How the audit log names this case."""
        return f"case:{self.reference}"


class CasePerson(Base):
    """Who filed a case: sealed, apart from it, opened only by ``services.read_identity``."""

    __tablename__ = "case_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), unique=True)
    sealed: Mapped[bytes]


class Message(Base):
    """One line of the talk between the citizen and whoever handles the case."""

    __tablename__ = "case_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    author: Mapped[Author]
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    case: Mapped[Case] = relationship(back_populates="messages")


class Evidence(Base):
    """One file. The original is sealed; what others see is a cleaned copy, where there is one."""

    __tablename__ = "case_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    draft_digest: Mapped[str | None] = mapped_column(ForeignKey("case_draft.digest"), index=True)
    author: Mapped[Author]
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    original: Mapped[str] = mapped_column(String(64))
    cleaned: Mapped[str | None] = mapped_column(String(64))
    added_at: Mapped[datetime]
    case: Mapped[Case | None] = relationship(back_populates="evidence")


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
