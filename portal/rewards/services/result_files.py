"""A result file as it comes: read, checked, taken whole; what is refused is on record."""

import hashlib

from portal.kernel.audit import Actor
from portal.kernel.errors import Refused
from portal.rewards import queries
from portal.rewards.batch_files import read_lines
from portal.rewards.services.batches import (
    ResultRefused,
    Taken,
    note_refused_result,
    take_result,
)
from portal.tables.reading import FileRefused


def read_result(reference: str, *, content: bytes, by: Actor) -> Taken:
    """End a batch by its result file; raises Refused, and ResultRefused with every fault."""
    file_digest = hashlib.sha256(content).hexdigest()
    batch = queries.get_batch(reference)
    try:
        lines, totals = read_lines(content)
        return take_result(batch, lines=lines, totals=totals, by=by)
    except ResultRefused as refusal:
        reasons = [complaint.fault.value for complaint in refusal.complaints]
        note_refused_result(reference, file_digest=file_digest, reasons=reasons, by=by)
        raise
    except FileRefused as refusal:
        note_refused_result(reference, file_digest=file_digest, reasons=[refusal.code], by=by)
        raise
    except Refused as refusal:
        if refusal.field == "file":
            note_refused_result(reference, file_digest=file_digest, reasons=["file"], by=by)
        raise
