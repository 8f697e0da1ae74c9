"""Calling an import off, giving it up, and looking again at what was held."""

from sqlalchemy import delete

from portal.jobs import services as jobs
from portal.jobs.rules import JobState
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.tables.models import TableImport, TableLine
from portal.tables.rules.stages import TABLE_LIFECYCLE, TableStage
from portal.tables.services.noting import CHECK_JOB, note, queue, sender_of


def cancel_table(table: TableImport, *, by: Actor) -> None:
    """Call an import off: nothing of it is written, or, while it is written, nothing more."""
    hold(table, "stage")
    is_writing = table.stage is TableStage.APPLYING
    wanted = TableStage.STOPPED if is_writing else TableStage.CANCELLED
    TABLE_LIFECYCLE.check(table.stage, wanted)
    if table.job is not None and table.job.state in {JobState.WAITING, JobState.RUNNING}:
        jobs.cancel(table.job, by=by)
    table.stage = wanted
    table.decided_by, table.decided_at = by.name, clock.now()
    if not is_writing:
        _forget_lines(table)
    note("stopped" if is_writing else "cancelled", table, by, {"written": table.written_count})


def fail_table(table: TableImport, *, reason: str) -> None:
    """Note that an import could not be checked, or not be written to its end."""
    is_writing = table.stage is TableStage.APPLYING
    wanted = TableStage.STOPPED if is_writing else TableStage.UNREADABLE
    TABLE_LIFECYCLE.check(table.stage, wanted)
    table.stage, table.failure = wanted, reason[:300]
    if not is_writing:
        _forget_lines(table)
        table.checked_at = clock.now()
    note("failed", table, sender_of(table), {"written": table.written_count})


def look_again(table: TableImport, *, by: Actor) -> None:
    """Judge a written table's records again, once people have said who is meant by those held."""
    hold(table, "stage")
    TABLE_LIFECYCLE.check(table.stage, TableStage.CHECKING)
    table.stage, table.decided_by = TableStage.CHECKING, by.name
    _forget_lines(table)
    note("looked-again", table, by)
    queue(CHECK_JOB, table, by=by)


def _forget_lines(table: TableImport) -> None:
    db.session.execute(delete(TableLine).where(TableLine.import_id == table.id))
    table.looked_count = table.written_count = table.same_count = 0
