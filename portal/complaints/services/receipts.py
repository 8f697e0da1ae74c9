"""Signing what was received: once, with the case, so that it is the same whenever it is shown."""

from collections.abc import Sequence

from sqlalchemy import insert

from portal.complaints import deadlines, queries
from portal.complaints.models import Case, CaseReceipt
from portal.complaints.signed import (
    DigestedFile,
    Due,
    SignedReceipt,
    Statement,
    digest_of_text,
)
from portal.extensions import signing_keys
from portal.kernel import clock
from portal.kernel.db import db, table_of
from portal.places.profile import current_place

_KEEP = insert(table_of(CaseReceipt))


def sign_receipt(case: Case, *, has_files: bool) -> None:
    """Sign what was received with a case just filed; its files already belong to it."""
    signer = signing_keys().signer()
    files = queries.list_file_digests(case) if has_files else ()
    statement = _statement(case, files, signer.key.key_id)
    signature = signer.sign(statement.text().encode())
    made = {
        "case_id": case.id,
        "key_id": statement.key_id,
        "text": SignedReceipt(statement, signature).text(),
        "made_at": clock.now(),
    }
    db.session.execute(_KEEP, made)


def _statement(case: Case, files: Sequence[tuple[str, int]], key_id: str) -> Statement:
    received = clock.in_china(case.received_at).date()
    promised = deadlines.expected(case.track, received, named=not case.is_anonymous)
    return Statement(
        number=case.reference,
        place=current_place().place.code,
        track=case.track.value,
        rule=case.rule_version,
        received_at=case.received_at,
        text_sha256=digest_of_text(case.told),
        request_sha256=digest_of_text(case.request) if case.request.strip() else None,
        files=tuple(DigestedFile(*found) for found in files),
        due=tuple(Due(one.clock.value, one.due_on) for one in promised),
        key_id=key_id,
    )
