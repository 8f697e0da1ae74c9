"""Tables of questions, concerns, what was answered in public, and who did what."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.concerns.rules import Content, Deed, QuestionStage, Stage
from portal.kernel.append_only import keep_for_ever
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class ConcernUnchangeable(Exception):  # noqa: N818 - an answer, not a fault
    """What was published, and who did what, stays as it was."""


class Concern(Base):
    """What several people ask. ``draft`` is what is being written; readers see versions."""

    __tablename__ = "concern"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    stage: Mapped[Stage] = mapped_column(index=True)
    draft: Mapped[dict[str, Any]]
    department: Mapped[str | None] = mapped_column(String(60))
    # The number of the version that readers see; 0 where nothing is public yet.
    version: Mapped[int] = mapped_column(default=0)
    asked_count: Mapped[int] = mapped_column(default=0)
    asked_on: Mapped[date]
    published_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(400), default="")

    @property
    def subject(self) -> str:
        """This concern as the audit log names things."""
        return f"concern:{self.code}"

    @property
    def content(self) -> Content:
        """What is being written."""
        return Content.read(self.draft)


class ConcernVersion(Base):
    """What was published of a concern, once and for all."""

    __tablename__ = "concern_version"
    __table_args__ = (UniqueConstraint("concern_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    number: Mapped[int]
    body: Mapped[dict[str, Any]]
    topic: Mapped[str] = mapped_column(String(40))
    department: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(String(400))
    published_at: Mapped[datetime]
    concern: Mapped[Concern] = relationship()

    @property
    def content(self) -> Content:
        """What was published."""
        return Content.read(self.body)


class ConcernStep(Base):
    """Who did what with a concern, when, and what they said to it."""

    __tablename__ = "concern_step"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"), index=True)
    deed: Mapped[Deed]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    opinion: Mapped[str] = mapped_column(String(400))
    by: Mapped[Account] = relationship()


class ConcernQuestion(Base):
    """What somebody sent. Nothing is kept about the sender, and the words are never published.

    Seen, unlike other letters: the public figures count it.
    """

    __tablename__ = "concern_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    text: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(String(40))
    stage: Mapped[QuestionStage] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(String(400), default="")
    sent_at: Mapped[datetime] = mapped_column(index=True)
    concern_id: Mapped[int | None] = mapped_column(ForeignKey("concern.id"), index=True)
    concern: Mapped[Concern | None] = relationship()

    @property
    def subject(self) -> str:
        """This question as the audit log names things."""
        return f"concern-question:{self.reference}"


keep_for_ever(ConcernVersion, "what was published of a concern stays", ConcernUnchangeable)
keep_for_ever(ConcernStep, "what was done with a concern stays on record", ConcernUnchangeable)
