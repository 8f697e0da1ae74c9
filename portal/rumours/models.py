"""Tables of leads, rumours, what was published of them, and who did what."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.kernel.append_only import keep_for_ever
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.rumours.rules import Content, Deed, LeadStage, Stage, Verdict


class RumourUnchangeable(Exception):  # noqa: N818 - an answer, not a fault
    """What was published, and who did what, stays as it was."""


class Rumour(Base):
    """A claim the desk looks into. ``draft`` is what is being written; readers see versions."""

    __tablename__ = "rumour"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    stage: Mapped[Stage] = mapped_column(index=True)
    draft: Mapped[dict[str, Any]]
    # The number of the version that readers see; 0 where nothing is public yet.
    version: Mapped[int] = mapped_column(default=0)
    asked_count: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(400), default="")

    @property
    def subject(self) -> str:
        """This rumour as the audit log names things."""
        return f"rumour:{self.code}"

    @property
    def content(self) -> Content:
        """What is being written."""
        return Content.read(self.draft)


class RumourVersion(Base):
    """What was published of a rumour, once and for all."""

    __tablename__ = "rumour_version"
    __table_args__ = (UniqueConstraint("rumour_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rumour_id: Mapped[int] = mapped_column(ForeignKey("rumour.id"))
    number: Mapped[int]
    body: Mapped[dict[str, Any]]
    verdict: Mapped[Verdict]
    category: Mapped[str] = mapped_column(String(40))
    product: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(String(400))
    published_at: Mapped[datetime]
    rumour: Mapped[Rumour] = relationship()

    @property
    def content(self) -> Content:
        """What was published."""
        return Content.read(self.body)


class RumourStep(Base):
    """Who did what with a rumour, when, and what they said to it."""

    __tablename__ = "rumour_step"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    rumour_id: Mapped[int] = mapped_column(ForeignKey("rumour.id"), index=True)
    deed: Mapped[Deed]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    opinion: Mapped[str] = mapped_column(String(400))
    by: Mapped[Account] = relationship()


class RumourLead(Base):
    """What somebody sent. Nothing is kept about the sender; the receipt number leads to it."""

    __tablename__ = "rumour_lead"
    __table_args__ = UNSEEN

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    text: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(500))
    heard_where: Mapped[str] = mapped_column(String(80))
    picture: Mapped[str | None] = mapped_column(String(64))
    picture_type: Mapped[str] = mapped_column(String(40))
    stage: Mapped[LeadStage] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(String(400), default="")
    sent_at: Mapped[datetime]
    rumour_id: Mapped[int | None] = mapped_column(ForeignKey("rumour.id"), index=True)
    rumour: Mapped[Rumour | None] = relationship()

    @property
    def subject(self) -> str:
        """This lead as the audit log names things."""
        return f"rumour-lead:{self.reference}"


keep_for_ever(RumourVersion, "what was published of a rumour stays", RumourUnchangeable)
keep_for_ever(RumourStep, "what was done with a rumour stays on record", RumourUnchangeable)
