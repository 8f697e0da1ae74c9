"""Tables of what is made of articles, and of the place's own signs."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.kernel.db import Base
from portal.science.rules import Language, Licence


class LessonPack(Base):
    """One lesson as a teacher takes it away: a plan, articles to read, sheets to print."""

    __tablename__ = "lesson_pack"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    language: Mapped[Language]
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(400))
    plan: Mapped[str] = mapped_column(Text)
    age_from: Mapped[int]
    age_to: Mapped[int]
    minutes: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    made_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(String(400), default="")
    parts: Mapped[list["LessonPart"]] = relationship(
        back_populates="pack", cascade="all, delete-orphan", order_by="LessonPart.position"
    )
    sheets: Mapped[list["LessonSheet"]] = relationship(
        back_populates="pack", order_by="LessonSheet.id"
    )

    @property
    def state(self) -> str:
        """What somebody has read of it before they publish it: its words and its sheets."""
        return f"{self.revision}.{len(self.sheets)}"

    @property
    def is_public(self) -> bool:
        """Whether teachers may take it."""
        return self.published_at is not None and self.withdrawn_at is None


class LessonPart(Base):
    """One article of a pack, in its order; by its name, since it may be read in two languages."""

    __tablename__ = "lesson_part"
    __table_args__ = (UniqueConstraint("pack_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pack_id: Mapped[int] = mapped_column(ForeignKey("lesson_pack.id"), index=True)
    position: Mapped[int]
    slug: Mapped[str] = mapped_column(String(80), index=True)
    pack: Mapped[LessonPack] = relationship(back_populates="parts")


class LessonSheet(Base):
    """One sheet to print; its bytes lie in the object store under their digest."""

    __tablename__ = "lesson_sheet"
    __table_args__ = (UniqueConstraint("pack_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pack_id: Mapped[int] = mapped_column(ForeignKey("lesson_pack.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    licence: Mapped[Licence]
    credit: Mapped[str] = mapped_column(String(120), default="")
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]
    pack: Mapped[LessonPack] = relationship(back_populates="sheets")


class BrandAsset(Base):
    """A sign of one of the place's brands, for others to show under the rules it comes with."""

    __tablename__ = "brand_asset"

    id: Mapped[int] = mapped_column(primary_key=True)
    # One of the place's brands: science.brands of the profile.
    brand: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(120))
    alt: Mapped[str] = mapped_column(String(200))
    rules: Mapped[str] = mapped_column(Text)
    licence: Mapped[Licence]
    credit: Mapped[str] = mapped_column(String(120), default="")
    digest: Mapped[str] = mapped_column(String(64), index=True)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    # A picture is shown on the page; a document is only taken away.
    width: Mapped[int | None]
    height: Mapped[int | None]
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(String(400), default="")
