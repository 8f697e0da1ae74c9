"""The search index of public results. It is derived: the rows are the truth, and it can be rebuilt.

It lives in the database so that a result and its place in the index are one transaction: whatever
happens, both are there or neither is, for every process of every machine.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class SearchSegment(Base):
    """Some of the results, indexed together. Only ``gone`` and ``retired_at`` ever change.

    Its key is drawn, not counted, so that what a process has kept of a segment that was rolled
    back is never taken for another's. ``gone`` is a bitmap of the documents that no longer stand;
    a retired segment stays for those who are reading it, and is thrown away later.
    """

    __tablename__ = "sampling_segment"
    __table_args__ = UNSEEN

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    size: Mapped[int]
    gone: Mapped[bytes] = mapped_column(LargeBinary)
    gone_count: Mapped[int] = mapped_column(default=0)
    built_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(index=True)


class SearchPart(Base):
    """One piece of a segment, by name: the bitmap of a text's documents, of an answer's, a key."""

    __tablename__ = "sampling_segment_part"
    __table_args__ = UNSEEN

    segment: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("sampling_segment.key"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SearchMark(Base):
    """One row: the mark of the index as it stands, drawn anew with every change."""

    __tablename__ = "sampling_search_mark"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[int] = mapped_column(BigInteger)
