"""From checked rows to batches: which rows are one batch, and which were here before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import count

from sqlalchemy import select

from portal.kernel.db import db
from portal.sampling.building import add_items, new_batch
from portal.sampling.models import SampleBatch, SampleImport, SampleRow
from portal.sampling.rules.batches import BatchStage, Result
from portal.sampling.rules.headers import folded
from portal.sampling.rules.rows import Row, identity_of, record_of

ROWS_AT_ONCE = 400


class Kinship(Enum):
    """What a row is to a batch that agrees with it in every identifying cell."""

    SAME = "same"
    MORE_OF_IT = "more of it"
    ANOTHER = "another"
    CONTRADICTS = "contradicts"


class NotAdded(Exception):  # noqa: N818 - names what became of the row
    """The row cannot join the batch it belongs to."""

    def __init__(self, field: str, reason: str, **facts: str) -> None:
        super().__init__(reason)
        self.field, self.reason, self.facts = field, reason, facts


@dataclass
class Added:
    """What became of the rows."""

    accepted: int = 0
    duplicate: int = 0
    batches: list[SampleBatch] = field(default_factory=list)
    refused: list[tuple[Row, NotAdded]] = field(default_factory=list)


def kinship(row: Row, batch: SampleBatch) -> Kinship:
    """Tell what a row is to a batch with the same identifying cells.

    A number settles it: the same number is the same batch, and may say nothing else. Without one,
    two records that the source keeps apart are two samples; a sample fails an item once, so the
    same item with another value is another sample; a further item is of the same sample, as long
    as somebody is named by whom the two rows can be told to belong together.
    """
    known = {folded(item.name): (item.value_text, item.limit_text) for item in batch.items}
    told = {folded(item.name): (item.value_text, item.limit_text) for item in row.items}
    shared = known.keys() & told.keys()
    agrees = all(known[name] == told[name] for name in shared)
    if row.number:
        says_same = folded(row.product) == folded(batch.product) and row.result is batch.result
        if not says_same or not agrees:
            return Kinship.CONTRADICTS
        return Kinship.MORE_OF_IT if told.keys() - known.keys() else Kinship.SAME
    return _kinship_unnumbered(row, batch, shared=bool(shared), agrees=agrees)


def _kinship_unnumbered(row: Row, batch: SampleBatch, *, shared: bool, agrees: bool) -> Kinship:
    if row.result is not batch.result or not agrees:
        return Kinship.ANOTHER
    kept_apart = bool(row.source_url and batch.source_url and row.source_url != batch.source_url)
    if shared or row.result is not Result.FAILED:
        return Kinship.ANOTHER if kept_apart else Kinship.SAME
    return Kinship.MORE_OF_IT if row.has_named_place else Kinship.ANOTHER


def add_rows(rows: Sequence[Row], sample_import: SampleImport) -> Added:
    """Make batches of the rows; the same row again, in this file or an earlier one, adds none."""
    adding = _Adding(sample_import)
    with db.session.no_autoflush:
        for some in _in_parts(rows):
            adding.look_up(some)
            for row in some:
                adding.add(row)
            db.session.flush()
    return adding.added


def _in_parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield rows[start : start + ROWS_AT_ONCE]


class _Adding:
    """The rows of one import, while they are being added."""

    def __init__(self, sample_import: SampleImport) -> None:
        self.added = Added()
        self._import = sample_import
        self._records: set[str] = set()
        self._batches: dict[str, SampleBatch | None] = {}

    def look_up(self, rows: Sequence[Row]) -> None:
        records = [record_of(row) for row in rows]
        known = select(SampleRow.digest).where(SampleRow.digest.in_(records))
        self._records.update(db.session.scalars(known))
        wanted = {identity_of(row) for row in rows} - self._batches.keys()
        self._batches.update(dict.fromkeys(wanted))
        stored = select(SampleBatch).where(SampleBatch.identity.in_(wanted))
        self._batches.update({batch.identity: batch for batch in db.session.scalars(stored)})

    def add(self, row: Row) -> None:
        record = record_of(row)
        if record in self._records:
            self.added.duplicate += 1
            return
        try:
            batch = self._place(row)
        except NotAdded as refusal:
            self.added.refused.append((row, refusal))
            return
        if batch is None:
            self.added.duplicate += 1
            return
        self._records.add(record)
        self.added.accepted += 1
        db.session.add(
            SampleRow(digest=record, batch=batch, import_id=self._import.id, line=row.line)
        )

    def _place(self, row: Row) -> SampleBatch | None:
        for occurrence in count():
            identity = identity_of(row, occurrence)
            batch = self._find(identity)
            if batch is None:
                return self._begin(row, identity)
            kin = kinship(row, batch)
            if kin is Kinship.SAME:
                return None
            if kin is Kinship.CONTRADICTS:
                raise NotAdded("number", "number_taken", number=row.number or "")
            if kin is Kinship.MORE_OF_IT:
                return self._join(row, batch)
        raise AssertionError  # pragma: no cover - count() has no end

    def _find(self, identity: str) -> SampleBatch | None:
        if identity not in self._batches:
            stored = select(SampleBatch).filter_by(identity=identity)
            self._batches[identity] = db.session.scalar(stored)
        return self._batches[identity]

    def _begin(self, row: Row, identity: str) -> SampleBatch:
        batch = new_batch(row, identity=identity, import_id=self._import.id)
        db.session.add(batch)
        self._batches[identity] = batch
        self.added.batches.append(batch)
        return batch

    def _join(self, row: Row, batch: SampleBatch) -> SampleBatch:
        if batch.batch_stage is not BatchStage.WAITING:
            raise NotAdded("product", "already_public")
        if batch.import_id != self._import.id:
            raise NotAdded("product", "waits_elsewhere", reference=batch.source.reference)
        add_items(batch, row)
        return batch
