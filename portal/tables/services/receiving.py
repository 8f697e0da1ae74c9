"""Taking a table in: kept under its digest, and checked in the background or at once."""

import hashlib
import secrets

from portal.extensions import objects
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.tables.kinds import find_kind, get_kind
from portal.tables.layout import lay_out, questions_of
from portal.tables.models import LONGEST_SOURCE, TableImport
from portal.tables.queries import learned_columns
from portal.tables.reading import FileRefused, check_size
from portal.tables.rules.cells import plain
from portal.tables.rules.stages import TABLE_LIFECYCLE, TableStage
from portal.tables.services.applying import apply_table
from portal.tables.services.asking import ask_columns
from portal.tables.services.checking import check_records
from portal.tables.services.noting import CHECK_JOB, ROOM, note, queue
from portal.tables.words import RECEIVING_REFUSALS

# Letters and digits that are not taken for one another.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_SIGNS = 8
LONGEST_NAME = 255
# A file up to this size is looked into while its sender waits, so that the form can say at once
# what is wrong with it; a larger one is looked into by its job.
LOOKED_INTO_AT_ONCE = 4 * 1024 * 1024


def receive_table(
    *, content: bytes, file_name: str, kind: str, source: str, by: Actor
) -> TableImport:
    """Keep an uploaded file and queue its check, or ask about its columns.

    Raises FileRefused where it is no such table, Refused without a source or a known kind.
    """
    table, asked = _begin(content, file_name=file_name, kind=kind, source=source, by=by), []
    if len(content) <= LOOKED_INTO_AT_ONCE:
        learned = learned_columns(table.kind, table.source)
        asked = questions_of(lay_out(content, get_kind(kind), learned))
    objects().put(content, room=ROOM)
    if asked:
        ask_columns(table, asked, by=by)
    else:
        queue(CHECK_JOB, table, by=by)
    return table


class _AtOnce:
    """The progress of work that is not cut into transactions of its own."""

    def __call__(self, _done: int, _total: int, /) -> None:
        """Nobody watches."""

    def keep(self, _done: int, _total: int, /) -> None:
        """Keep it with the rest."""
        db.session.flush()


def bring_in(
    *, content: bytes, file_name: str, kind: str, source: str, by: Actor, is_applied: bool = True
) -> TableImport:
    """Check a table and, unless only a report is wanted, write it at once; for operators.

    Columns that nobody knows are left out. Raises as ``receive_table`` does.
    """
    table, progress = (
        _begin(content, file_name=file_name, kind=kind, source=source, by=by),
        _AtOnce(),
    )
    tables = lay_out(content, get_kind(kind), learned_columns(table.kind, table.source))
    ready = [one for one in tables if one.is_ready]
    if not ready:
        titles = [one.title.zh for one in get_kind(kind).fields if one.is_required]
        raise FileRefused("no_head", titles="、".join(titles))
    objects().put(content, room=ROOM)
    check_records(table, ready, keep=progress.keep)
    if is_applied and table.stage is TableStage.WAITING:
        TABLE_LIFECYCLE.check(table.stage, TableStage.APPLYING)
        table.stage, table.decided_by, table.decided_at = TableStage.APPLYING, by.name, clock.now()
        note("applied", table, by)
        apply_table(table, progress=progress)
    return table


def _begin(content: bytes, *, file_name: str, kind: str, source: str, by: Actor) -> TableImport:
    check_size(len(content))
    if find_kind(kind) is None:
        raise Refused(RECEIVING_REFUSALS["kind_unknown"], field="kind")
    named = plain(source)[:LONGEST_SOURCE]
    if not named:
        raise Refused(RECEIVING_REFUSALS["source_missing"], field="source")
    signs = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_SIGNS))
    table = TableImport(
        reference=f"T-{signs}",
        kind=kind,
        source=named,
        file_name=plain(file_name)[-LONGEST_NAME:],
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        stage=TableStage.CHECKING,
        looked_count=0,
        total_count=0,
        written_count=0,
        same_count=0,
        notes=[],
        imported_by=by.name,
        imported_at=clock.now(),
    )
    db.session.add(table)
    db.session.flush()
    note("received", table, by, {"kind": kind, "sha256": table.sha256, "bytes": len(content)})
    return table
