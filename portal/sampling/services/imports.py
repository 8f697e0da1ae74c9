"""Bringing a table in: received, checked and kept part by part for review, or sent back."""

import hashlib
import secrets
from collections.abc import Callable, Sequence

from portal.extensions import objects
from portal.jobs import services as jobs
from portal.jobs.runners import Progress
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.places.profile import current_place
from portal.sampling.checking import Defaults, check_tables, count_rows, facts_of
from portal.sampling.import_jobs import queue_check
from portal.sampling.models import SampleImport
from portal.sampling.queries.mappings import (
    learned_columns,
    list_questions,
    source_of,
    source_of_person,
)
from portal.sampling.rules.batches import IMPORT_LIFECYCLE, Domain, ImportStage
from portal.sampling.rules.headers import folded
from portal.sampling.rules.rows import ALPHABET
from portal.sampling.services.mappings import ask_columns, keep_notes
from portal.sampling.storing import Storing, digest_of_batches, forget_rows
from portal.sampling.tables import (
    Table,
    find_tables,
    look_at_tables,
    questions_of,
    ready_tables,
)
from portal.sampling.words import REFUSALS
from portal.tables.reading import FileRefused, check_size

ROOM = "sampling"
# Which way of reading made the rows; a new one whenever the same file would come to other rows.
IMPORTER = "2026.11.2"
REFERENCE_SIGNS = 8
LONGEST_NAME = 255
# A file up to this size is looked into while its sender waits, so that the form can say at once
# what is wrong with it; a larger one is looked into by its job.
LOOKED_INTO_AT_ONCE = 4 * 1024 * 1024
Keep = Callable[[int, int], None]


def receive_file(
    *,
    content: bytes,
    file_name: str,
    by: Actor,
    domain: Domain | None = None,
    source_name: str = "",
) -> SampleImport:
    """Keep an uploaded file and queue its check; raises FileRefused where it is no table.

    ``source_name`` is whose table it is, where the sender's department has several sources.
    """
    check_size(len(content))
    tables = []
    if len(content) <= LOOKED_INTO_AT_ONCE:
        learned = learned_columns(source_of_person(by.name, source_name))
        tables = look_at_tables(content, learned=learned)
    sample_import = _begin(content, file_name=file_name, by=by, domain=domain)
    sample_import.source_name = source_name
    objects().put(content, room=ROOM)
    if questions_of(tables):
        ask_columns(sample_import, tables, by=by)
    else:
        queue_check(sample_import, by=by)
    return sample_import


def receive_table(
    *, content: bytes, file_name: str, by: Actor, domain: Domain | None = None
) -> SampleImport:
    """Keep a table and queue its check, for operators, who are not asked about columns.

    Raises FileRefused where it is no table, or one with a column that is not sure: then nothing
    is kept.
    """
    if not count_rows(find_tables(content)):
        raise FileRefused("no_rows")
    sample_import = _begin(content, file_name=file_name, by=by, domain=domain)
    objects().put(content, room=ROOM)
    queue_check(sample_import, by=by)
    return sample_import


def import_table(
    *,
    content: bytes,
    file_name: str,
    by: Actor,
    domain: Domain | None = None,
    keep_file: bool = True,
) -> SampleImport:
    """Bring a table in within the caller's transaction; raises FileRefused where it is no table.

    For what is small, or is not to be kept: nobody else writes until the caller commits. Whatever
    may be long is received (``receive_file``, ``receive_table``) and checked part by part.
    """
    tables = find_tables(content)
    sample_import = _begin(content, file_name=file_name, by=by, domain=domain)
    _check(sample_import, tables, keep=_keep_with_the_rest, by=by)
    if keep_file:
        objects().put(content, room=ROOM)
    return sample_import


def _keep_with_the_rest(_done: int, _total: int) -> None:
    db.session.flush()


def check_import(sample_import: SampleImport, *, progress: Progress, by: Actor) -> None:
    """Check a file received ``by`` somebody and keep what is fit, part by part, for review.

    Begun again after a fall it goes on behind the last part that was kept. Between two parts
    nothing is held: other people's work goes on.
    """
    content = objects().get(sample_import.sha256, room=ROOM)
    learned = learned_columns(source_of(sample_import))
    progress.keep(sample_import.stored_count, 0)  # nothing is held while the file is read
    tables = look_at_tables(content, learned=learned)
    if questions_of(tables) and not list_questions(sample_import):
        ask_columns(sample_import, tables, by=by)
    else:
        _check(sample_import, ready_tables(tables), keep=progress.keep, by=by)


def _check(sample_import: SampleImport, tables: Sequence[Table], *, keep: Keep, by: Actor) -> None:
    storing, defaults = Storing(sample_import), _defaults(sample_import)
    total = count_rows(tables)
    keep_notes(sample_import, tables)
    storing.begin(IMPORTER, facts_of(tables))
    keep(storing.stored_count, total)
    for part in check_tables(tables, defaults, skip=storing.stored_count):
        storing.keep(part)
        keep(storing.stored_count, total)
    if not storing.stored_count:
        raise FileRefused("no_rows")
    _finish(sample_import, by=by)


def _finish(sample_import: SampleImport, *, by: Actor) -> None:
    hold(sample_import, "stage")
    IMPORT_LIFECYCLE.check(sample_import.stage, ImportStage.WAITING)
    sample_import.stage, sample_import.checked_at = ImportStage.WAITING, clock.now()
    after = {
        "accepted": sample_import.accepted_count,
        "rejected": sample_import.rejected_count,
        "duplicate": sample_import.duplicate_count,
        "amended": sample_import.amended_count,
        "rows": digest_of_batches(sample_import.id),
    }
    audit.record("sampling.imported", subject=_subject(sample_import), by=by, after=after)


def fail_import(sample_import: SampleImport, *, reason: str) -> None:
    """Note that a received file could not be read; what was kept of it so far is forgotten."""
    IMPORT_LIFECYCLE.check(sample_import.stage, ImportStage.UNREADABLE)
    forget_rows(sample_import)
    sample_import.stage, sample_import.failure = ImportStage.UNREADABLE, reason[:300]
    sample_import.checked_at = clock.now()
    by = Actor(kind="staff", name=sample_import.imported_by)
    audit.record("sampling.import-failed", subject=_subject(sample_import), by=by)


def cancel_import(sample_import: SampleImport, *, by: Actor) -> None:
    """Call off the check of a file; what was kept of it so far is forgotten."""
    hold(sample_import, "stage")
    IMPORT_LIFECYCLE.check(sample_import.stage, ImportStage.CANCELLED)
    if sample_import.job is not None:
        jobs.cancel(sample_import.job, by=by)
    forget_rows(sample_import)
    sample_import.stage = ImportStage.CANCELLED
    sample_import.decided_by, sample_import.decided_at = by.name, clock.now()
    audit.record("sampling.import-cancelled", subject=_subject(sample_import), by=by)


def return_import(sample_import: SampleImport, *, reason: str, by: Actor) -> None:
    """Send an import back with a reason; its batches are forgotten, so that a mended file counts.

    Raises Refused where no reason is given.
    """
    if not reason.strip():
        raise Refused(REFUSALS["reason_missing"], field="reason")
    hold(sample_import, "stage")
    IMPORT_LIFECYCLE.check(sample_import.stage, ImportStage.RETURNED)
    after = {"batches": sample_import.batch_count, "rows": digest_of_batches(sample_import.id)}
    forget_rows(sample_import, keep_report=True)
    sample_import.stage, sample_import.return_reason = ImportStage.RETURNED, reason.strip()
    sample_import.decided_by, sample_import.decided_at = by.name, clock.now()
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


def _defaults(sample_import: SampleImport) -> Defaults:
    # The day the file came in: a check that goes on after midnight finds what it would have found.
    today = clock.in_china(sample_import.imported_at).date()
    listed = current_place().parameters.items("sampling.food_categories", today)
    categories = {folded(item.label.zh): item.code for item in listed}
    return Defaults(domain=sample_import.domain, today=today, categories=categories)


def _subject(sample_import: SampleImport) -> str:
    return f"sample-import:{sample_import.reference}"
