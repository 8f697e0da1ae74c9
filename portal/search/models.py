"""Which state of the database an index must agree with; the synonyms that editors have added."""

from datetime import datetime

from sqlalchemy import String, Text
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


class SynonymGroup(Base):
    """Words that mean the same to somebody who searches, added by an editor.

    A group is never changed: whoever wants it otherwise removes it and adds another, and both
    stay on record with their reasons.
    """

    __tablename__ = "search_synonym_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    words: Mapped[list[str]]
    reason: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None] = mapped_column(index=True)
    removed_by: Mapped[str] = mapped_column(String(60), default="")
    removal_reason: Mapped[str] = mapped_column(Text, default="")
