"""Official documents, issued with a number."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models.cases import Case
from portal.complaints.rules import DocumentKind
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class CaseDocument(Base):
    """One document as it was issued: kept for ever, its number never used again.

    ``content`` is every word of it but who filed the case; with ``layout``, the version of the
    sheet it is set on, it gives the same bytes whenever it is printed. A voided one keeps its
    number and its words.
    """

    __tablename__ = "case_document"
    __table_args__ = (UniqueConstraint("place", "year", "kind", "serial"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[DocumentKind]
    place: Mapped[str] = mapped_column(String(40))
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(80))
    department: Mapped[str] = mapped_column(String(60))
    wording: Mapped[str] = mapped_column(String(20))
    layout: Mapped[str] = mapped_column(String(20))
    content: Mapped[dict[str, Any]]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(Text, default="")
    case: Mapped[Case] = relationship()
