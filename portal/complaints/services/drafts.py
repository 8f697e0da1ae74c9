"""Drafts: kept on the server, sealed, opened by a token in the session, gone after their time."""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.complaints import policy, queries
from portal.complaints.files import CheckedFile
from portal.complaints.models import Draft, Evidence
from portal.complaints.services.evidence import draft_evidence, forget_file
from portal.extensions import keyring
from portal.kernel import clock
from portal.kernel.db import db, own_transaction

SEALED_FOR = "case draft"
TOKEN_BYTES = 32
AT_ONCE = 100


def new_token() -> str:
    """Return a token that nobody can guess: it opens a draft and makes its receipt."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def keep_draft(
    token: str, answers: Mapping[str, Any], *, files: Sequence[CheckedFile] = ()
) -> list[CheckedFile]:
    """Keep answers and files under this token, beside those already kept.

    In a transaction of its own, so that a photo already sent is not lost because another field
    of the same form has to be put right. Returns the files for which there was no room.
    """
    with own_transaction() as own:
        draft = _draft_for(token, own)
        text = json.dumps({**read_draft(draft), **answers}, ensure_ascii=False)
        draft.sealed = keyring().seal(SEALED_FOR, text, context=draft.digest)
        draft.expires_at = clock.now() + policy.draft_life()
        kept = own.scalars(select(Evidence.id).filter_by(draft_digest=draft.digest)).all()
        room = max(policy.file_limits().count - len(kept), 0)
        own.flush()
        own.add_all(draft_evidence(draft, file) for file in files[:room])
    return list(files[room:])


def _draft_for(token: str, own: Session) -> Draft:
    digest = keyring().digest("draft token", token)
    found = own.get(Draft, digest, with_for_update=True)
    if found is None:
        now = clock.now()
        found = Draft(digest=digest, sealed=b"", started_at=now, expires_at=now)
        own.add(found)
    return found


def read_draft(draft: Draft | None) -> dict[str, Any]:
    """Return the answers a draft holds; a draft past its time holds none."""
    if draft is None or not draft.sealed or draft.expires_at <= clock.now():
        return {}
    text = keyring().open(SEALED_FOR, draft.sealed, context=draft.digest)
    answers: dict[str, Any] = json.loads(text)
    return answers


def forget_draft(draft: Draft) -> None:
    """Remove a draft and whatever files still belong to it."""
    for file in queries.list_draft_files(draft):
        forget_file(file)
    db.session.flush()
    db.session.delete(draft)


def remove_draft_file(draft: Draft, key: str) -> None:
    """Remove one file from a draft; one that is not there is no matter."""
    file = db.session.scalar(select(Evidence).filter_by(draft_digest=draft.digest, key=key))
    if file is not None:
        forget_file(file)


def purge_drafts(*, is_dry_run: bool = False) -> int:
    """Remove drafts past their time with their files; return how many there were."""
    old = select(Draft).where(Draft.expires_at <= clock.now()).limit(AT_ONCE)
    drafts = db.session.scalars(old).all()
    if not is_dry_run:
        for draft in drafts:
            forget_draft(draft)
    return len(drafts)


def hand_over_files(draft: Draft, case_id: int) -> None:
    """Let a draft's files belong to the case it became, then remove the draft."""
    for file in queries.list_draft_files(draft):
        file.case_id, file.draft_digest = case_id, None
    db.session.flush()
    db.session.execute(delete(Draft).where(Draft.digest == draft.digest))
