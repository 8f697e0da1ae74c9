"""Keeping files: sealed originals and cleaned copies in the object store, piece by piece."""

import base64
import secrets
from collections.abc import Iterator

from portal.accounts.models import Account
from portal.complaints.access import check_handler
from portal.complaints.files import CheckedFile, Source, pieces_of
from portal.complaints.models import Case, Draft, Evidence
from portal.complaints.rules import Author
from portal.extensions import identity_keys, keyring, objects
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, own_transaction
from portal.kernel.errors import NotFound
from portal.kernel.key_chain import MASTER
from portal.kernel.sealed_pieces import open_part, open_pieces, seal_pieces, size_of

ROOM = "evidence"
SEALED_FOR = "case evidence"
ORIGINAL, COPY = "original", "copy"


def _sealed(source: Source, key_id: str, context: str) -> str:
    ring = identity_keys().ring(key_id)
    sealed = seal_pieces(ring, SEALED_FOR, pieces_of(source), context=context)
    return objects().put_pieces(sealed, room=ROOM)


def _kept(file: CheckedFile, author: Author) -> Evidence:
    key, key_id = secrets.token_hex(16), identity_keys().newest
    copy = None if file.copy is None else _sealed(file.copy, key_id, f"{key} {COPY}")
    return Evidence(
        key=key,
        key_id=key_id,
        author=author,
        media_type=file.media_type,
        copy_type=file.copy_type,
        size=file.size,
        sha256=file.sha256,
        original=_sealed(file.source, key_id, f"{key} {ORIGINAL}"),
        cleaned=copy,
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
    forget_bytes(evidence)
    db.session.delete(evidence)


def forget_bytes(evidence: Evidence) -> None:
    """Remove the bytes of a file from the object store."""
    for digest in (evidence.original, evidence.cleaned):
        if digest is not None:
            objects().remove(digest, room=ROOM)


def pieces_of_cleaned(evidence: Evidence) -> Iterator[bytes] | None:
    """Return the copy that may be shown, piece by piece; None where none could be made.

    Raises NotFound where the file is gone by the rules of retention.
    """
    if evidence.removed_at is not None:
        raise NotFound("file")
    if evidence.cleaned is None:
        return None
    return _opened(evidence, evidence.cleaned, COPY)


def size_of_cleaned(evidence: Evidence) -> int:
    """Return the size in bytes of the copy that may be shown; raises NotFound where there is none.

    Nothing of it is opened for that.
    """
    digest = _cleaned_of(evidence)
    if evidence.key_id == MASTER:
        return len(b"".join(_opened(evidence, digest, COPY)))
    return size_of(objects().pieces(digest, room=ROOM), SEALED_FOR)


def part_of_cleaned(evidence: Evidence, first: int, stop: int) -> Iterator[bytes]:
    """Return the copy that may be shown from one byte up to before another, piece by piece."""
    digest = _cleaned_of(evidence)
    if evidence.key_id == MASTER:
        return iter([b"".join(_opened(evidence, digest, COPY))[first:stop]])
    ring = identity_keys().ring(evidence.key_id)
    sealed = objects().pieces(digest, room=ROOM)
    context = f"{evidence.key} {COPY}"
    return open_part(ring, SEALED_FOR, sealed, context=context, first=first, stop=stop)


def _cleaned_of(evidence: Evidence) -> str:
    if evidence.removed_at is not None or evidence.cleaned is None:
        raise NotFound("file")
    return evidence.cleaned


def read_cleaned(evidence: Evidence) -> bytes | None:
    """Return the copy that may be shown, or None where none could be made."""
    pieces = pieces_of_cleaned(evidence)
    return None if pieces is None else b"".join(pieces)


def pieces_of_original(case: Case, evidence: Evidence, *, by: Account) -> Iterator[bytes]:
    """Return the file as it was sent, for the assigned handler alone; the look is on record.

    Raises NotAllowed for anybody else, NotFound where it is gone. Call it before the request's
    own work.
    """
    check_handler(case, by)
    if evidence.removed_at is not None:
        raise NotFound("file")
    pieces = _opened(evidence, evidence.original, ORIGINAL)
    subject, actor, after = case.subject, by.actor, {"sha256": evidence.sha256}
    with own_transaction() as own:
        audit.record("case.original-read", subject=subject, by=actor, after=after, session=own)
    return pieces


def read_original(evidence: Evidence) -> bytes:
    """Return the file as it was sent, for work inside the portal; nobody is shown it."""
    return b"".join(_opened(evidence, evidence.original, ORIGINAL))


def _opened(evidence: Evidence, digest: str, which: str) -> Iterator[bytes]:
    if evidence.key_id == MASTER:
        sealed = objects().get(digest, room=ROOM)
        return iter([base64.b64decode(keyring().open(SEALED_FOR, sealed, context=evidence.key))])
    ring = identity_keys().ring(evidence.key_id)
    sealed_pieces = objects().pieces(digest, room=ROOM)
    return open_pieces(ring, SEALED_FOR, sealed_pieces, context=f"{evidence.key} {which}")


def seal_again(evidence: Evidence) -> list[str]:
    """Seal a file under the newest key; return the digests of what is to be removed after.

    The old bytes stay until the change is committed: a run that breaks off loses nothing.
    """
    key_id, old = identity_keys().newest, [evidence.original, evidence.cleaned]
    original = _resealed(evidence, evidence.original, ORIGINAL, key_id)
    cleaned = evidence.cleaned and _resealed(evidence, evidence.cleaned, COPY, key_id)
    evidence.original, evidence.cleaned, evidence.key_id = original, cleaned, key_id
    return [digest for digest in old if digest]


def _resealed(evidence: Evidence, digest: str, which: str, key_id: str) -> str:
    pieces = _opened(evidence, digest, which)
    ring, context = identity_keys().ring(key_id), f"{evidence.key} {which}"
    sealed = seal_pieces(ring, SEALED_FOR, pieces, context=context)
    return objects().put_pieces(sealed, room=ROOM)
