"""Tables of articles: what they say now, what they said, who looked at them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.append_only import keep_for_ever
from portal.kernel.db import Base
from portal.science import rules
from portal.science.models.reviewing import Correction, OpinionKept, Review
from portal.science.models.writing import ArticleNote, ArticleSound
from portal.science.rules import (
    ArticleFacts,
    Audience,
    Details,
    Event,
    Exposure,
    Language,
    Licence,
    Source,
    Stage,
    Standing,
    Verdict,
    VersionKind,
)

SLUG_LENGTH = 80


class Article(Base):
    """One article in one language. The same slug in the other language is its translation."""

    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("slug", "language"),
        Index("ix_article_stage_published_at", "stage", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    language: Mapped[Language]
    column: Mapped[str] = mapped_column(String(40), index=True)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(400))
    body: Mapped[str] = mapped_column(Text)
    audience: Mapped[Audience]
    topics: Mapped[list[str]]
    sources: Mapped[list[Any]]
    starts_at: Mapped[datetime | None] = mapped_column(index=True)
    ends_at: Mapped[datetime | None]
    venue: Mapped[str] = mapped_column(String(120), default="")
    seats_count: Mapped[int | None]
    has_claims: Mapped[bool]
    review_months: Mapped[int | None]
    byline: Mapped[str] = mapped_column(String(80))
    # What only its column asks for (rules.Details); "" where an article belongs to no series.
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default=text("'{}'"))
    series: Mapped[str] = mapped_column(String(40), default="", server_default="", index=True)
    part: Mapped[int | None]
    # A negative case: the decision it rests on and the firm's reply (rules.Exposure).
    exposure: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    stage: Mapped[Stage] = mapped_column(default=Stage.DRAFT)
    version: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    review_by_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(String(400), default="")

    author: Mapped[Account | None] = relationship()
    item_rows: Mapped[list["ArticleItem"]] = relationship(
        cascade="all, delete-orphan", order_by="ArticleItem.id"
    )
    versions: Mapped[list["ArticleVersion"]] = relationship(
        back_populates="article", order_by="ArticleVersion.number"
    )
    reviews: Mapped[list[Review]] = relationship(back_populates="article", order_by="Review.id")
    images: Mapped[list["ArticleImage"]] = relationship(
        back_populates="article", order_by="ArticleImage.id"
    )
    corrections: Mapped[list[Correction]] = relationship(
        back_populates="article", order_by="Correction.id"
    )
    sounds: Mapped[list[ArticleSound]] = relationship(
        back_populates="article", order_by=ArticleSound.id
    )
    notes: Mapped[list[ArticleNote]] = relationship(
        back_populates="article", order_by=(ArticleNote.line, ArticleNote.id)
    )

    @property
    def items(self) -> list[str]:
        """The failing items this article explains."""
        return [row.name for row in self.item_rows]

    @property
    def hands(self) -> frozenset[int | None]:
        """Whoever wrote what it says now: its author, and whose corrections were accepted."""
        accepted = (one for one in self.corrections if one.verdict is Verdict.APPROVED)
        return frozenset({self.author_id, *(one.proposed_by_id for one in accepted)})

    @property
    def shown_images(self) -> list["ArticleImage"]:
        """The pictures that stand in its text; readers are told of no other."""
        return [image for image in self.images if image.address in self.body]

    @property
    def event(self) -> Event | None:
        """When and where it takes place, where it does."""
        if self.starts_at is None or self.ends_at is None:
            return None
        return Event(self.starts_at, self.ends_at, self.venue, self.seats_count)

    @property
    def is_over(self) -> bool:
        """Whether what it announces has ended."""
        return self.ends_at is not None and self.ends_at < clock.now()

    @property
    def standing(self) -> Standing:
        """What this article is to its readers now."""
        return rules.standing_of(self.stage, self.published_at, self.review_by_on, clock.now())

    @property
    def negative_case(self) -> Exposure | None:
        """What it rests on where it makes a negative case public."""
        return Exposure.from_json(self.exposure) if self.exposure else None

    @property
    def facts(self) -> ArticleFacts:
        """Everything that is written, reviewed and published as one."""
        return ArticleFacts(
            column=self.column,
            title=self.title,
            summary=self.summary,
            body=self.body,
            audience=self.audience,
            topics=tuple(self.topics),
            items=tuple(self.items),
            sources=tuple(Source(**source) for source in self.sources),
            event=self.event,
            has_claims=self.has_claims,
            review_months=self.review_months,
            byline=self.byline,
            exposure=self.negative_case,
            details=Details.from_json(self.details),
            series=self.series,
            part=self.part,
            sounds=tuple(sound.told for sound in self.sounds),
        )


class ArticleItem(Base):
    """One failing item that an article explains, by the name results give it."""

    __tablename__ = "article_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    name: Mapped[str] = mapped_column(String(80), index=True)


class ArticleVersion(Base):
    """A snapshot: what was sent for review, published or corrected. Never changed."""

    __tablename__ = "article_version"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    number: Mapped[int]
    kind: Mapped[VersionKind]
    facts: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(String(400))
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    article: Mapped[Article] = relationship(back_populates="versions")


keep_for_ever(
    ArticleVersion, "What an article said is on record and is never changed.", OpinionKept
)


class ArticleImage(Base):
    """A picture of one article; its bytes lie in the object store under their digest."""

    __tablename__ = "article_image"
    __table_args__ = (UniqueConstraint("article_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    alt: Mapped[str] = mapped_column(String(200))
    licence: Mapped[Licence]
    credit: Mapped[str] = mapped_column(String(120), default="")
    width: Mapped[int]
    height: Mapped[int]
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]
    article: Mapped[Article] = relationship(back_populates="images")

    @property
    def address(self) -> str:
        """Where the picture is served, in either language."""
        return f"/science/images/{self.digest}.webp"
