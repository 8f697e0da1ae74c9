"""Beside the audit log: reasons in words, kept apart from it; one deed noted at many cases."""

import hashlib
import secrets
from collections.abc import Collection

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.complaints.models import BulkDeed, Case, DeedReason
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, table_of

SALT_BYTES = 16


def keep_reason(case_id: int, text: str, *, session: Session) -> str:
    """Keep a reason outside the log; return the digest that its line carries.

    What people write may name somebody, and the log is never changed.
    """
    salt = secrets.token_hex(SALT_BYTES)
    digest = hashlib.sha256(f"{salt} {text}".encode()).hexdigest()
    session.add(DeedReason(digest=digest, case_id=case_id, salt=salt, text=text))
    return digest


def note_at_each(action: str, cases: Collection[Case], *, by: Actor) -> str:
    """Note a deed at each case it was done to; return the digest for its one line of the log.

    The citizens of these cases read it in their own part of the log.
    """
    digest = audit.digest_of_rows(case.reference for case in cases)
    now = clock.now()
    rows = [
        {
            "case_id": case.id,
            "action": action,
            "actor_kind": by.kind,
            "role": by.role,
            "at": now,
            "rows_digest": digest,
        }
        for case in cases
    ]
    if rows:
        db.session.flush()
        db.session.execute(insert(table_of(BulkDeed)), rows)
    return digest
