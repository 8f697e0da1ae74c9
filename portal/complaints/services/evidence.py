"""Keeping files: sealed originals and cleaned copies in the object store."""

import base64
import secrets

from portal.complaints.files import CheckedFile
from portal.complaints.models import Case, Draft, Evidence
from portal.complaints.rules import Author
from portal.extensions import keyring, objects
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db

ROOM = "evidence"
SEALED_FOR = "case evidence"


def _sealed(content: bytes, key: str) -> str:
    text = base64.b64encode(content).decode()
    return objects().put(keyring().seal(SEALED_FOR, text, context=key), room=ROOM)


def _opened(digest: str, key: str) -> bytes:
    sealed = objects().get(digest, room=ROOM)
    return base64.b64decode(keyring().open(SEALED_FOR, sealed, context=key))


def _kept(file: CheckedFile, author: Author) -> Evidence:
    key = secrets.token_hex(16)
    return Evidence(
        key=key,
        author=author,
        media_type=file.media_type,
        size=len(file.original),
        sha256=file.sha256,
        original=_sealed(file.original, key),
        cleaned=None if file.cleaned is None else _sealed(file.cleaned, key),
        added_at=clock.now(),
    )


def draft_evidence(draft: Draft, file: CheckedFile) -> Evidence:
    """Return a file kept for a draft."""
    evidence = _kept(file, Author.CITIZEN)
    evidence.draft_digest = draft.digest
    return evidence


def attach_to_case(case: Case, file: CheckedFile, *, author: Author, by: Actor) -> Evidence:
    """Keep a file with a case."""
    evidence = _kept(file, author)
    case.evidence.append(evidence)
    after = {"sha256": evidence.sha256, "type": evidence.media_type}
    audit.record("case.evidence-added", subject=case.subject, by=by, after=after)
    return evidence


def forget_file(evidence: Evidence) -> None:
    """Remove a file that belongs to a draft, its bytes too."""
    for digest in (evidence.original, evidence.cleaned):
        if digest is not None:
            objects().remove(digest, room=ROOM)
    db.session.delete(evidence)


def read_cleaned(evidence: Evidence) -> bytes | None:
    """Return the copy that may be shown, or None where none could be made."""
    return None if evidence.cleaned is None else _opened(evidence.cleaned, evidence.key)


def read_original(evidence: Evidence) -> bytes:
    """Return the file as it was sent; for the assigned handler alone."""
    return _opened(evidence.original, evidence.key)
