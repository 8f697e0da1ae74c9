"""Tables of review: what was said of each version at each step, and proposed corrections."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.kernel.append_only import keep_for_ever
from portal.kernel.db import Base
from portal.science.rules import Verdict

if TYPE_CHECKING:
    from portal.science.models.articles import Article

REFUSAL = "What was said of an article is on record and is never changed."
# The step of an opinion given once an article is public, at its review day.
RENEWAL = "renewal"


class OpinionKept(Exception):  # noqa: N818 - it says what happened
    """Somebody tried to change or delete an opinion on record."""


class Review(Base):
    """One person's verdict on one version at one step. Never changed.

    ``digest`` is the digest of what the version said (rules.digest_of_facts); ``may_name`` says
    that the person agrees to be named on the public page.
    """

    __tablename__ = "article_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    version: Mapped[int]
    step: Mapped[str] = mapped_column(String(40), server_default="")
    digest: Mapped[str] = mapped_column(String(64), server_default="")
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    verdict: Mapped[Verdict]
    opinion: Mapped[str] = mapped_column(Text)
    may_name: Mapped[bool] = mapped_column(default=False, server_default=false())
    reviewed_at: Mapped[datetime]
    article: Mapped["Article"] = relationship(back_populates="reviews")
    reviewer: Mapped[Account] = relationship()


keep_for_ever(Review, REFUSAL, OpinionKept)


class Correction(Base):
    """A change proposed to a published article; a second person decides."""

    __tablename__ = "article_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    facts: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(String(400))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    proposed_at: Mapped[datetime]
    verdict: Mapped[Verdict | None]
    opinion: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    article: Mapped["Article"] = relationship(back_populates="corrections")
    proposed_by: Mapped[Account] = relationship(foreign_keys=proposed_by_id)
    decided_by: Mapped[Account | None] = relationship(foreign_keys=decided_by_id)
