"""Files brought in, their rows, and what was refused of them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.jobs.models import Job
from portal.kernel.db import Base
from portal.sampling.rules.batches import Domain, ImportStage

if TYPE_CHECKING:
    from portal.sampling.models.sources import SampleSheet


LONGEST_SOURCE = 60


class SampleImport(Base):
    """One file brought in: what came of it, and who decided about it."""

    __tablename__ = "sample_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size_bytes: Mapped[int]
    domain: Mapped[Domain | None]
    # Whose table it is, in the sender's words; what its columns mean is learned for it alone.
    source_name: Mapped[str] = mapped_column(String(LONGEST_SOURCE), default="")
    stage: Mapped[ImportStage] = mapped_column(default=ImportStage.CHECKING, index=True)
    row_count: Mapped[int] = mapped_column(default=0)
    accepted_count: Mapped[int] = mapped_column(default=0)
    rejected_count: Mapped[int] = mapped_column(default=0)
    duplicate_count: Mapped[int] = mapped_column(default=0)
    amended_count: Mapped[int] = mapped_column(default=0)
    batch_count: Mapped[int] = mapped_column(default=0)
    by_result: Mapped[dict[str, Any]]
    # How many rows of the file are dealt with; a check that was cut off goes on behind them.
    stored_count: Mapped[int] = mapped_column(default=0)
    importer: Mapped[str] = mapped_column(String(40), default="")
    failure: Mapped[str] = mapped_column(String(300), default="")
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    imported_by: Mapped[str] = mapped_column(String(80))
    imported_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None]
    return_reason: Mapped[str] = mapped_column(String(500), default="")
    announcement_title: Mapped[str] = mapped_column(String(300), default="")
    announcement_number: Mapped[str] = mapped_column(String(120), default="")
    job: Mapped[Job | None] = relationship()


class SampleRejection(Base):
    """One row that was not taken: line, column and reason; ``facts`` fill the reason's sentence."""

    __tablename__ = "sample_rejection"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("sample_import.id"), index=True)
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("sample_sheet.id"))
    line: Mapped[int]
    column: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]]
    sheet: Mapped["SampleSheet | None"] = relationship(lazy="joined")

    @property
    def sheet_position(self) -> int | None:
        """Which sheet of the file it stands in, counted from 1."""
        return self.sheet.position + 1 if self.sheet else None
