"""Tables of inspections."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.enterprises.holdings import name_holding
from portal.enterprises.models import Enterprise
from portal.inspections.rules import InspectionKind, InspectionResult, RecordStage, masked_numbers
from portal.kernel.db import Base
from portal.places.masking import Names


class InspectionRecord(Base):
    """One inspection as its sheet tells it. Inspectors are counted, never named."""

    __tablename__ = "inspection_record"
    __table_args__ = (Index("ix_inspection_record_newest", "inspected_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    document: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[InspectionKind]
    inspected_on: Mapped[date]
    concluded_on: Mapped[date] = mapped_column(index=True)
    scope: Mapped[str] = mapped_column(String(200), default="")
    item_count: Mapped[int]
    failed_count: Mapped[int]
    critical_count: Mapped[int] = mapped_column(default=0)
    score_hundredths: Mapped[int | None]
    findings: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[InspectionResult]
    inspector_count: Mapped[int]
    licence_number: Mapped[str] = mapped_column(String(80), default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    stage: Mapped[RecordStage] = mapped_column(default=RecordStage.RECORDED)
    published_on: Mapped[date | None]
    withdrawal_reason: Mapped[str] = mapped_column(String(300), default="")
    entered_by: Mapped[str] = mapped_column(String(80))
    entered_at: Mapped[datetime]
    changed_by: Mapped[str | None] = mapped_column(String(80))
    published_by: Mapped[str | None] = mapped_column(String(80))
    enterprise: Mapped[Enterprise] = relationship()

    @property
    def score(self) -> Decimal | None:
        """The score, exact, or None where the sheet has none."""
        return None if self.score_hundredths is None else Decimal(self.score_hundredths) / 100

    @property
    def findings_shown(self) -> str:
        """What was found, as everybody may read it."""
        return self._shown(self.findings)

    @property
    def scope_shown(self) -> str:
        """What was looked at, as everybody may read it."""
        return self._shown(self.scope)

    @property
    def withdrawal_shown(self) -> str:
        """Why it was taken off the pages, as its address says it to everybody."""
        return self._shown(self.withdrawal_reason)

    def _shown(self, text: str) -> str:
        return Names().text(masked_numbers(text), self.enterprise.name)

    @property
    def licence_shown(self) -> str:
        """The licence number; of an identity number the digits 11 to 14 are hidden."""
        return masked_numbers(self.licence_number)


name_holding(InspectionRecord.enterprise_id)
