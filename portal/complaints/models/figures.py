"""Public figures as they were given out: never worked out anew, so that no day tells of a case."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Base


class FiguresSheet(Base):
    """The figures of one year as they stood at the end of a month, and which are kept back.

    ``content`` holds ``rows`` (month, track, category, then each count), ``hidden`` (table, row,
    count) and the ``smallest`` count that was shown then.
    """

    __tablename__ = "case_figures_sheet"
    __table_args__ = (UniqueConstraint("year", "until_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    until_on: Mapped[date]
    content: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
