"""What columns mean: questions about one file, and what was learned from the answers."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.sampling.models.imports import SampleImport

LONGEST_TITLE = 300
# How a column without a title is known: rules.headers.known_as.
WITHOUT_HEADER = re.compile(r"#(\d+)/(\d+)", re.ASCII)


class ColumnQuestion(Base):
    """A column of a file whose field is not sure, with what it holds; ``answer`` is the field.

    ``title`` is what its header says, ``known_as`` what the answer is learned under. ``column``
    counts from 0. ``lacks_product`` says that no other column of its sheet is the product's.
    """

    __tablename__ = "column_question"
    __table_args__ = (UniqueConstraint("import_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("sample_import.id"), index=True)
    position: Mapped[int]
    sheet: Mapped[str] = mapped_column(String(300), default="")
    column: Mapped[int]
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE), default="")
    known_as: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    samples: Mapped[list[str]]
    candidates: Mapped[list[str]]
    lacks_product: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str | None] = mapped_column(String(40))
    source: Mapped[SampleImport] = relationship()


class FileNote(Base):
    """What of a file was not used, or cannot be seen in it; ``facts`` fill its sentence."""

    __tablename__ = "sample_file_note"
    __table_args__ = (UniqueConstraint("import_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("sample_import.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]]


class LearnedColumn(Base):
    """What a column of tables from one source means, as a member of staff answered."""

    __tablename__ = "learned_column"
    __table_args__ = (UniqueConstraint("source", "known_as"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(120))
    known_as: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    field: Mapped[str] = mapped_column(String(40))
    learned_by: Mapped[str] = mapped_column(String(80))
    learned_at: Mapped[datetime]

    @property
    def source_name(self) -> str:
        """What whoever sent the tables called their source; empty where they did not."""
        return self.source.partition("/")[2]

    @property
    def place(self) -> tuple[int, int] | None:
        """Of a table without a header, which of how many columns it is; None where it has one."""
        found = WITHOUT_HEADER.fullmatch(self.known_as)
        return (int(found[1]), int(found[2])) if found else None
