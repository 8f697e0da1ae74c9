"""Tables of objections."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.enterprises.holdings import name_holding
from portal.enterprises.models import Enterprise
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.ratings.models import Rating
from portal.ratings.objections.rules import PENDING, NoteKind, ObjectionStage, Subject, SubjectKind


class Objection(Base):
    """One enterprise's objection to one record about it."""

    __tablename__ = "objection"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    subject_kind: Mapped[SubjectKind]
    subject_reference: Mapped[str] = mapped_column(String(40))
    subject_title: Mapped[str] = mapped_column(String(200))
    rating_id: Mapped[int | None] = mapped_column(ForeignKey("rating.id"), index=True)
    ground: Mapped[str] = mapped_column(String(40))
    statement: Mapped[str] = mapped_column(Text)
    wants_hearing: Mapped[bool] = mapped_column(default=False)
    stage: Mapped[ObjectionStage] = mapped_column(index=True)
    lodged_by: Mapped[str] = mapped_column(String(80))
    lodged_at: Mapped[datetime]
    due_on: Mapped[date | None]
    last_on: Mapped[date | None]
    extension_reason: Mapped[str] = mapped_column(String(300), default="")
    taken_by: Mapped[str | None] = mapped_column(String(80))
    taken_at: Mapped[datetime | None]
    refusal_ground: Mapped[str] = mapped_column(String(40), default="")
    verified_by: Mapped[str | None] = mapped_column(String(80))
    verified_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(80))
    ended_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("rating.id"), index=True)
    enterprise: Mapped[Enterprise] = relationship()
    rating: Mapped[Rating | None] = relationship(foreign_keys=[rating_id])
    successor: Mapped[Rating | None] = relationship(foreign_keys=[successor_id])
    notes: Mapped[list["ObjectionNote"]] = relationship(order_by="ObjectionNote.id")
    files: Mapped[list["ObjectionFile"]] = relationship(order_by="ObjectionFile.id")

    @property
    def subject(self) -> Subject:
        """What is objected to."""
        return Subject(self.subject_kind, self.subject_reference, self.subject_title)

    @property
    def is_pending(self) -> bool:
        """Whether it still waits for its end."""
        return self.stage in PENDING

    @property
    def was_extended(self) -> bool:
        """Whether the longer time limit holds."""
        return bool(self.extension_reason)


# One record, one pending objection: whatever is new goes into that one.
Index(
    "uq_objection_pending",
    Objection.subject_kind,
    Objection.subject_reference,
    unique=True,
    sqlite_where=Objection.stage.in_(PENDING),
    postgresql_where=Objection.stage.in_(PENDING),
)


class ObjectionNote(Base):
    """What was said at a hearing or in a statement, and what was found; not public."""

    __tablename__ = "objection_note"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    objection_id: Mapped[int] = mapped_column(ForeignKey("objection.id"), index=True)
    kind: Mapped[NoteKind]
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(80))
    written_at: Mapped[datetime]


class ObjectionFile(Base):
    """A file that came with an objection: sealed, for the enterprise and the officers."""

    __tablename__ = "objection_file"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    objection_id: Mapped[int] = mapped_column(ForeignKey("objection.id"), index=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime]


name_holding(Objection.enterprise_id)
