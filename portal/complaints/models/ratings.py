"""What a citizen says of the outcome (回访问效)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.complaints.models.cases import Case
from portal.kernel.db import Base
from portal.kernel.generation import UNSEEN


class CaseRating(Base):
    """One citizen's rating: a score, an answer to each question by its code, and own words."""

    __tablename__ = "case_rating"
    __table_args__ = UNSEEN

    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), primary_key=True)
    score: Mapped[int]
    answers: Mapped[dict[str, Any]]
    words: Mapped[str] = mapped_column(Text, default="")
    rated_at: Mapped[datetime]
