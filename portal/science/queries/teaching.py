"""Reads of lesson packs and of the place's signs."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Withdrawn
from portal.kernel.permissions import Permission
from portal.science.models import Article, BrandAsset, LessonPack, LessonSheet
from portal.science.queries.shelf import is_current
from portal.science.rules import Language, is_slug


def pack_exists(slug: str) -> bool:
    """Whether a pack has this name."""
    return db.session.scalar(select(LessonPack.id).filter_by(slug=slug)) is not None


def unknown_slugs(slugs: Collection[str]) -> set[str]:
    """Return those of these names that no public article has."""
    wanted = select(Article.slug).where(Article.slug.in_(slugs), is_current(clock.now()))
    return set(slugs) - set(db.session.scalars(wanted))


def get_pack(slug: str) -> LessonPack:
    """Return a pack, public or not; raises NotFound."""
    found = db.session.scalar(select(LessonPack).filter_by(slug=slug)) if is_slug(slug) else None
    if found is None:
        raise NotFound(slug)
    return found


def get_public_pack(slug: str) -> LessonPack:
    """Return a pack teachers may take; raises Withdrawn with the public reason, NotFound."""
    pack = get_pack(slug)
    if pack.withdrawn_at is not None:
        raise Withdrawn(pack.withdrawn_reason)
    if not pack.is_public:
        raise NotFound(slug)
    return pack


def list_public_packs() -> Sequence[LessonPack]:
    """Return the packs teachers may take, newest first."""
    public = select(LessonPack).where(
        LessonPack.published_at.is_not(None), LessonPack.withdrawn_at.is_(None)
    )
    newest = public.order_by(LessonPack.published_at.desc(), LessonPack.id.desc())
    return db.session.scalars(
        newest.options(selectinload(LessonPack.parts), selectinload(LessonPack.sheets))
    ).all()


def list_packs() -> Sequence[LessonPack]:
    """Return every pack for the desk, newest first."""
    return db.session.scalars(select(LessonPack).order_by(LessonPack.id.desc())).all()


def articles_of(pack: LessonPack, language: str) -> Sequence[Article]:
    """Return the public articles of a pack in its order, in the reader's language where written."""
    slugs = [part.slug for part in pack.parts]
    wanted = select(Article).where(Article.slug.in_(slugs), is_current(clock.now()))
    found: dict[str, Article] = {}
    for article in db.session.scalars(wanted):
        if article.slug not in found or article.language == Language(language):
            found[article.slug] = article
    return [found[slug] for slug in slugs if slug in found]


def get_sheet(digest: str, reader: Account | None = None) -> LessonSheet:
    """Return a sheet that this reader may take; raises NotFound.

    Everybody takes the sheets of public packs; before that, its maker and reviewers do.
    """
    wanted = select(LessonSheet).where(LessonSheet.digest == digest.replace("\x00", ""))
    sheets = db.session.scalars(wanted.options(selectinload(LessonSheet.pack))).all()
    sheet = next((sheet for sheet in sheets if _may_take(sheet.pack, reader)), None)
    if sheet is None:
        raise NotFound(digest)
    return sheet


def _may_take(pack: LessonPack, reader: Account | None) -> bool:
    if pack.is_public:
        return True
    return reader is not None and (
        reader.id == pack.made_by_id or reader.may(Permission.ARTICLE_REVIEW)
    )


def list_signs() -> Sequence[BrandAsset]:
    """Return the signs that may be taken, by brand, newest first."""
    shown = select(BrandAsset).where(BrandAsset.withdrawn_at.is_(None))
    return db.session.scalars(shown.order_by(BrandAsset.brand, BrandAsset.id.desc())).all()


def get_sign(digest: str) -> BrandAsset:
    """Return a sign by the digest of its file; raises Withdrawn with the reason, NotFound."""
    wanted = select(BrandAsset).where(BrandAsset.digest == digest.replace("\x00", ""))
    signs = db.session.scalars(wanted.order_by(BrandAsset.id.desc())).all()
    shown = next((sign for sign in signs if sign.withdrawn_at is None), None)
    if shown is not None:
        return shown
    if signs:
        raise Withdrawn(signs[0].withdrawn_reason)
    raise NotFound(digest)
