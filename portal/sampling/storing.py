"""Keeping what a file says, part by part, so that a check that was cut off goes on behind it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, select

from portal.kernel import audit, bulk
from portal.kernel.db import db, take_turns
from portal.sampling.adding import Added, Adding
from portal.sampling.checking import Part, SheetFacts
from portal.sampling.models import (
    Amendment,
    SampleBatch,
    SampleBlock,
    SampleImport,
    SampleRejection,
    SampleRow,
    SampleSheet,
    TestItem,
)
from portal.sampling.rules.batches import BatchStage, ImportStage
from portal.sampling.rules.blocks import packed

IMPORT_LOCK = 0x5A3B1E
# One page reads one row: a block is unpacked for it.
ROWS_IN_BLOCK = 250
LONGEST_COLUMN = 120
LONGEST_SHEET_NAME = 300
COUNTS = (
    "row_count",
    "stored_count",
    "accepted_count",
    "rejected_count",
    "duplicate_count",
    "amended_count",
    "batch_count",
)


class Storing:
    """The keeping of one import; each part with everything that belongs to it, or not at all."""

    def __init__(self, sample_import: SampleImport) -> None:
        self._import = sample_import
        self._import_id = sample_import.id
        self._sheets: dict[int, int] = {}
        self._adding = Adding(self._import_id, is_known_file=_is_known(sample_import))
        self.stored_count = sample_import.stored_count

    def begin(self, importer: str, sheets: Sequence[SheetFacts]) -> None:
        """Begin, or go on; what another way of reading has kept so far is forgotten first."""
        stored = db.session.scalars(select(SampleSheet).filter_by(import_id=self._import_id)).all()
        told = {sheet.position: sheet.columns for sheet in sheets}
        is_as_before = all(told.get(sheet.position) == sheet.columns for sheet in stored)
        if self._import.importer != importer or not is_as_before:
            forget_rows(self._import)
            self._import.importer, stored = importer, ()
        self.stored_count = self._import.stored_count
        self._sheets = {sheet.position: sheet.id for sheet in stored}

    def keep(self, part: Part) -> None:
        """Keep a part: its rows as they were read, the batches they make, and what was refused."""
        take_turns(IMPORT_LOCK)  # of two tables with the same row at once, one brings it in
        sheet_id = self._sheet_id(part.sheet)
        _keep_source(part.source, sheet_id)
        added = self._adding.add(part.rows, sheet_id=sheet_id, columns=part.titles)
        _keep_rejections(part, added, import_id=self._import_id, sheet_id=sheet_id)
        self._count(part, added)
        self.stored_count += part.row_count

    def _sheet_id(self, facts: SheetFacts) -> int:
        if facts.position not in self._sheets:
            sheet = SampleSheet(
                import_id=self._import_id,
                position=facts.position,
                name=facts.name[:LONGEST_SHEET_NAME],
                header_line=facts.header_line,
                titles=facts.titles,
                columns=facts.columns,
                above=facts.above,
            )
            db.session.add(sheet)
            db.session.flush()
            self._sheets[facts.position] = sheet.id
        return self._sheets[facts.position]

    def _count(self, part: Part, added: Added) -> None:
        found = self._import
        found.row_count += part.row_count
        found.stored_count += part.row_count
        found.accepted_count += added.accepted
        found.duplicate_count += added.duplicate
        found.amended_count += added.amended
        found.rejected_count += len(part.rejections) + len(added.refused)
        found.batch_count += added.batch_count
        found.by_result = dict(Counter(found.by_result) + part.by_result)
        db.session.flush()


def _is_known(sample_import: SampleImport) -> bool:
    # What is read differently in a file that was decided before is no amendment by its sender.
    decided = select(SampleImport.id).where(
        SampleImport.sha256 == sample_import.sha256,
        SampleImport.id != sample_import.id,
        SampleImport.stage == ImportStage.PUBLISHED,
    )
    return db.session.scalar(decided.limit(1)) is not None


def _keep_source(rows: Sequence[tuple[int, Sequence[str]]], sheet_id: int) -> None:
    blocks = [rows[start : start + ROWS_IN_BLOCK] for start in range(0, len(rows), ROWS_IN_BLOCK)]
    table: Any = SampleBlock.__table__
    bulk.insert_rows(
        table,
        ("sheet_id", "first_line", "last_line", "content"),
        [(sheet_id, block[0][0], block[-1][0], packed(block)) for block in blocks],
    )


def _keep_rejections(part: Part, added: Added, *, import_id: int, sheet_id: int) -> None:
    told = [(one.line, one.column, one.reason, one.facts) for one in part.rejections]
    told += [
        (row.line, part.title_of(refusal.field), refusal.reason, dict(refusal.facts))
        for row, refusal in added.refused
    ]
    rows = [
        (import_id, sheet_id, line, column[:LONGEST_COLUMN], reason, facts)
        for line, column, reason, facts in sorted(told, key=lambda one: one[0])
    ]
    table: Any = SampleRejection.__table__
    columns = ("import_id", "sheet_id", "line", "column", "reason", "facts")
    bulk.insert_rows(table, columns, rows)


def digest_of_batches(import_id: int) -> str:
    """Return the digest of what an import brought: of the references of its batches, in order."""
    brought = select(SampleBatch.reference).where(SampleBatch.import_id == import_id)
    references: Iterable[str] = db.session.scalars(brought.order_by(SampleBatch.reference))
    return audit.digest_of_rows(references)


def forget_rows(sample_import: SampleImport, *, keep_report: bool = False) -> None:
    """Forget what was kept of an import that nobody has decided for: as if it had not come.

    With ``keep_report`` its source and its refused rows stay, for whoever mends the file.
    """
    of_import = sample_import.id
    # Held by hand while its import waits, a batch is as undecided as the others.
    undecided = SampleBatch.batch_stage.in_([BatchStage.WAITING, BatchStage.HELD])
    waiting = (SampleBatch.import_id == of_import) & undecided
    ids = select(SampleBatch.id).where(waiting)
    db.session.execute(delete(Amendment).where(Amendment.import_id == of_import))
    db.session.execute(delete(SampleRow).where(SampleRow.import_id == of_import))
    db.session.execute(delete(TestItem).where(TestItem.batch_id.in_(ids)))
    db.session.execute(delete(SampleBatch).where(waiting))
    if keep_report:
        return
    sheets = select(SampleSheet.id).where(SampleSheet.import_id == of_import)
    db.session.execute(delete(SampleRejection).where(SampleRejection.import_id == of_import))
    db.session.execute(delete(SampleBlock).where(SampleBlock.sheet_id.in_(sheets)))
    db.session.execute(delete(SampleSheet).where(SampleSheet.import_id == of_import))
    for name in COUNTS:
        setattr(sample_import, name, 0)
    sample_import.by_result = {}
