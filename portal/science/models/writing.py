"""Tables of writing: notes on a line, sound, what a form held, how often an article was opened."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN
from portal.science.rules import Licence, Recording

if TYPE_CHECKING:
    from portal.science.models.articles import Article


class ArticleNote(Base):
    """What a reviewer says about one line of one version, and what its author answers."""

    __tablename__ = "article_note"
    __table_args__ = (Index("ix_article_note_article_id_version", "article_id", "version"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    version: Mapped[int]
    line: Mapped[int]
    # The line as it read: what is written later may have no such line.
    quote: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    noted_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    article: Mapped["Article"] = relationship(back_populates="notes")
    noted_by: Mapped[Account] = relationship(foreign_keys=noted_by_id)

    @property
    def is_open(self) -> bool:
        """Whether it still asks for something."""
        return self.resolved_at is None


class ArticleSound(Base):
    """A recording of one article; its bytes lie in the object store under their digest."""

    __tablename__ = "article_sound"
    __table_args__ = (UniqueConstraint("article_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    # What is said or sung, for those who cannot hear it.
    transcript: Mapped[str] = mapped_column(Text)
    licence: Mapped[Licence]
    credit: Mapped[str] = mapped_column(String(120), default="")
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]
    article: Mapped["Article"] = relationship(back_populates="sounds")

    @property
    def address(self) -> str:
        """Where the recording is served, in either language."""
        return f"/science/sounds/{self.digest}"

    @property
    def told(self) -> Recording:
        """What is reviewed of it: its bytes by their digest, and every word beside it."""
        return Recording(self.digest, self.title, self.transcript, self.licence.value, self.credit)


class KeptAnswers(Base):
    """What a form held when it was last looked at: nobody saved it, nobody checked it.

    ``place`` says which form, ``tab`` which window: two windows overwrite nothing of each other.
    """

    __tablename__ = "article_kept_answers"
    __table_args__ = (UniqueConstraint("account_id", "place", "tab"), UNSEEN)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    place: Mapped[str] = mapped_column(String(120))
    tab: Mapped[str] = mapped_column(String(40))
    # The state of the article the window had open.
    revision: Mapped[int]
    answers: Mapped[dict[str, Any]]
    kept_at: Mapped[datetime]


class ArticleReads(Base):
    """How often an article was opened on one day. Nothing tells by whom."""

    __tablename__ = "article_reads"
    __table_args__ = UNSEEN

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    read_on: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int]
