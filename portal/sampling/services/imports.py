"""Bringing a table in: received, checked row by row, kept for review, or returned."""

import hashlib
import secrets
from collections.abc import Callable

import structlog
from sqlalchemy import delete, select

from portal.extensions import objects
from portal.jobs import services as jobs
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold, take_turns
from portal.kernel.errors import Refused
from portal.places.profile import current_place
from portal.sampling.adding import Added, add_rows
from portal.sampling.checking import Checked, Defaults, check_file, find_tables
from portal.sampling.models import SampleBatch, SampleImport, SampleRejection, SampleRow, TestItem
from portal.sampling.reading import check_size
from portal.sampling.rules.batches import IMPORT_LIFECYCLE, BatchStage, Domain, ImportStage
from portal.sampling.rules.headers import folded
from portal.sampling.rules.rows import ALPHABET
from portal.sampling.words import REFUSALS

log = structlog.get_logger("portal.sampling")
ROOM = "sampling"
IMPORT_JOB = "sampling.import"
REFERENCE_SIGNS = 8
IMPORT_LOCK = 0x5A3B1E
LONGEST_NAME = 255
# A file up to this size is looked into while its sender waits, so that the form can say at once
# what is wrong with it; a larger one is looked into by its job.
LOOKED_INTO_AT_ONCE = 4 * 1024 * 1024
Progress = Callable[[int, int], None]


def receive_file(
    *, content: bytes, file_name: str, by: Actor, domain: Domain | None = None
) -> SampleImport:
    """Keep an uploaded file and queue its check; raises FileRefused where it is no table."""
    check_size(len(content))
    if len(content) <= LOOKED_INTO_AT_ONCE:
        find_tables(content)
    sample_import = _begin(content, file_name=file_name, by=by, domain=domain)
    objects().put(content, room=ROOM)
    job = jobs.enqueue(IMPORT_JOB, {"reference": sample_import.reference}, by=by)
    sample_import.job_id = job.id
    return sample_import


def import_table(
    *,
    content: bytes,
    file_name: str,
    by: Actor,
    domain: Domain | None = None,
    keep_file: bool = True,
) -> SampleImport:
    """Bring a table in at once, for operators; raises FileRefused where it is no table."""
    checked = check_file(content, _defaults(domain))
    sample_import = _begin(content, file_name=file_name, by=by, domain=domain)
    if keep_file:
        objects().put(content, room=ROOM)
    _keep(sample_import, checked, by=by)
    return sample_import


def check_import(sample_import: SampleImport, *, progress: Progress | None = None) -> None:
    """Check a received file and keep what is fit; it then waits for review."""
    content = objects().get(sample_import.sha256, room=ROOM)
    by = Actor(kind="staff", name=sample_import.imported_by)
    checked = check_file(content, _defaults(sample_import.domain), progress)
    _keep(sample_import, checked, by=by)


def fail_import(sample_import: SampleImport, *, reason: str) -> None:
    """Note that a received file could not be read."""
    IMPORT_LIFECYCLE.check(sample_import.stage, ImportStage.UNREADABLE)
    sample_import.stage, sample_import.failure = ImportStage.UNREADABLE, reason[:300]
    sample_import.checked_at = clock.now()
    by = Actor(kind="staff", name=sample_import.imported_by)
    audit.record("sampling.import-failed", subject=_subject(sample_import), by=by)


def return_import(sample_import: SampleImport, *, reason: str, by: Actor) -> None:
    """Send an import back with a reason; its batches are forgotten, so that a mended file counts.

    Raises Refused where no reason is given.
    """
    if not reason.strip():
        raise Refused(REFUSALS["reason_missing"], field="reason")
    hold(sample_import, "stage")
    IMPORT_LIFECYCLE.check(sample_import.stage, ImportStage.RETURNED)
    waiting = (SampleBatch.import_id == sample_import.id) & (
        SampleBatch.batch_stage == BatchStage.WAITING
    )
    references = db.session.scalars(select(SampleBatch.reference).where(waiting)).all()
    ids = select(SampleBatch.id).where(waiting)
    db.session.execute(delete(SampleRow).where(SampleRow.batch_id.in_(ids)))
    db.session.execute(delete(TestItem).where(TestItem.batch_id.in_(ids)))
    db.session.execute(delete(SampleBatch).where(waiting))
    sample_import.stage, sample_import.return_reason = ImportStage.RETURNED, reason.strip()
    sample_import.decided_by, sample_import.decided_at = by.name, clock.now()
    after = {"batches": len(references), "rows": audit.digest_of_rows(sorted(references))}
    audit.record("sampling.returned", subject=_subject(sample_import), by=by, after=after)


def _begin(content: bytes, *, file_name: str, by: Actor, domain: Domain | None) -> SampleImport:
    signs = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_SIGNS))
    sample_import = SampleImport(
        reference=f"I-{signs}",
        file_name=file_name[-LONGEST_NAME:],
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        domain=domain,
        stage=ImportStage.CHECKING,
        by_result={},
        imported_by=by.name,
        imported_at=clock.now(),
    )
    db.session.add(sample_import)
    db.session.flush()
    after = {"sha256": sample_import.sha256, "bytes": len(content)}
    audit.record("sampling.received", subject=_subject(sample_import), by=by, after=after)
    return sample_import


def _defaults(domain: Domain | None) -> Defaults:
    today = clock.today()
    listed = current_place().parameters.items("sampling.food_categories", today)
    categories = {folded(item.label.zh): item.code for item in listed}
    return Defaults(domain=domain, today=today, categories=categories)


def _keep(sample_import: SampleImport, checked: Checked, *, by: Actor) -> None:
    IMPORT_LIFECYCLE.check(sample_import.stage, ImportStage.WAITING)
    take_turns(IMPORT_LOCK)  # of two tables with the same row at once, one brings it in
    added = add_rows(checked.rows, sample_import)
    _keep_rejections(sample_import, checked, added)
    sample_import.stage = ImportStage.WAITING
    sample_import.row_count = checked.row_count
    sample_import.accepted_count = added.accepted
    sample_import.duplicate_count = added.duplicate
    sample_import.rejected_count = len(checked.rejections) + len(added.refused)
    sample_import.batch_count = len(added.batches)
    sample_import.by_result = dict(checked.by_result)
    sample_import.checked_at = clock.now()
    after = {
        "accepted": added.accepted,
        "rejected": sample_import.rejected_count,
        "duplicate": added.duplicate,
        "rows": audit.digest_of_rows(sorted(batch.reference for batch in added.batches)),
    }
    audit.record("sampling.imported", subject=_subject(sample_import), by=by, after=after)


def _keep_rejections(sample_import: SampleImport, checked: Checked, added: Added) -> None:
    told = [
        {"line": one.line, "column": one.column[:120], "reason": one.reason, "facts": one.facts}
        for one in checked.rejections
    ]
    told += [
        {
            "line": row.line,
            "column": checked.title_of(refusal.field),
            "reason": refusal.reason,
            "facts": dict(refusal.facts),
        }
        for row, refusal in added.refused
    ]
    told.sort(key=lambda one: int(str(one["line"])))
    db.session.add_all(SampleRejection(import_id=sample_import.id, **one) for one in told)


def _subject(sample_import: SampleImport) -> str:
    return f"sample-import:{sample_import.reference}"
