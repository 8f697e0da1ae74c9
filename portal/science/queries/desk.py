"""What the desk works on: drafts, what waits for whom, corrections."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound
from portal.kernel.permissions import Permission
from portal.science.models import Article, Correction
from portal.science.rules import Language, Stage, is_slug


def find_article(slug: str, language: str, *, for_change: bool = False) -> Article | None:
    """Return an article in whatever stage; ``for_change`` makes others wait (PostgreSQL)."""
    if not is_slug(slug):
        return None
    wanted = select(Article).filter_by(slug=slug, language=Language(language))
    return db.session.scalar(wanted.with_for_update() if for_change else wanted)


def get_article(slug: str, language: str) -> Article:
    """Return the article in whatever stage, to read it or to change it; raises NotFound."""
    article = find_article(slug, language, for_change=True)
    if article is None:
        raise NotFound(slug)
    return article


def get_own_article(slug: str, language: str, reader: Account) -> Article:
    """Return an article to its author or to whoever reviews; raises NotAllowed."""
    article = get_article(slug, language)
    if article.author_id != reader.id and not reader.may(Permission.ARTICLE_REVIEW):
        raise NotAllowed(slug)
    return article


def slug_exists(slug: str) -> bool:
    """Whether an article of either language has this name."""
    return db.session.scalar(select(Article.id).where(Article.slug == slug).limit(1)) is not None


def list_own(author: Account) -> Sequence[Article]:
    """Return what this person wrote, latest change first."""
    own = select(Article).where(Article.author_id == author.id)
    return db.session.scalars(own.order_by(Article.changed_at.desc(), Article.id.desc())).all()


def list_published(limit: int = 50) -> Sequence[Article]:
    """Return what became public last, newest first; what waits for its day is not among it."""
    out = select(Article).where(
        Article.stage == Stage.PUBLISHED, Article.published_at <= clock.now()
    )
    newest = out.order_by(Article.published_at.desc(), Article.id.desc())
    return db.session.scalars(newest.limit(limit)).all()


def list_corrections_waiting() -> Sequence[Correction]:
    """Return proposed corrections that somebody can decide, oldest first."""
    waiting = select(Correction).join(Correction.article).where(Correction.verdict.is_(None))
    waiting = waiting.where(Article.stage == Stage.PUBLISHED)
    return db.session.scalars(
        waiting.order_by(Correction.proposed_at).options(selectinload(Correction.article))
    ).all()


def get_correction(article: Article) -> Correction:
    """Return the correction of this article that waits for a decision; raises NotFound."""
    waiting = find_correction(article)
    if waiting is None:
        raise NotFound(article.slug)
    return waiting


def find_correction(article: Article) -> Correction | None:
    """Return the correction of this article that waits for a decision, if one does."""
    return db.session.scalar(
        select(Correction).where(Correction.article_id == article.id, Correction.verdict.is_(None))
    )
