"""The synonyms that editors have added: reading them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.search.models import SynonymGroup


def list_own_groups(session: Session) -> list[tuple[str, ...]]:
    """Return the words of every group in force, the oldest first."""
    found = session.scalars(_in_force(SynonymGroup.words).order_by(SynonymGroup.id))
    return [tuple(words) for words in found]


def list_groups() -> Sequence[SynonymGroup]:
    """Return every group in force, the newest first."""
    return db.session.scalars(_in_force(SynonymGroup).order_by(SynonymGroup.id.desc())).all()


def list_removed(most: int) -> Sequence[SynonymGroup]:
    """Return the groups removed last."""
    removed = select(SynonymGroup).where(SynonymGroup.removed_at.is_not(None))
    newest = (SynonymGroup.removed_at.desc(), SynonymGroup.id.desc())
    return db.session.scalars(removed.order_by(*newest).limit(most)).all()


def get_group(reference: str, *, for_change: bool = False) -> SynonymGroup:
    """Return a group, in force or not; raise NotFound where there is none."""
    wanted = select(SynonymGroup).where(SynonymGroup.reference == reference)
    found = db.session.scalar(wanted.with_for_update() if for_change else wanted)
    if found is None:
        raise NotFound
    return found


def _in_force(what: Any) -> Select[Any]:
    return select(what).where(SynonymGroup.removed_at.is_(None))
