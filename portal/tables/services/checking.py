"""Checking a table: every record judged, part by part; nothing is written but the report."""

from collections.abc import Callable, Sequence
from itertools import islice

from sqlalchemy import delete, insert

from portal.extensions import objects
from portal.jobs.runners import Progress
from portal.kernel import clock
from portal.kernel.db import db, hold
from portal.tables.judging import Judged, Judging
from portal.tables.kinds import TableKind, get_kind
from portal.tables.layout import (
    Laid,
    count_rows,
    iter_records,
    lay_out,
    notes_of,
    questions_of,
)
from portal.tables.models import LONGEST_TITLE, TableImport, TableLine
from portal.tables.queries import count_outcomes, learned_columns, list_questions
from portal.tables.reading import FileRefused
from portal.tables.rules.stages import TABLE_LIFECYCLE, TableStage
from portal.tables.rules.verdicts import WRITTEN, Outcome
from portal.tables.services.asking import ask_columns
from portal.tables.services.noting import ROOM, note, origin_of, sender_of

Keep = Callable[[int, int], None]
SHOWN_DIFFERENCES = 20
# A record is shown by its first cells that say something: a code and a name.
SHOWN_CELLS = 2


def check_table(table: TableImport, *, progress: Progress) -> None:
    """Judge every record of a received file; it then waits for somebody's word.

    Begun again after a fall it goes on behind the last part that was kept.
    """
    kind, content = get_kind(table.kind), objects().get(table.sha256, room=ROOM)
    progress.keep(table.looked_count, table.total_count)  # nothing is held while the file is read
    tables = lay_out(content, kind, learned_columns(table.kind, table.source))
    asked = questions_of(tables)
    if asked and not list_questions(table):
        ask_columns(table, asked, by=sender_of(table))
        return
    check_records(table, _ready(tables, kind), keep=progress.keep)


def _ready(tables: Sequence[Laid], kind: TableKind) -> list[Laid]:
    ready = [one for one in tables if one.is_ready]
    if not ready:
        missing = {name for one in tables for name in one.missing}
        titles = [field.title.zh for field in kind.fields if field.name in missing]
        raise FileRefused("no_head", titles="、".join(titles))
    return ready


def check_records(table: TableImport, tables: Sequence[Laid], *, keep: Keep) -> None:
    """Judge the records of sheets that can be read, behind those that were judged before."""
    kind = get_kind(table.kind)
    judging = Judging(kind, origin_of(table))
    table.notes = [[one.code, one.facts] for one in notes_of(tables)]
    table.total_count, done = count_rows(tables), 0
    for part in judging.parts(iter_records(tables, kind)):
        done += len(part)
        if done <= table.looked_count:
            judging.remember(part)
            continue
        _store(table, judging.judge(part))
        table.looked_count = done
        keep(done, max(done, table.total_count))
    if not done:
        raise FileRefused("no_rows")
    table.total_count = done
    _store_gone(table, judging)
    _finish(table)


def _store(table: TableImport, judged: Sequence[Judged]) -> None:
    lines = [_line(table, one) for one in judged if one.verdict.outcome is not Outcome.SAME]
    table.same_count += len(judged) - len(lines)
    if lines:
        db.session.execute(insert(TableLine), lines)
    db.session.flush()


def _line(table: TableImport, one: Judged) -> dict[str, object]:
    sheet, line = one.place
    kind = get_kind(table.kind)
    told = (one.read.row.text(field.name) for field in kind.fields)
    shown = " ".join(islice(filter(None, told), SHOWN_CELLS))
    return {
        "import_id": table.id,
        "sheet": sheet,
        "line": line,
        "outcome": one.verdict.outcome,
        "is_written": False,
        "title": shown[:LONGEST_TITLE],
        "column": one.column,
        "reason": one.verdict.note[:LONGEST_TITLE],
        "differences": differences_of(one),
    }


def differences_of(one: Judged) -> list[list[str]]:
    """Return what a record changes, as it is kept and shown."""
    told = one.verdict.differences[:SHOWN_DIFFERENCES]
    return [[each.field, each.before[:LONGEST_TITLE], each.after[:LONGEST_TITLE]] for each in told]


def _store_gone(table: TableImport, judging: Judging) -> None:
    if judging.kind.gone is None:
        return
    db.session.execute(
        delete(TableLine).where(TableLine.import_id == table.id, TableLine.outcome == Outcome.GONE)
    )
    gone = judging.kind.gone(judging.known.keys(), judging.origin)
    db.session.add_all(
        TableLine(import_id=table.id, sheet=0, line=0, outcome=Outcome.GONE, title=key)
        for key in gone
    )
    db.session.flush()


def _finish(table: TableImport) -> None:
    hold(table, "stage")
    counts = count_outcomes(table)
    waits = any(counts[one] for one in (*WRITTEN, Outcome.HELD))
    wanted = TableStage.WAITING if waits else TableStage.APPLIED
    TABLE_LIFECYCLE.check(table.stage, wanted)
    table.stage, table.checked_at = wanted, clock.now()
    note("checked", table, sender_of(table), {one.value: count for one, count in counts.items()})
