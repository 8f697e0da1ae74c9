"""What a later file says otherwise of a batch that is public or held."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.sampling.models.batches import SampleBatch
from portal.sampling.models.imports import SampleImport
from portal.sampling.models.sources import SampleSheet
from portal.sampling.rules.amendments import AmendmentStage


class Amendment(Base):
    """One proposal to correct a batch: field by field what it says and what the file says.

    ``changes`` are of the form {"field", "old", "new", "line"}; of an item also {"item"}.
    """

    __tablename__ = "amendment"
    __table_args__ = (UniqueConstraint("import_id", "batch_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("sample_import.id"))
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("sample_sheet.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("sample_batch.id"), index=True)
    line: Mapped[int]
    changes: Mapped[list[Any]]
    stage: Mapped[AmendmentStage] = mapped_column(default=AmendmentStage.PROPOSED, index=True)
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    batch: Mapped[SampleBatch] = relationship()
    source: Mapped[SampleImport] = relationship()
    sheet: Mapped[SampleSheet | None] = relationship()
