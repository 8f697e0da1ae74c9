"""Drafts: kept on the server, sealed, opened by a token in the session, gone after their time."""

import json
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from portal.complaints import intake, policy, queries
from portal.complaints.files import CheckedFile
from portal.complaints.models import Draft, DraftCode, Evidence
from portal.complaints.services.evidence import draft_evidence, forget_file
from portal.complaints.services.gates import note_passage, purge_passes, spend_pass
from portal.complaints.words import REFUSALS
from portal.extensions import identity_keys, keyring
from portal.kernel import clock
from portal.kernel.db import db, own_transaction, table_of
from portal.kernel.errors import Refused

BEGUN = "draft"
SEALED_FOR = "case draft"
CODE_SEALED_FOR = "case draft code"
# Without signs that are mistaken for one another when copied from one screen to another.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12
LONGEST_CODE = 60
TOKEN_BYTES = 32
AT_ONCE = 100
_drafts = table_of(Draft)
_HELD = select(_drafts).where(_drafts.c.digest == bindparam("draft")).with_for_update()
_BEGIN = insert(_drafts)
_GO_ON = update(_drafts).where(_drafts.c.digest == bindparam("draft"))
_END = delete(_drafts).where(_drafts.c.digest == bindparam("draft"))


class DraftElsewhere(Refused):
    """The draft was taken up on another device; what was just typed here is not kept in it."""


def new_token() -> str:
    """Return a token that nobody can guess: it opens a draft and makes its receipt."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def keep_draft(
    token: str,
    answers: Mapping[str, Any],
    *,
    files: Sequence[CheckedFile] = (),
    bucket: str | None = None,
    paid: str | None = None,
) -> list[CheckedFile]:
    """Keep answers (field by field) and files under this token, beside those already kept.

    In a transaction of its own, so that a photo already sent is not lost because another field
    of the same form has to be put right. A draft that begins with this is counted for its
    network, ``bucket``, and spends the pass ``paid`` where one was asked. Returns the files for
    which there was no room; raises Refused where the draft was taken up on another device.
    """
    with own_transaction() as own:
        draft, is_new = _draft_for(token, own)
        if draft.handed_over_at is not None:
            raise DraftElsewhere(REFUSALS["draft_elsewhere"])
        if is_new and bucket is not None:
            note_passage(BEGUN, bucket, own)
        if paid is not None:
            spend_pass(paid, own)
        text = json.dumps({**read_draft(draft), **answers}, ensure_ascii=False)
        _keep(own, draft, text, is_new=is_new)
        if not files:
            return []
        kept = own.scalars(select(Evidence.id).filter_by(draft_digest=draft.digest)).all()
        room = max(policy.file_limits().count - len(kept), 0)
        own.add_all(draft_evidence(draft, file) for file in files[:room])
    return list(files[room:])


def _draft_for(token: str, own: Session) -> tuple[Draft, bool]:
    digest = keyring().digest("draft token", token)
    row = own.execute(_HELD, {"draft": digest}).first()
    if row is not None:
        return Draft(**row._mapping), False  # noqa: SLF001 - how SQLAlchemy calls it
    now = clock.now()
    return Draft(digest=digest, sealed=b"", started_at=now, expires_at=now), True


def _keep(own: Session, draft: Draft, text: str, *, is_new: bool) -> None:
    # Without objects: it is done with every step that somebody fills in.
    expires_at = clock.now() + policy.draft_life()
    kept = {**_sealed(draft.digest, text), "expires_at": expires_at}
    if is_new:
        own.execute(_BEGIN, {"digest": draft.digest, "started_at": draft.started_at, **kept})
    else:
        own.execute(_GO_ON, {"draft": draft.digest, **kept})


def _sealed(digest: str, text: str) -> dict[str, Any]:
    key_id = identity_keys().newest
    sealed = identity_keys().ring(key_id).seal(SEALED_FOR, text, context=digest)
    return {"key_id": key_id, "sealed": sealed}


def _opened(draft: Draft) -> str:
    return identity_keys().ring(draft.key_id).open(SEALED_FOR, draft.sealed, context=draft.digest)


def seal_draft_again(draft: Draft) -> None:
    """Seal a draft under the newest key."""
    for name, value in _sealed(draft.digest, _opened(draft)).items():
        setattr(draft, name, value)


def read_draft(draft: Draft | None) -> dict[str, Any]:
    """Return the answers a draft holds; a draft past its time holds none."""
    if draft is None or not draft.sealed or draft.expires_at <= clock.now():
        return {}
    answers: dict[str, Any] = json.loads(_opened(draft))
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
        db.session.execute(delete(DraftCode).where(DraftCode.expires_at <= clock.now()))
        purge_passes()
        for draft in drafts:
            forget_draft(draft)
    return len(drafts)


def _code_digest(code: str) -> str:
    return keyring().digest("draft code", code)


def give_code(token: str) -> str:
    """Return a new code that takes the draft of this token up on another device, once."""
    code = "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))
    digest = _code_digest(code)
    sealed = keyring().seal(CODE_SEALED_FOR, token, context=digest)
    db.session.add(
        DraftCode(digest=digest, sealed=sealed, expires_at=clock.now() + intake.code_life())
    )
    return code


def take_up(typed: str) -> str:
    """Return a new token for the draft a code stands for; code and old token open it no more.

    Raises Refused for a code that is wrong, used or past its time: one answer for all three.
    """
    plain = unicodedata.normalize("NFKC", typed)[:LONGEST_CODE].upper()
    digest = _code_digest("".join(sign for sign in plain if sign in CODE_SIGNS))
    row = db.session.get(DraftCode, digest, with_for_update=True)
    if row is None or row.expires_at <= clock.now():
        raise Refused(REFUSALS["code_wrong"], field="code")
    db.session.delete(row)
    old = keyring().open(CODE_SEALED_FOR, row.sealed, context=digest)
    draft = queries.find_draft(old, locked=True)
    answers = read_draft(draft)
    if draft is None or not answers:
        raise Refused(REFUSALS["code_wrong"], field="code")
    return _moved(draft, answers)


def _moved(draft: Draft, answers: Mapping[str, Any]) -> str:
    # The device it was begun on, somebody else's perhaps, keeps a token that opens nothing.
    token, now = new_token(), clock.now()
    digest = keyring().digest("draft token", token)
    moved = Draft(
        digest=digest,
        **_sealed(digest, json.dumps(answers, ensure_ascii=False)),
        started_at=draft.started_at,
        expires_at=draft.expires_at,
    )
    db.session.add(moved)
    db.session.flush()
    for file in queries.list_draft_files(draft):
        file.draft_digest = digest
    draft.sealed, draft.handed_over_at = b"", now
    return token


def hand_over_files(draft: Draft, case_id: int) -> bool:
    """Let a draft's files belong to the case it became, then remove the draft.

    Returns whether there was any file.
    """
    files = queries.list_draft_files(draft)
    for file in files:
        file.case_id, file.draft_digest = case_id, None
    db.session.flush()
    db.session.execute(_END, {"draft": draft.digest})
    db.session.expunge(draft)
    return bool(files)
