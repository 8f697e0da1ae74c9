"""Tables of the quiz: answers, and nothing of who gave them."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Base


class QuizPaper(Base):
    """One set of answers. The token makes one that is sent twice count once."""

    __tablename__ = "quiz_paper"
    __table_args__ = (UniqueConstraint("edition", "token"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[str] = mapped_column(String(40))
    token: Mapped[str] = mapped_column(String(43))
    sent_on: Mapped[date]


class QuizMark(Base):
    """Whether one question of one paper was answered rightly."""

    __tablename__ = "quiz_mark"
    __table_args__ = (Index("ix_quiz_mark_edition_question", "edition", "question", "is_right"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("quiz_paper.id"), index=True)
    edition: Mapped[str] = mapped_column(String(40))
    question: Mapped[str] = mapped_column(String(40))
    is_right: Mapped[bool]
