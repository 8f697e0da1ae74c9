"""Events: the articles that announce something, and what is known of their seats."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from portal.events.models import EventSeats
from portal.events.rules import Door, door_of
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused, Withdrawn
from portal.science.models import Article
from portal.science.rules import Event, Language, Stage, Standing, is_slug

OPEN = {Standing.LIVE, Standing.DUE}


@dataclass(frozen=True)
class Card:
    """One event for one reader: its article, and its seats where people sign up for it."""

    article: Article
    event: Event
    seats: EventSeats | None

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.seats is not None and self.seats.cancelled_at is not None

    @property
    def has_begun(self) -> bool:
        """Whether it is under way, or over."""
        return self.event.starts_at <= clock.now()

    @property
    def door(self) -> Door | None:
        """Whether somebody may sign up now; None where nobody needs to."""
        if self.seats is None:
            return Door.OVER if self.event.ends_at <= clock.now() else None
        return door_of(
            is_cancelled=self.is_cancelled,
            closes_at=self.seats.closes_at,
            ends_at=self.event.ends_at,
            free=self.seats.free_count,
            now=clock.now(),
        )


def _dated() -> tuple[ColumnElement[bool], ...]:
    return (
        Article.stage == Stage.PUBLISHED,
        Article.published_at <= clock.now(),
        Article.starts_at.is_not(None),
        Article.ends_at.is_not(None),
    )


def _cards(articles: Sequence[Article], language: str) -> list[Card]:
    """Return each event once, in the reader's language where it has one."""
    theirs: dict[str, Article] = {}
    for article in articles:
        if article.slug not in theirs or article.language == Language(language):
            theirs[article.slug] = article
    wanted = select(EventSeats).where(EventSeats.slug.in_(theirs))
    seats = {one.slug: one for one in db.session.scalars(wanted)}
    return [
        Card(article, article.event, seats.get(slug))
        for slug, article in theirs.items()
        if article.event is not None
    ]


def list_upcoming(language: str, *, column: str | None = None, limit: int = 60) -> list[Card]:
    """Return what is still to come or under way, soonest first."""
    wanted = select(Article).where(*_dated(), Article.ends_at > clock.now())
    if column is not None:
        wanted = wanted.where(Article.column == column)
    # Each may stand in two languages.
    rows = db.session.scalars(wanted.order_by(Article.starts_at, Article.id).limit(2 * limit)).all()
    return _cards(rows, language)[:limit]


def list_past(language: str, *, limit: int = 10) -> list[Card]:
    """Return what is over, the last first."""
    wanted = select(Article).where(*_dated(), Article.ends_at <= clock.now())
    latest = wanted.order_by(Article.starts_at.desc(), Article.id).limit(2 * limit)
    return _cards(db.session.scalars(latest).all(), language)[:limit]


def list_of_slugs(slugs: Collection[str], language: str) -> list[Article]:
    """Return what can be read under these slugs, each once, in the order they are given."""
    wanted = select(Article).where(
        Article.slug.in_(slugs),
        Article.stage == Stage.PUBLISHED,
        Article.published_at <= clock.now(),
    )
    found: dict[str, Article] = {}
    for article in db.session.scalars(wanted.order_by(Article.id)):
        if article.slug not in found or article.language == Language(language):
            found[article.slug] = article
    return [found[slug] for slug in slugs if slug in found]


def get_card(slug: str, language: str) -> Card:
    """Return one event; raises NotFound, and Withdrawn with the public reason."""
    found = []
    if is_slug(slug):
        wanted = select(Article).where(Article.slug == slug).order_by(Article.id)
        found = [one for one in db.session.scalars(wanted) if one.event is not None]
    cards = _cards([one for one in found if one.standing in OPEN], language)
    if cards:
        return cards[0]
    gone = [one for one in found if one.standing is Standing.WITHDRAWN]
    if gone:
        raise Withdrawn(gone[0].withdrawn_reason)
    raise NotFound(slug)


def find_event(slug: str) -> EventSeats | None:
    """Return the seats of an event; None where signing up was never opened."""
    return db.session.scalar(select(EventSeats).filter_by(slug=slug)) if is_slug(slug) else None


def get_event(slug: str) -> EventSeats:
    """Return the seats of an event; raises NotFound where signing up was never opened."""
    found = find_event(slug)
    if found is None:
        raise NotFound(slug)
    return found


def starts_at(event: EventSeats) -> datetime | None:
    """Return when an event begins, also where its article is read no more."""
    begins = select(func.max(Article.starts_at)).where(Article.slug == event.slug)
    return db.session.scalar(begins)


def has_begun(event: EventSeats) -> bool:
    """Whether an event is under way, or over."""
    begins = starts_at(event)
    return begins is not None and begins <= clock.now()


def find_card(slug: str, language: str) -> Card | None:
    """Return one event, None where its article cannot be read now."""
    try:
        return get_card(slug, language)
    except Refused:
        return None
