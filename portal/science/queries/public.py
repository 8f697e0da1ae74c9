"""What readers see. A reader of one language is offered the other where theirs is missing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased, selectinload

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Withdrawn
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.kernel.permissions import Permission
from portal.science.models import Article, ArticleImage, ArticleItem, ArticleVersion
from portal.science.queries.shelf import is_current
from portal.science.rules import Language, Standing, VersionKind, columns, is_slug

PAGE_SIZE = 20
LARGEST_ID = 2**31 - 1
FIRST_YEAR, LAST_YEAR = 1970, 9000


def offered_to(language: str) -> Select[Article]:
    """Select what is offered to readers of a language: each article once."""
    now = clock.now()
    theirs = aliased(Article)
    in_theirs = (
        select(theirs.id)
        .where(
            theirs.slug == Article.slug,
            theirs.language == Language(language),
            is_current(now, theirs),
        )
        .exists()
    )
    return select(Article).where(
        is_current(now), or_(Article.language == Language(language), ~in_theirs)
    )


def newest_articles(limit: int, language: str, column: str | None = None) -> Sequence[Article]:
    """Return the newest articles for readers of ``language``, of one column where named.

    What is written in their language comes first.
    """
    wanted = offered_to(language)
    if column is not None:
        wanted = wanted.where(Article.column == column)
    newest = (_is_own(language).desc(), Article.published_at.desc(), Article.id.desc())
    return db.session.scalars(wanted.order_by(*newest).limit(limit)).all()


def _is_own(language: str) -> ColumnElement[int]:
    return case((Article.language == Language(language), 1), else_=0)


def articles_for_item(name: str, language: str, limit: int = 5) -> Sequence[Article]:
    """Return the newest articles that explain a failing item (its name as results give it)."""
    return articles_for_items((name,), language, limit)


def articles_for_items(names: Collection[str], language: str, limit: int = 5) -> Sequence[Article]:
    """Return the newest articles that explain any of these items, each name as results give it."""
    explains = select(ArticleItem.article_id).where(ArticleItem.name.in_(names))
    wanted = offered_to(language).where(Article.id.in_(explains))
    return db.session.scalars(wanted.order_by(Article.published_at.desc()).limit(limit)).all()


def related_articles(article: Article, language: str, limit: int = 4) -> Sequence[Article]:
    """Return articles to read on: those that explain the same items, then the column's newest."""
    same_item = select(ArticleItem.article_id).where(ArticleItem.name.in_(article.items))
    other = offered_to(language).where(Article.slug != article.slug)
    newest = (Article.published_at.desc(), Article.id.desc())
    alike = other.where(Article.id.in_(same_item)).order_by(*newest).limit(limit)
    found = list(db.session.scalars(alike).all())
    known = [one.id for one in found]
    same_column = other.where(Article.column == article.column, Article.id.not_in(known))
    found += db.session.scalars(same_column.order_by(*newest).limit(limit - len(found))).all()
    return found


def count_by_column(language: str) -> Mapping[str, int]:
    """Return how many articles each column offers to readers of ``language``; 0 is counted."""
    offered = offered_to(language).subquery()
    rows = db.session.execute(
        select(offered.c.column, func.count()).group_by(offered.c.column)
    ).all()
    counts = {row[0]: row[1] for row in rows}
    return {code: counts.get(code, 0) for code in columns()}


def next_events(limit: int, language: str) -> Sequence[Article]:
    """Return what is still to come, soonest first."""
    wanted = offered_to(language).where(Article.ends_at >= clock.now())
    return db.session.scalars(wanted.order_by(Article.starts_at, Article.id).limit(limit)).all()


def _position(cursor: str) -> tuple[int, datetime, int]:
    own, moment, number = decode_cursor(cursor, length=3)
    try:
        at = datetime.fromisoformat(str(moment))
    except ValueError:
        raise NotFound(cursor) from None
    if at.tzinfo is None or not FIRST_YEAR < at.year < LAST_YEAR:
        raise NotFound(cursor)
    if not isinstance(number, int) or not 0 < number <= LARGEST_ID:
        raise NotFound(cursor)
    return int(own == 1), at, number


def _key(language: str) -> tuple[ColumnElement[Any], ...]:
    return _is_own(language), Article.published_at.expression, Article.id.expression


def _bound(key: tuple[ColumnElement[Any], ...], cursor: str) -> ColumnElement[Any]:
    values = zip(_position(cursor), key, strict=True)
    return tuple_(*(literal(value, part.type) for value, part in values))


def _cursor(article: Article, language: str) -> str:
    at = article.published_at
    is_own = int(article.language == Language(language))
    return encode_cursor(is_own, at.isoformat() if at else None, article.id)


def page_of_articles(
    column: str, language: str, *, earlier: str | None = None, later: str | None = None
) -> Page[Article]:
    """Return one page of a column; ``earlier`` and ``later`` are cursors.

    What is written in the reader's language comes first, then the newest.
    """
    wanted = offered_to(language).where(Article.column == column)
    key = _key(language)
    if later:
        wanted = wanted.where(tuple_(*key) > _bound(key, later))
    elif earlier:
        wanted = wanted.where(tuple_(*key) < _bound(key, earlier))
    order = key if later else tuple(part.desc() for part in key)
    found = list(db.session.scalars(wanted.order_by(*order).limit(PAGE_SIZE + 1)).all())
    has_more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if later:
        found.reverse()
    if not found:
        return Page([])
    has_earlier = bool(later) or has_more
    has_later = has_more if later else bool(earlier)
    return Page(
        found,
        earlier=_cursor(found[-1], language) if has_earlier else None,
        later=_cursor(found[0], language) if has_later else None,
    )


def _find_versions(slug: str) -> Mapping[Language, Article]:
    if not is_slug(slug):
        return {}
    rows = db.session.scalars(select(Article).where(Article.slug == slug)).all()
    return {article.language: article for article in rows}


def get_public_article(column: str, slug: str, language: str) -> Article:
    """Return the article for readers of ``language``, or its other language.

    An article past its review day can still be read by its address. Raises Withdrawn with the
    public reason, NotFound.
    """
    found = _find_versions(slug)
    wanted = [found[own] for own in (Language(language), Language(language).other) if own in found]
    for article in wanted:
        is_open = article.standing in {Standing.LIVE, Standing.DUE}
        if is_open and article.column == column:
            return article
    for article in wanted:
        if (
            article.standing is Standing.WITHDRAWN
            and article.column == column
            and _was_out(article)
        ):
            raise Withdrawn(article.withdrawn_reason)
    raise NotFound(slug)


def _was_out(article: Article) -> bool:
    """Whether readers ever saw it: what was withdrawn before its day has no tombstone."""
    out, gone = article.published_at, article.withdrawn_at
    return out is not None and gone is not None and out <= gone


def find_translation(article: Article) -> Article | None:
    """Return the same article in the other language, where it can be read."""
    other = _find_versions(article.slug).get(article.language.other)
    is_open = other is not None and other.standing in {Standing.LIVE, Standing.DUE}
    return other if is_open else None


def list_corrections(article: Article) -> Sequence[ArticleVersion]:
    """Return what was corrected after publication, newest first."""
    corrected = select(ArticleVersion).where(
        ArticleVersion.article_id == article.id, ArticleVersion.kind == VersionKind.CORRECTED
    )
    return db.session.scalars(corrected.order_by(ArticleVersion.number.desc())).all()


def get_image(digest: str, reader: Account | None) -> ArticleImage:
    """Return a picture that this reader may see.

    Readers see the pictures that stand in what is public; its author and reviewers see every one.
    """
    wanted = select(ArticleImage).where(ArticleImage.digest == digest.replace("\x00", ""))
    images = db.session.scalars(wanted.options(selectinload(ArticleImage.article))).all()
    for image in images:
        is_public = image.article.standing in {Standing.LIVE, Standing.DUE}
        if is_public and image.address in image.article.body:
            return image
        if reader and (
            reader.id == image.article.author_id or reader.may(Permission.ARTICLE_REVIEW)
        ):
            return image
    raise NotFound(digest)
