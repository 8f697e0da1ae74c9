"""What happens when something becomes public or stops being so, and when words gain a synonym."""

import secrets

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import Account
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.kernel.signals import published, withdrawn
from portal.search import synonyms
from portal.search.models import ONLY, SearchGeneration, SynonymGroup
from portal.search.shelves import SHELVES
from portal.search.synonym_rules import check_group, split_names
from portal.search.words import WORDS

MARK_BYTES, REFERENCE_BYTES = 16, 5


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


def add_synonyms(typed: str, *, reason: str, by: Account) -> SynonymGroup:
    """Let words mean the same from the next question of every process on.

    Raises Refused, at the field, where the words make no group.
    """
    _check_reason(reason)
    names = check_group(split_names(typed), synonyms.list_own_groups(db.session))
    group = SynonymGroup(
        reference=secrets.token_hex(REFERENCE_BYTES),
        words=list(names),
        reason=reason,
        made_by=by.username,
        made_at=clock.now(),
    )
    db.session.add(group)
    advance_generation()
    told = {"words": list(names), "reason": reason}
    audit.record("search.synonyms-added", subject=_subject(group), by=by.actor, after=told)
    return group


def remove_synonyms(group: SynonymGroup, *, reason: str, by: Account) -> None:
    """Let the words of a group stand alone again; the group stays on record.

    Raises Refused where somebody else has removed it.
    """
    _check_reason(reason)
    if group.removed_at is not None:
        raise Refused(WORDS["removed"])
    group.removed_at, group.removed_by = clock.now(), by.username
    group.removal_reason = reason
    advance_generation()
    told = {"words": group.words}
    audit.record(
        "search.synonyms-removed",
        subject=_subject(group),
        by=by.actor,
        before=told,
        after={"reason": reason},
    )


def _check_reason(reason: str) -> None:
    if not reason:
        raise Refused(WORDS["reason_missing"], field="reason")


def _subject(group: SynonymGroup) -> str:
    return f"synonyms:{group.reference}"
