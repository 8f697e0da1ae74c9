"""Reads of receipts: what the page of one shows, in one question."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from portal.complaints.models import Case, CaseReceipt
from portal.complaints.rules import Track
from portal.extensions import keyring
from portal.kernel.db import db, table_of

_cases, _receipts = table_of(Case), table_of(CaseReceipt)
_RECEIPT = (
    select(
        _cases.c.reference,
        _cases.c.track,
        _cases.c.received_at,
        _cases.c.is_anonymous,
        _cases.c.receipt_confirmed_at,
        _receipts.c.text,
    )
    .select_from(_cases)
    .outerjoin(_receipts, _receipts.c.case_id == _cases.c.id)
    .where(_cases.c.submit_digest == bindparam("digest"))
)


@dataclass(frozen=True)
class ShownReceipt:
    """What a receipt tells of its case; ``signed`` is None for one filed before receipts were."""

    reference: str
    track: Track
    received_at: datetime
    is_anonymous: bool
    confirmed_at: datetime | None
    signed: str | None


def find_receipt(token: str) -> ShownReceipt | None:
    """Return what the receipt of the case filed with this submit token tells."""
    told = {"digest": keyring().digest("submit token", token)}
    row = db.session.execute(_RECEIPT, told).first()
    return None if row is None else ShownReceipt(*row)
