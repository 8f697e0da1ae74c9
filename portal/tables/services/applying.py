"""Writing what a checked table would change, part by part, once somebody has said so."""

from collections.abc import Iterator

from portal.extensions import objects
from portal.jobs.runners import Progress
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.tables.judging import PART, Judged, Judging
from portal.tables.kinds import get_kind
from portal.tables.layout import iter_records, lay_out
from portal.tables.models import TableImport, TableLine
from portal.tables.queries import (
    learned_columns,
    lines_by_id,
    list_unwritten,
    unwritten_lines,
)
from portal.tables.rules.stages import TABLE_LIFECYCLE, TableStage
from portal.tables.rules.verdicts import Outcome
from portal.tables.services.checking import differences_of
from portal.tables.services.noting import APPLY_JOB, ROOM, note, origin_of, queue, sender_of
from portal.tables.words import ROW_REFUSALS

WANTED = (Outcome.NEW, Outcome.CHANGED, Outcome.HELD)
Part = list[tuple[Judged, TableLine]]


def begin_writing(table: TableImport, *, by: Actor) -> None:
    """Let the records of a checked table be written; raises MoveRefused where it is not checked."""
    hold(table, "stage")
    TABLE_LIFECYCLE.check(table.stage, TableStage.APPLYING)
    table.stage = TableStage.APPLYING
    table.decided_by, table.decided_at = by.name, clock.now()
    note("applied", table, by)
    queue(APPLY_JOB, table, by=by)


def apply_table(table: TableImport, *, progress: Progress) -> None:
    """Write every record that was judged new or changed and still is; hand on those held.

    Begun again after a fall it goes on with what is not written yet.
    """
    kind, content = get_kind(table.kind), objects().get(table.sha256, room=ROOM)
    progress.keep(table.written_count, table.total_count)
    tables = lay_out(content, kind, learned_columns(table.kind, table.source))
    judging = Judging(kind, origin_of(table))
    ready = [one for one in tables if one.is_ready]
    wanted = unwritten_lines(table, *WANTED)
    total = table.written_count + len(wanted)
    waiting = (one for one in iter_records(ready, kind) if (one.sheet, one.row.line) in wanted)
    for part in judging.parts(waiting):
        judged = judging.judge(part)
        lines = lines_by_id([wanted[one.place] for one in judged])
        _write(table, judging, [(one, lines[wanted[one.place]]) for one in judged])
        progress.keep(table.written_count, total)
    _drop_gone(table, judging)
    _finish(table)


def _write(table: TableImport, judging: Judging, part: Part) -> None:
    good: Part = []
    for one, line in part:
        stands = one.verdict.outcome is line.outcome and differences_of(one) == line.differences
        if not stands:
            told = one.verdict.note if one.record is None else ""
            _refuse(line, Refused(told or ROW_REFUSALS["changed_since"]), one.column)
        elif line.outcome is not Outcome.HELD:
            good.append((one, line))
    held = [one.record for one, line in part if line.outcome is Outcome.HELD]
    if held and judging.kind.hold is not None:
        judging.kind.hold(held, judging.origin)
    written = list(_add(judging, good))
    table.written_count += len(written)
    if written:
        rows = audit.digest_of_rows([f"{one.sheet}:{one.line}" for one in written])
        note("part-written", table, sender_of(table), {"count": len(written), "rows": rows})


def _add(judging: Judging, good: Part) -> Iterator[TableLine]:
    """Write records at once or, where one of them is refused, one by one; yield those written."""
    refusal = _try(judging, good)
    if refusal is None:
        yield from _written(good)
        return
    for one in good:
        refusal = _try(judging, [one])
        if refusal is None:
            yield from _written([one])
        else:
            refused = judging.refused(one[0].read, refusal)
            _refuse(one[1], refusal, refused.column)


def _try(judging: Judging, part: Part) -> Refused | None:
    if not part:
        return None
    try:
        with db.session.begin_nested():
            judging.kind.add([one.record for one, _ in part], judging.origin)
    except Refused as refusal:
        return refusal
    return None


def _written(part: Part) -> Iterator[TableLine]:
    for _, line in part:
        line.is_written = True
        yield line


def _refuse(line: TableLine, refusal: Refused, column: str) -> None:
    line.outcome, line.reason, line.column = Outcome.REFUSED, str(refusal.reason)[:300], column


def _drop_gone(table: TableImport, judging: Judging) -> None:
    if judging.kind.drop is None:
        return
    while gone := list_unwritten(table, Outcome.GONE, limit=PART):
        judging.kind.drop([one.title for one in gone], judging.origin)
        for one in gone:
            one.is_written = True
        table.written_count += len(gone)
        rows = audit.digest_of_rows([one.title for one in gone])
        note("part-dropped", table, sender_of(table), {"count": len(gone), "rows": rows})
        db.session.flush()


def _finish(table: TableImport) -> None:
    hold(table, "stage")
    TABLE_LIFECYCLE.check(table.stage, TableStage.APPLIED)
    table.stage = TableStage.APPLIED
    note("written", table, sender_of(table), {"count": table.written_count})
