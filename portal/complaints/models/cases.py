"""A case: one complaint, report or tip."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.complaints.rules import Channel, Outcome, Stage, Track, Verdict
from portal.complaints.rules.intake import Door, Seal
from portal.enterprises.models import Enterprise
from portal.kernel.db import Base

if TYPE_CHECKING:
    from portal.complaints.models.clocks import ClockFact
    from portal.complaints.models.evidence import Evidence
    from portal.complaints.models.talk import CaseEvent, Message
    from portal.complaints.models.transfers import Transfer


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
    product: Mapped[str] = mapped_column(String(120), default="", server_default="")
    occurred_on: Mapped[date | None]
    amount_fen: Mapped[int | None]
    told: Mapped[str] = mapped_column(Text)
    request: Mapped[str] = mapped_column(Text)
    may_publish: Mapped[bool]
    may_delegate: Mapped[bool]
    national_12315_no: Mapped[str | None] = mapped_column(String(60))
    # By which door it came, and the facts that door asks for.
    door: Mapped[Door] = mapped_column(default=Door.USUAL, server_default=Door.USUAL.value)
    is_urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    platform: Mapped[str | None] = mapped_column(String(40))
    seal: Mapped[Seal | None]
    ill_count: Mapped[int | None]
    # The complaint that was told together with this report; the two are handled apart.
    companion_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)

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
    # Since when the words of the case are gone by the rules of retention.
    words_removed_at: Mapped[datetime | None]

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
