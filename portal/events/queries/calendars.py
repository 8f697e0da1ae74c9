"""What a calendar tells of events: also of those that were called off or withdrawn."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from portal.events.models import EventSeats
from portal.kernel import clock
from portal.kernel.db import db
from portal.science.models import Article
from portal.science.rules import Event, Language, Stage

# How far back a calendar reaches: whoever subscribes wants to see that something was called off.
LOOKS_BACK = timedelta(days=366)
LONGEST = 500


@dataclass(frozen=True)
class CalendarEvent:
    """One event as calendars keep it; ``revision`` grows with each change."""

    slug: str
    column: str
    title: str
    summary: str
    venue: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    revision: int
    is_cancelled: bool
    reason: str


def list_for_calendar(
    language: str, *, column: str | None = None, slugs: Collection[str] | None = None
) -> list[CalendarEvent]:
    """Return the events of the last year and all to come, each once, in order of time."""
    now = clock.now()
    wanted = select(Article).where(
        Article.stage.in_([Stage.PUBLISHED, Stage.WITHDRAWN]),
        Article.published_at <= now,
        Article.starts_at.is_not(None),
        Article.ends_at.is_not(None),
    )
    if slugs is None:
        wanted = wanted.where(Article.ends_at > now - LOOKS_BACK)
    else:
        wanted = wanted.where(Article.slug.in_(slugs))
    if column is not None:
        wanted = wanted.where(Article.column == column)
    newest = wanted.order_by(Article.starts_at.desc(), Article.id.desc()).limit(LONGEST)
    chosen: dict[str, Article] = {}
    for article in db.session.scalars(newest):
        chosen[article.slug] = _better(chosen.get(article.slug), article, language)
    seats = _seats_of(chosen)
    told = [
        _told(article, article.event, seats.get(slug))
        for slug, article in chosen.items()
        if article.event is not None
    ]
    return sorted(told, key=lambda one: (one.starts_at, one.slug))


def _better(known: Article | None, other: Article, language: str) -> Article:
    # A translation that was withdrawn does not call off what the other language still announces.
    if known is None:
        return other

    def rank(one: Article) -> tuple[bool, bool]:
        return one.stage is Stage.PUBLISHED, one.language == Language(language)

    return other if rank(other) > rank(known) else known


def _seats_of(slugs: Collection[str]) -> dict[str, EventSeats]:
    wanted = select(EventSeats).where(
        EventSeats.slug.in_(slugs),
        or_(EventSeats.changed_count > 0, EventSeats.cancelled_at.is_not(None)),
    )
    return {one.slug: one for one in db.session.scalars(wanted)}


def _told(article: Article, event: Event, seats: EventSeats | None) -> CalendarEvent:
    called_off = seats.cancelled_at if seats else None
    changes = (article.changed_at, called_off, article.withdrawn_at)
    return CalendarEvent(
        slug=article.slug,
        column=article.column,
        title=article.title,
        summary=article.summary,
        venue=event.venue,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        changed_at=max(one for one in changes if one),
        revision=article.version + (2 if article.withdrawn_at else 1 if called_off else 0),
        is_cancelled=called_off is not None or article.stage is Stage.WITHDRAWN,
        reason=seats.cancelled_reason if seats and called_off else article.withdrawn_reason,
    )
