"""What is being done about failed batches."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.sampling.limits import last_day
from portal.sampling.models.batches import SampleBatch
from portal.sampling.models.notices import DisposalNotice
from portal.sampling.rules.clocks import PARAMETERS, ClockKind, asking_parameter
from portal.sampling.rules.disposals import ENDED, DisposalStage
from portal.sampling.rules.disputes import AskedBy, DisputeKind, DisputeStage


class Disposal(Base):
    """What is being done about one failed batch.

    No last day is kept: each is computed from the day its time began, the parameters and the
    calendar, so that a holiday announced later, or a rule corrected, moves it at once.
    """

    __tablename__ = "disposal"
    __table_args__ = (
        Index("ix_disposal_board", "department", "stage", "started_on"),
        Index("ix_disposal_stage", "stage", "started_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("sample_batch.id"), unique=True)
    department: Mapped[str] = mapped_column(String(60))
    stage: Mapped[DisposalStage] = mapped_column(default=DisposalStage.WAITING)
    opened_on: Mapped[date]
    received_on: Mapped[date | None]
    started_on: Mapped[date | None]
    extended_until: Mapped[date | None]
    closed_on: Mapped[date | None]
    batch: Mapped[SampleBatch] = relationship(back_populates="disposal")
    steps: Mapped[list["DisposalStep"]] = relationship(
        back_populates="disposal", order_by="DisposalStep.id"
    )
    dispute: Mapped["Dispute | None"] = relationship(back_populates="disposal")
    extensions: Mapped[list["DisposalExtension"]] = relationship(
        back_populates="disposal", order_by="DisposalExtension.id"
    )

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is to be done."""
        return self.stage in ENDED

    @property
    def waits_since(self) -> date:
        """When the bureau had the failing report: as told, else when the result became public."""
        return self.received_on or self.opened_on

    @property
    def due_on(self) -> date | None:
        """The last day to finish; None before the start, and where no limit is set."""
        if self.started_on is None:
            return None
        return self.extended_until or last_day(PARAMETERS[ClockKind.CLOSE], self.started_on)

    @property
    def recheck(self) -> bool | None:
        """What the last re-check found; None where there was none, or nobody told."""
        last = self.steps[-1] if self.steps else None
        return last.is_met if last and last.stage is DisposalStage.RECHECKED else None


class DisposalStep(Base):
    """One step that was taken: when, by which paper, and by which member of staff."""

    __tablename__ = "disposal_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    disposal_id: Mapped[int] = mapped_column(ForeignKey("disposal.id"), index=True)
    stage: Mapped[DisposalStage]
    done_on: Mapped[date]
    document: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(1000), default="")
    is_met: Mapped[bool | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("disposal_notice.id"))
    recorded_by: Mapped[str] = mapped_column(String(80))
    recorded_at: Mapped[datetime]
    disposal: Mapped[Disposal] = relationship(back_populates="steps")
    notice: Mapped[DisposalNotice | None] = relationship()

    @property
    def due_on(self) -> date | None:
        """Until when a re-test may be asked, of the step that serves the report; else None."""
        if self.stage is not DisposalStage.NOTIFIED:
            return None
        key = asking_parameter(DisputeKind.RETEST, self.disposal.batch.domain)
        return last_day(key, self.done_on)


class DisposalExtension(Base):
    """A written approval that puts the last day of a disposal off."""

    __tablename__ = "disposal_extension"

    id: Mapped[int] = mapped_column(primary_key=True)
    disposal_id: Mapped[int] = mapped_column(ForeignKey("disposal.id"), index=True)
    approved_on: Mapped[date]
    until_on: Mapped[date]
    document: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(500))
    recorded_by: Mapped[str] = mapped_column(String(80))
    recorded_at: Mapped[datetime]
    disposal: Mapped[Disposal] = relationship(back_populates="extensions")


class Dispute(Base):
    """A re-test that was asked for, or an objection: what was asked, and what became of it."""

    __tablename__ = "disposal_dispute"

    id: Mapped[int] = mapped_column(primary_key=True)
    disposal_id: Mapped[int] = mapped_column(ForeignKey("disposal.id"), unique=True)
    kind: Mapped[DisputeKind]
    asked_by: Mapped[AskedBy]
    stage: Mapped[DisputeStage] = mapped_column(default=DisputeStage.ASKED)
    served_on: Mapped[date]
    asked_on: Mapped[date]
    decided_on: Mapped[date | None]
    ground: Mapped[str] = mapped_column(String(60), default="")
    laboratory: Mapped[str] = mapped_column(String(300), default="")
    laboratory_on: Mapped[date | None]
    handed_over_on: Mapped[date | None]
    concluded_on: Mapped[date | None]
    disposal: Mapped[Disposal] = relationship(back_populates="dispute")

    @property
    def may_ask_until(self) -> date | None:
        """The last day on which this could be asked; None where no limit is set."""
        batch = self.disposal.batch
        key = asking_parameter(self.kind, batch.domain)
        of_sampling = self.kind is DisputeKind.PROCESS and batch.sampled_on
        return last_day(key, of_sampling or self.served_on)
