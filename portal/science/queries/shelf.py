"""What may be found: the articles that are public and in date at an instant."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.kernel import clock
from portal.kernel.db import db
from portal.science.models import Article
from portal.science.rules import Stage


def is_current(at: datetime, article: type[Article] = Article) -> ColumnElement[bool]:
    """Ask for what is published, in its time, and not past its review day (E1)."""
    today = clock.in_china(at).date()
    return and_(
        article.stage == Stage.PUBLISHED,
        article.published_at <= at,
        or_(article.review_by_on.is_(None), article.review_by_on >= today),
    )


def current_versions(
    at: datetime, session: Session | None = None, *, among: Iterable[int] | None = None
) -> Mapping[int, int]:
    """Return the version of every article that may be found at ``at``, by the article's id.

    ``among`` asks for some articles only.
    """
    asked = select(Article.id, Article.version).where(is_current(at))
    if among is not None:
        asked = asked.where(Article.id.in_(list(among)))
    return {row.id: row.version for row in (session or db.session).execute(asked)}


def list_current(
    ids: Iterable[int], at: datetime, session: Session | None = None
) -> Sequence[Article]:
    """Return those of these articles that may be found at ``at``."""
    wanted = select(Article).where(Article.id.in_(list(ids)), is_current(at))
    return (session or db.session).scalars(wanted.options(selectinload(Article.item_rows))).all()


def next_change_at(at: datetime, session: Session | None = None) -> datetime | None:
    """Return when the clock alone will next add an article or take one away, or None."""
    own = session or db.session
    appears = own.scalar(
        select(func.min(Article.published_at)).where(
            Article.stage == Stage.PUBLISHED, Article.published_at > at
        )
    )
    last_day = own.scalar(
        select(func.min(Article.review_by_on)).where(
            Article.stage == Stage.PUBLISHED,
            Article.review_by_on >= clock.in_china(at).date(),
        )
    )
    leaves = None
    if last_day is not None:
        leaves = datetime.combine(last_day + timedelta(days=1), time.min, tzinfo=clock.CHINA)
    return min((moment for moment in (appears, leaves) if moment), default=None)
