"""Reads of names that wait for people, and of entries that were made one."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.enterprises.models import Enterprise, Merger, NameQuestion
from portal.enterprises.rules import clean_reference
from portal.kernel.db import db
from portal.kernel.errors import NotFound

NEWEST = 100


def list_open_names() -> Sequence[NameQuestion]:
    """Return the names that nobody has decided about, those seen most often first."""
    waiting = select(NameQuestion).where(NameQuestion.decided_at.is_(None))
    ordered = waiting.order_by(NameQuestion.seen_count.desc(), NameQuestion.id)
    return db.session.scalars(ordered.limit(NEWEST)).all()


def count_open_names() -> int:
    """Return how many names wait for people."""
    waiting = select(func.count()).select_from(NameQuestion)
    return db.session.scalar(waiting.where(NameQuestion.decided_at.is_(None))) or 0


def list_decided_names() -> Sequence[NameQuestion]:
    """Return the names decided last, newest first."""
    decided = select(NameQuestion).where(NameQuestion.decided_at.is_not(None))
    newest = decided.order_by(NameQuestion.decided_at.desc()).limit(NEWEST)
    return db.session.scalars(newest.options(joinedload(NameQuestion.enterprise))).all()


def get_name(reference: str) -> NameQuestion:
    """Return the question about a name with this reference."""
    wanted = select(NameQuestion).filter_by(reference=reference.strip().upper())
    found = db.session.scalar(wanted)
    if found is None:
        raise NotFound(reference)
    return found


def list_mergers() -> Sequence[Merger]:
    """Return the newest mergers, newest first, those that were split too."""
    newest = select(Merger).order_by(Merger.id.desc()).limit(NEWEST)
    return db.session.scalars(
        newest.options(joinedload(Merger.kept), joinedload(Merger.gone))
    ).all()


def get_merger(reference: str) -> Merger:
    """Return the merger that stands of the entry with this reference."""
    gone = clean_reference(reference)
    wanted = (
        select(Merger)
        .join(Enterprise, Enterprise.id == Merger.gone_id)
        .where(Enterprise.reference == gone, Merger.split_at.is_(None))
    )
    found = db.session.scalar(wanted.order_by(Merger.id.desc()).limit(1))
    if found is None:
        raise NotFound(reference)
    return found
