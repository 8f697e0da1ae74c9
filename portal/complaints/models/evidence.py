"""Files of a case."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.complaints.models.cases import Case
from portal.complaints.rules import Author
from portal.kernel.db import Base


class Evidence(Base):
    """One file. The original is sealed; what others see is a cleaned copy, where there is one."""

    __tablename__ = "case_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    draft_digest: Mapped[str | None] = mapped_column(ForeignKey("case_draft.digest"), index=True)
    author: Mapped[Author]
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    original: Mapped[str] = mapped_column(String(64))
    cleaned: Mapped[str | None] = mapped_column(String(64))
    # Under which key of the chain both are sealed.
    key_id: Mapped[str] = mapped_column(String(40), default="", server_default="", index=True)
    # Of which kind the copy is, where it is not of the original's.
    copy_type: Mapped[str] = mapped_column(String(60), default="", server_default="")
    added_at: Mapped[datetime]
    # Set once the file is gone by the rules of retention; the line stays, its digests with it.
    removed_at: Mapped[datetime | None]
    case: Mapped[Case | None] = relationship(back_populates="evidence")

    @property
    def shown_type(self) -> str:
        """Of which kind the cleaned copy is."""
        return self.copy_type or self.media_type
