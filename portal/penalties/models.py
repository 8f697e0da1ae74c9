"""Tables of penalties, of the list of the seriously dishonest, and of repair."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.enterprises.holdings import name_holding
from portal.enterprises.models import Enterprise
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.penalties.rules.entries import EntryStage, Removal
from portal.penalties.rules.kinds import (
    PenaltyField,
    PenaltyKind,
    PenaltyStage,
    Procedure,
    RespondentKind,
    Severity,
    Withdrawal,
    kinds_of,
)
from portal.penalties.rules.periods import PenaltyFacts
from portal.penalties.rules.repairs import Channel, Finding, RepairStage


class Penalty(Base):
    """One decision. How long it is shown is worked out from its facts, never kept."""

    __tablename__ = "penalty"
    __table_args__ = (UniqueConstraint("number_key", "respondent_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    number: Mapped[str] = mapped_column(String(80))
    number_key: Mapped[str] = mapped_column(String(160))
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    respondent_kind: Mapped[RespondentKind]
    respondent: Mapped[str] = mapped_column(String(200))
    respondent_key: Mapped[str] = mapped_column(String(400))
    field: Mapped[PenaltyField]
    procedure: Mapped[Procedure]
    conduct: Mapped[str] = mapped_column(String(300))
    basis: Mapped[str] = mapped_column(Text, default="")
    content: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    authority: Mapped[str] = mapped_column(String(200))
    decided_on: Mapped[date] = mapped_column(index=True)
    kind_mask: Mapped[int]
    fine_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    confiscated_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    ban_until: Mapped[date | None]
    is_ban_lifelong: Mapped[bool] = mapped_column(default=False)
    small_fine_basis: Mapped[str] = mapped_column(String(200), default="")
    severity: Mapped[Severity | None]
    shown_months: Mapped[int | None]
    shown_since: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(200), default="")
    search_key: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[PenaltyStage] = mapped_column(index=True)
    recorded_by: Mapped[str] = mapped_column(String(80))
    recorded_at: Mapped[datetime]
    reviewed_by: Mapped[str | None] = mapped_column(String(80))
    reviewed_at: Mapped[datetime | None]
    return_reason: Mapped[str] = mapped_column(String(300), default="")
    published_on: Mapped[date | None]
    stopped_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawal: Mapped[Withdrawal | None]
    withdrawal_reason: Mapped[str] = mapped_column(String(300), default="")
    revoked_on: Mapped[date | None]
    changed_at: Mapped[datetime]
    enterprise: Mapped[Enterprise | None] = relationship()

    @property
    def kinds(self) -> tuple[PenaltyKind, ...]:
        """The measures of the decision."""
        return kinds_of(self.kind_mask)

    @property
    def facts(self) -> PenaltyFacts:
        """What the rules look at."""
        return PenaltyFacts(
            kind_mask=self.kind_mask,
            decided_on=self.decided_on,
            procedure=self.procedure,
            fine_fen=self.fine_fen,
            ban_until=self.ban_until,
            is_ban_lifelong=self.is_ban_lifelong,
            small_fine_basis=self.small_fine_basis,
            severity=self.severity,
            shown_months=self.shown_months,
        )


# The public list: newest publication first.
Index("ix_penalty_public", Penalty.stage, Penalty.published_on, Penalty.id)


class DishonestEntry(Base):
    """One party on the list of the seriously dishonest, or on its way there."""

    __tablename__ = "dishonest_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    respondent_kind: Mapped[RespondentKind]
    respondent: Mapped[str] = mapped_column(String(200))
    penalty_id: Mapped[int | None] = mapped_column(ForeignKey("penalty.id"), index=True)
    penalty_number: Mapped[str] = mapped_column(String(80))
    ground: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    conditions: Mapped[list[str]]
    heavy_kinds: Mapped[list[str]]
    authority: Mapped[str] = mapped_column(String(200))
    stage: Mapped[EntryStage] = mapped_column(index=True)
    proposed_by: Mapped[str] = mapped_column(String(80))
    proposed_at: Mapped[datetime]
    notified_on: Mapped[date | None]
    defence_until: Mapped[date | None]
    defence: Mapped[str] = mapped_column(Text, default="")
    hearing_on: Mapped[date | None]
    decision_number: Mapped[str] = mapped_column(String(80), default="")
    listed_on: Mapped[date | None] = mapped_column(index=True)
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None]
    drop_reason: Mapped[str] = mapped_column(String(300), default="")
    removed_on: Mapped[date | None]
    removal: Mapped[Removal | None]
    removal_reason: Mapped[str] = mapped_column(String(300), default="")
    changed_at: Mapped[datetime]
    enterprise: Mapped[Enterprise | None] = relationship()
    penalty: Mapped[Penalty | None] = relationship()


class RepairCase(Base):
    """One application to end a publication or a listing before its time."""

    __tablename__ = "repair_case"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    penalty_id: Mapped[int | None] = mapped_column(ForeignKey("penalty.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("dishonest_entry.id"), index=True)
    channel: Mapped[Channel]
    statement: Mapped[str] = mapped_column(Text)
    applied_on: Mapped[date]
    entered_by: Mapped[str] = mapped_column(String(80))
    stage: Mapped[RepairStage] = mapped_column(index=True)
    supplement_request: Mapped[str] = mapped_column(Text, default="")
    supplement: Mapped[str] = mapped_column(Text, default="")
    finding_rows: Mapped[list[Any]]
    verified_by: Mapped[str | None] = mapped_column(String(80))
    verified_at: Mapped[datetime | None]
    decision_number: Mapped[str] = mapped_column(String(80), default="")
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_on: Mapped[date | None]
    penalty: Mapped[Penalty | None] = relationship()
    entry: Mapped[DishonestEntry | None] = relationship()
    files: Mapped[list["RepairFile"]] = relationship(
        back_populates="repair", order_by="RepairFile.id"
    )

    @property
    def findings(self) -> list[Finding]:
        """The answers to the conditions."""
        return [Finding.from_json(row) for row in self.finding_rows]


class RepairFile(Base):
    """A document that came with an application; its bytes lie sealed with the objects."""

    __tablename__ = "repair_file"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    repair_id: Mapped[int] = mapped_column(ForeignKey("repair_case.id"), index=True)
    media_type: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    byte_count: Mapped[int]
    repair: Mapped[RepairCase] = relationship(back_populates="files")


name_holding(Penalty.enterprise_id)
name_holding(DishonestEntry.enterprise_id)
