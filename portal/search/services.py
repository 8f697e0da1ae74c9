"""What happens to the index when something becomes public or stops being so."""

import secrets

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.kernel.db import db
from portal.kernel.signals import published, withdrawn
from portal.search.models import ONLY, SearchGeneration
from portal.search.shelves import SHELVES

MARK_BYTES = 16


def advance_generation() -> None:
    """Note, in the running transaction, that what may be found has changed.

    Every process compares before each search, so the next request of any of them sees it.
    """
    if not _advance():
        try:
            with db.session.begin_nested():
                first = SearchGeneration(id=ONLY, generation=1, lineage=_token(), mark=_token())
                db.session.add(first)
        except IntegrityError:  # somebody else's first publication came in between
            _advance()


def _token() -> str:
    return secrets.token_hex(MARK_BYTES)


def _advance() -> bool:
    moved = update(SearchGeneration).values(
        generation=SearchGeneration.generation + 1, mark=_token()
    )
    found = db.session.execute(moved.returning(SearchGeneration.id)).first()
    return found is not None


def follow(_kind: object, **_facts: object) -> None:
    """Answer the signal that something on a shelf became public, or no longer is."""
    advance_generation()


def follow_signals() -> None:
    """Listen to every shelf; what else is published is found elsewhere."""
    for shelf in SHELVES:
        if shelf.model is not None:
            published.connect(follow, sender=shelf.model)
            withdrawn.connect(follow, sender=shelf.model)
