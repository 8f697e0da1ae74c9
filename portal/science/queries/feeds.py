"""What a feed tells: the newest of all columns or of one, and when each was last changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.kernel.db import db
from portal.science.models import Article, ArticleVersion
from portal.science.queries.public import offered_to
from portal.science.rules import VersionKind

FEED_LENGTH = 50


def list_for_feed(language: str, column: str | None = None) -> Sequence[Article]:
    """Return the newest articles in time, in whichever language readers are offered them."""
    wanted = offered_to(language)
    if column is not None:
        wanted = wanted.where(Article.column == column)
    wanted = wanted.options(selectinload(Article.images))
    newest = wanted.order_by(Article.published_at.desc(), Article.id.desc())
    return db.session.scalars(newest.limit(FEED_LENGTH)).all()


def last_corrected(ids: Sequence[int]) -> Mapping[int, datetime]:
    """Return when each of these articles was last corrected, where it was."""
    corrected = (
        select(ArticleVersion.article_id, func.max(ArticleVersion.made_at))
        .where(ArticleVersion.article_id.in_(ids), ArticleVersion.kind == VersionKind.CORRECTED)
        .group_by(ArticleVersion.article_id)
    )
    return {row[0]: row[1] for row in db.session.execute(corrected)}
