"""Rows of sources that were taken."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.sampling.models.batches import SampleBatch
from portal.sampling.models.sources import SampleSheet


class SampleRow(Base):
    """One row of a source that was taken, so that the same row again adds nothing."""

    __tablename__ = "sample_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("sample_batch.id"), index=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("sample_import.id"), index=True)
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("sample_sheet.id"))
    line: Mapped[int]
    sheet: Mapped[SampleSheet | None] = relationship()
    batch: Mapped[SampleBatch] = relationship()
