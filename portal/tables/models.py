"""Tables that were brought in: what was asked about them, and what each row of them would do."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.jobs.models import Job
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.tables.rules.stages import UNDER_WAY, TableStage
from portal.tables.rules.verdicts import Outcome

LONGEST_TITLE = 300
LONGEST_SOURCE = 200


class TableImport(Base):
    """One table brought in: the file, its kind and source, how far it is, what came of it.

    ``notes`` are sentences' codes and facts about the file. Counts are of records; where several
    rows make one record it counts once. ``looked_count`` and ``written_count`` say how many
    records are dealt with: work that was cut off goes on behind them.
    """

    __tablename__ = "table_import"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    source: Mapped[str] = mapped_column(String(LONGEST_SOURCE))
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size_bytes: Mapped[int]
    stage: Mapped[TableStage] = mapped_column(default=TableStage.CHECKING, index=True)
    looked_count: Mapped[int] = mapped_column(default=0)
    total_count: Mapped[int] = mapped_column(default=0)
    written_count: Mapped[int] = mapped_column(default=0)
    same_count: Mapped[int] = mapped_column(default=0)
    notes: Mapped[list[Any]] = mapped_column(default=list)
    failure: Mapped[str] = mapped_column(String(300), default="")
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    imported_by: Mapped[str] = mapped_column(String(80))
    imported_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None]
    job: Mapped[Job | None] = relationship()

    @property
    def is_under_way(self) -> bool:
        """Whether a job is at it, or will be."""
        return self.stage in UNDER_WAY


class TableLine(Base):
    """One record of a table that is not simply there already: what it would do, or did.

    ``line`` is where it begins, ``sheet`` counts from 0. ``column`` and ``reason`` say why it was
    refused or is held; ``differences`` list field, before and after of what it changes.
    """

    __tablename__ = "table_line"
    __table_args__ = (Index("ix_table_line_import", "import_id", "outcome", "id"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("table_import.id"))
    sheet: Mapped[int]
    line: Mapped[int]
    outcome: Mapped[Outcome]
    is_written: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE), default="")
    column: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    differences: Mapped[list[Any]] = mapped_column(default=list)


class TableQuestion(Base):
    """A column of a file whose field is not sure, with what it holds; ``answer`` is the field.

    ``lacks`` are the fields its sheet cannot do without and has no column for yet.
    """

    __tablename__ = "table_question"
    __table_args__ = (UniqueConstraint("import_id", "position"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("table_import.id"))
    position: Mapped[int]
    sheet: Mapped[str] = mapped_column(String(LONGEST_TITLE), default="")
    column: Mapped[int]
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE), default="")
    known_as: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    samples: Mapped[list[str]]
    candidates: Mapped[list[str]]
    lacks: Mapped[list[str]]
    answer: Mapped[str | None] = mapped_column(String(60))


class LearnedTableColumn(Base):
    """What a column of tables of one kind and source means, as a member of staff answered."""

    __tablename__ = "learned_table_column"
    __table_args__ = (UniqueConstraint("kind", "source", "known_as"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(LONGEST_SOURCE))
    known_as: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    field: Mapped[str] = mapped_column(String(60))
    learned_by: Mapped[str] = mapped_column(String(80))
    learned_at: Mapped[datetime]
