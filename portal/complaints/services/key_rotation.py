"""Changing the keys of who spoke: everything is sealed again under the newest, some at a time.

Whatever breaks it off, the next run goes on where it stopped: each row says under which key it
is. The older keys are needed until nothing is under them.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from portal.complaints.models import Case, CasePerson, Draft, Evidence
from portal.complaints.services.drafts import seal_draft_again
from portal.complaints.services.evidence import ROOM, seal_again
from portal.complaints.services.persons import seal_person_again
from portal.extensions import identity_keys, objects
from portal.kernel import audit, clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db

AT_ONCE = 100
# Files are large; few of them make a transaction long enough.
FILES_AT_ONCE = 10


@dataclass(frozen=True)
class Rotated:
    """How much was sealed again, and which bytes nothing needs once that is committed."""

    persons: int
    files: int
    drafts: int = 0
    left_over: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether everything is under the newest key."""
        return not (self.persons or self.files or self.drafts)


def count_under_old_keys() -> Rotated:
    """Return how much is not under the newest key."""
    newest = identity_keys().newest
    persons = select(func.count(CasePerson.id)).where(CasePerson.key_id != newest)
    files = select(func.count(Evidence.id)).where(
        Evidence.key_id != newest, Evidence.removed_at.is_(None)
    )
    drafts = select(func.count(Draft.digest)).where(*_older_drafts(newest))
    counts = [db.session.scalar(asked) or 0 for asked in (persons, files, drafts)]
    return Rotated(persons=counts[0], files=counts[1], drafts=counts[2])


def rotate_some() -> Rotated:
    """Seal some again under the newest key; raises KeyMissing where their own key is gone.

    Commit after each, then give what is left over to ``remove_left_over``.
    """
    newest = identity_keys().newest
    persons = _persons(newest)
    drafts = 0 if persons else _drafts(newest)
    files = [] if persons or drafts else _files(newest)
    left_over = tuple(digest for file in files for digest in seal_again(file))
    if persons or files or drafts:
        counts = {"key": newest, "persons": persons, "files": len(files), "drafts": drafts}
        audit.record("identity.keys-rotated", subject="keys:identity", by=SYSTEM, after=counts)
    return Rotated(persons, len(files), drafts, left_over)


def _persons(newest: str) -> int:
    rows = db.session.execute(
        select(CasePerson, Case.reference)
        .join(Case, Case.id == CasePerson.case_id)
        .where(CasePerson.key_id != newest)
        .order_by(CasePerson.id)
        .limit(AT_ONCE)
        .with_for_update(of=CasePerson, skip_locked=True)
    ).all()
    for person, reference in rows:
        seal_person_again(reference, person)
    return len(rows)


def _older_drafts(newest: str) -> tuple[ColumnElement[bool], ...]:
    # One taken up on another device is empty; one past its time is not opened any more.
    return (
        Draft.key_id != newest,
        Draft.handed_over_at.is_(None),
        Draft.expires_at > clock.now(),
    )


def _drafts(newest: str) -> int:
    found = (
        select(Draft)
        .where(*_older_drafts(newest))
        .order_by(Draft.digest)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    drafts = db.session.scalars(found).all()
    for draft in drafts:
        seal_draft_again(draft)
    return len(drafts)


def _files(newest: str) -> list[Evidence]:
    found = (
        select(Evidence)
        .where(Evidence.key_id != newest, Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
        .limit(FILES_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    return list(db.session.scalars(found))


def remove_left_over(rotated: Rotated) -> None:
    """Remove what was sealed under the older keys; nothing points to it any more."""
    for digest in rotated.left_over:
        objects().remove(digest, room=ROOM)


def record_new_key(key_id: str) -> None:
    """Put on record that a key was added; never the key."""
    audit.record("identity.key-added", subject="keys:identity", by=SYSTEM, after={"key": key_id})


def record_forgotten(count: int) -> None:
    """Put on record that the older keys are gone."""
    audit.record("identity.keys-forgotten", subject="keys:identity", by=SYSTEM, after={"n": count})
