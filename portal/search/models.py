"""The one table of search: which state of the database an index must agree with."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Base

ONLY = 1


class SearchGeneration(Base):
    """One row, changed in the transaction that makes something public or takes it away.

    ``lineage`` is drawn once for a database, ``mark`` anew at each change: an index made from
    another database, or from a later state of one that was restored since, is never taken for
    in step because the numbers happen to agree.
    """

    __tablename__ = "search_generation"

    id: Mapped[int] = mapped_column(primary_key=True, default=ONLY)
    generation: Mapped[int]
    lineage: Mapped[str] = mapped_column(String(32))
    mark: Mapped[str] = mapped_column(String(32))
