"""What is being done about failed batches."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.sampling.models.batches import SampleBatch
from portal.sampling.rules.disposals import ENDED, DisposalStage


class Disposal(Base):
    """What is being done about one failed batch."""

    __tablename__ = "disposal"
    __table_args__ = (Index("ix_disposal_due", "department", "stage", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("sample_batch.id"), unique=True)
    department: Mapped[str] = mapped_column(String(60))
    stage: Mapped[DisposalStage] = mapped_column(default=DisposalStage.WAITING)
    opened_on: Mapped[date]
    started_on: Mapped[date | None]
    due_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    batch: Mapped[SampleBatch] = relationship(back_populates="disposal")
    steps: Mapped[list["DisposalStep"]] = relationship(
        back_populates="disposal", order_by="DisposalStep.id"
    )

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is to be done."""
        return self.stage in ENDED


class DisposalStep(Base):
    """One step that was taken: when, by which paper, and by which member of staff."""

    __tablename__ = "disposal_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    disposal_id: Mapped[int] = mapped_column(ForeignKey("disposal.id"), index=True)
    stage: Mapped[DisposalStage]
    done_on: Mapped[date]
    due_on: Mapped[date | None]
    document: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(1000), default="")
    recorded_by: Mapped[str] = mapped_column(String(80))
    recorded_at: Mapped[datetime]
    disposal: Mapped[Disposal] = relationship(back_populates="steps")
