"""Tables of ratings."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.enterprises.holdings import name_holding
from portal.enterprises.models import Enterprise
from portal.kernel.db import Base
from portal.ratings.rules import HUNDREDTHS, Factor, Origin, Period, Stage


class RatingImport(Base):
    """One file of ratings that somebody brought in. The same file twice changes nothing."""

    __tablename__ = "rating_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    document: Mapped[str] = mapped_column(String(200))
    read_count: Mapped[int]
    accepted_count: Mapped[int]
    duplicate_count: Mapped[int]
    rejected_count: Mapped[int]
    imported_by: Mapped[str] = mapped_column(String(80))
    imported_at: Mapped[datetime]


class Rating(Base):
    """One enterprise's level by one scheme, from a day on."""

    __tablename__ = "rating"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    import_id: Mapped[int | None] = mapped_column(ForeignKey("rating_import.id"), index=True)
    scheme: Mapped[str] = mapped_column(String(40))
    scheme_version: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(20))
    score_hundredths: Mapped[int | None]
    factor_rows: Mapped[list[Any]]
    origin: Mapped[Origin]
    basis: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[str] = mapped_column(String(200), default="")
    adjustment: Mapped[str] = mapped_column(String(300), default="")
    # The day whose facts a derived grade was worked out from.
    assessed_on: Mapped[date | None]
    effective_on: Mapped[date]
    expires_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    notified_on: Mapped[date | None]
    objection_until: Mapped[date | None]
    stage: Mapped[Stage] = mapped_column(index=True)
    suspension_reason: Mapped[str] = mapped_column(String(300), default="")
    proposed_by: Mapped[str] = mapped_column(String(80))
    proposed_at: Mapped[datetime]
    reviewed_by: Mapped[str | None] = mapped_column(String(80))
    reviewed_at: Mapped[datetime | None]
    published_by: Mapped[str | None] = mapped_column(String(80))
    published_at: Mapped[datetime | None]
    enterprise: Mapped[Enterprise] = relationship()

    @property
    def score(self) -> Decimal | None:
        """The score, exact, or None where the scheme has none."""
        if self.score_hundredths is None:
            return None
        return (Decimal(self.score_hundredths) / HUNDREDTHS).normalize() + 0

    @property
    def period(self) -> Period:
        """The days it holds."""
        return Period(self.effective_on, self.expires_on, self.ended_on)

    @property
    def factors(self) -> list[Factor]:
        """The table behind the grade."""
        return [Factor.from_json(row) for row in self.factor_rows]


# B1: at most one rating of an enterprise and scheme stands as in force.
Index(
    "uq_rating_in_force",
    Rating.enterprise_id,
    Rating.scheme,
    unique=True,
    sqlite_where=Rating.stage == Stage.IN_FORCE,
    postgresql_where=Rating.stage == Stage.IN_FORCE,
)
# The grades of one page of the register; by the stage alone a database would read nearly all.
Index("ix_rating_enterprise_stage", Rating.enterprise_id, Rating.stage)
Index("ix_rating_level", Rating.scheme, Rating.level, Rating.stage)
name_holding(Rating.enterprise_id)
