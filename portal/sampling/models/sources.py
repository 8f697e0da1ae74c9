"""What files said, as they said it: their sheets, and the rows in compressed blocks."""

from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.sampling.models.imports import SampleImport


class SampleSheet(Base):
    """One sheet of a file: where its header stands and which field came from which columns.

    ``columns`` names each field's columns, counted from 0; ``above`` are the rows above the
    header, each with its line first.
    """

    __tablename__ = "sample_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("sample_import.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(300), default="")
    header_line: Mapped[int] = mapped_column(default=0)
    titles: Mapped[list[str]]
    columns: Mapped[dict[str, Any]]
    above: Mapped[list[Any]]
    source: Mapped[SampleImport] = relationship()


class SampleBlock(Base):
    """Some rows of a sheet as they were read: JSON of [line, cells] pairs, compressed."""

    __tablename__ = "sample_block"
    __table_args__ = (Index("ix_sample_block_lines", "sheet_id", "first_line"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sample_sheet.id"))
    first_line: Mapped[int]
    last_line: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
