"""From checked rows to batches: which rows are one batch, and which were here before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import update

from portal.kernel import bulk
from portal.kernel.db import db
from portal.sampling import known
from portal.sampling.building import Regions, write_batches, write_items
from portal.sampling.comparing import Change, changes_between
from portal.sampling.kinship import Kinship, Known, begun_by, kinship
from portal.sampling.models import SampleBatch, SampleRow
from portal.sampling.proposing import propose
from portal.sampling.rules.batches import BatchStage
from portal.sampling.rules.rows import Row, identity_of, record_of

# More samples that agree in every identifying cell are not told apart by a list; they are a slip.
MOST_ALIKE = 300


class NotAdded(Exception):  # noqa: N818 - names what became of the row
    """The row cannot join the batch it belongs to."""

    def __init__(self, field: str, reason: str, **facts: str) -> None:
        super().__init__(reason)
        self.field, self.reason, self.facts = field, reason, facts


@dataclass
class Added:
    """What became of some rows; ``amended`` rows say otherwise of what is decided already."""

    accepted: int = 0
    duplicate: int = 0
    amended: int = 0
    batch_count: int = 0
    refused: list[tuple[Row, NotAdded]] = field(default_factory=list)


class Adding:
    """The rows of one import, while they are being added, some at a time."""

    def __init__(self, import_id: int, *, is_known_file: bool = False) -> None:
        self._import_id, self._is_known_file = import_id, is_known_file
        self._regions = Regions()

    def add(
        self, rows: Sequence[Row], *, sheet_id: int | None, columns: Iterable[str] = ()
    ) -> Added:
        """Make batches of the rows; the same row again, in this file or an earlier one, adds none.

        ``columns`` are the fields that the sheet has: what it has no column for it does not deny.
        """
        some = _Some(rows, self._import_id, frozenset(columns), may_amend=not self._is_known_file)
        for row in rows:
            some.place(row)
        self._write(some, sheet_id)
        return some.added

    def _write(self, some: "_Some", sheet_id: int | None) -> None:
        write_batches(some.begun, self._regions)
        write_items(some.joined)
        for batch in some.joined:
            one = update(SampleBatch).where(SampleBatch.id == batch.id)
            db.session.execute(one.values(largest_ratio=batch.largest_ratio))
        taken = [
            (record, batch.id, self._import_id, sheet_id, line) for record, batch, line in some.rows
        ]
        table: Any = SampleRow.__table__
        bulk.insert_rows(table, ("digest", "batch_id", "import_id", "sheet_id", "line"), taken)
        propose(some.amendments, import_id=self._import_id, sheet_id=sheet_id)


class _Some:
    """Some rows of an import, held against what is stored and against each other."""

    def __init__(
        self, rows: Sequence[Row], import_id: int, columns: frozenset[str], *, may_amend: bool
    ) -> None:
        self.added = Added()
        self.begun: list[Known] = []
        self.joined: list[Known] = []
        self.rows: list[tuple[str, Known, int]] = []
        self.amendments: dict[int, list[Change]] = {}
        self._import_id, self._columns, self._may_amend = import_id, columns, may_amend
        self._identities = [identity_of(row) for row in rows]
        self._told = iter(self._identities)
        self._digests = [
            record_of(row, identity) for row, identity in zip(rows, self._identities, strict=True)
        ]
        self._records = known.find_records(self._digests)
        self._record = iter(self._digests)
        self._batches: dict[str, Known | None] = dict.fromkeys(self._identities)
        self._batches |= known.find_batches(self._identities)

    def place(self, row: Row) -> None:
        """Find what becomes of the next row."""
        identity, record = next(self._told), next(self._record)
        if record in self._records:
            self.added.duplicate += 1
            return
        try:
            batch = self._batch_of(row, identity)
        except NotAdded as refusal:
            self.added.refused.append((row, refusal))
            return
        if batch is None:
            self.added.duplicate += 1
            return
        self._records.add(record)
        self.rows.append((record, batch, row.line))

    def _batch_of(self, row: Row, identity: str) -> Known | None:
        for occurrence in count():
            told = identity_of(row, occurrence) if occurrence else identity
            batch = self._find(told)
            if batch is None:
                return self._begin(row, told)
            kin = kinship(row, batch)
            if kin is Kinship.ANOTHER:
                if occurrence == MOST_ALIKE:
                    raise NotAdded("product", "too_many_alike", limit=str(MOST_ALIKE))
                continue
            return self._belongs(row, batch, kin)
        raise AssertionError  # pragma: no cover - count() has no end

    def _find(self, identity: str) -> Known | None:
        if identity not in self._batches:
            self._batches[identity] = known.find_batches([identity]).get(identity)
        return self._batches[identity]

    def _begin(self, row: Row, identity: str) -> Known:
        batch = begun_by(row, identity=identity, import_id=self._import_id)
        self._batches[identity] = batch
        self.begun.append(batch)
        self.added.accepted += 1
        self.added.batch_count += 1
        return batch

    def _belongs(self, row: Row, batch: Known, kin: Kinship) -> Known | None:
        if batch.is_decided:
            return self._amend(row, batch)
        if kin is Kinship.SAME:
            return None
        if kin is Kinship.CONTRADICTS:
            raise NotAdded("number", "number_taken", number=row.number or "")
        if batch.stage is BatchStage.WITHDRAWN:
            raise NotAdded("product", "withdrawn_before")
        if batch.import_id != self._import_id:
            reference = known.reference_of_import(batch.import_id)
            raise NotAdded("product", "waits_elsewhere", reference=reference)
        return self._join(row, batch)

    def _amend(self, row: Row, batch: Known) -> Known | None:
        changes = changes_between(row, batch, self._columns) if self._may_amend else []
        if not changes:
            return None
        self.amendments.setdefault(batch.id, []).extend(changes)
        self.added.amended += 1
        return batch

    def _join(self, row: Row, batch: Known) -> Known:
        is_stored = batch.id != 0
        batch.add_items(row)
        if is_stored and batch not in self.joined:
            self.joined.append(batch)
        self.added.accepted += 1
        return batch
