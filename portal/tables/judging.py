"""Records of a file, part by part: read, told apart, and held against what is known."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from portal.kernel.errors import Refused
from portal.tables.kinds import Origin, TableKind
from portal.tables.layout import ReadRow
from portal.tables.rules.verdicts import SAME, Outcome, Verdict
from portal.tables.words import ROW_REFUSALS

PART = 200
LONGEST_REASON = 300
LONGEST_COLUMN = 120


@dataclass(frozen=True)
class Judged:
    """One record with the verdict on it; ``record`` is None where the row was refused."""

    read: ReadRow
    verdict: Verdict
    record: Any = None
    column: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """The sheet and line where it begins."""
        return self.read.sheet, self.read.row.line


@dataclass
class Judging:
    """Judges the records of one file; remembers each key, to know a record that comes again."""

    kind: TableKind
    origin: Origin
    known: dict[str, tuple[tuple[int, int], str]] = field(default_factory=dict)

    def parts(self, records: Iterable[ReadRow]) -> Iterator[list[ReadRow]]:
        """Yield the records in parts."""
        coming = iter(records)
        while part := list(islice(coming, PART)):
            yield part

    def remember(self, part: Sequence[ReadRow]) -> None:
        """Take note of records that were judged before the work was cut off."""
        for one in part:
            self._read(one)

    def judge(self, part: Sequence[ReadRow]) -> list[Judged]:
        """Return the verdict on each record of a part, in its order."""
        read = [self._read(one) for one in part]
        asked = [one.record for one in read if one.record is not None]
        verdicts = iter(self.kind.judge(asked, self.origin) if asked else ())
        return [one if one.record is None else self._told(one, next(verdicts)) for one in read]

    def _told(self, one: Judged, verdict: Verdict) -> Judged:
        return Judged(one.read, verdict, one.record, self._column(verdict.field))

    def _column(self, field: str | None) -> str:
        named = self.kind.field(field or "")
        return named.title.zh[:LONGEST_COLUMN] if named else ""

    def _read(self, one: ReadRow) -> Judged:
        try:
            record = self._record(one)
        except Refused as refusal:
            return self.refused(one, refusal)
        key = self.kind.key(record)
        digest = hashlib.sha256(repr(record).encode("utf-8", "surrogatepass")).hexdigest()
        place = one.sheet, one.row.line
        first, known = self.known.setdefault(key, (place, digest))
        if first == place:
            return Judged(one, SAME, record)
        if known == digest:
            return Judged(one, SAME)
        told = str(ROW_REFUSALS["told_twice"]) % {"line": first[1]}
        return self.refused(one, Refused(told))

    def _record(self, one: ReadRow) -> Any:
        if one.is_hidden:
            raise Refused(ROW_REFUSALS["row_hidden"])
        for wanted in self.kind.fields:
            if wanted.is_required and not one.row.text(wanted.name):
                told = str(ROW_REFUSALS["missing"]) % {"title": wanted.title.zh}
                raise Refused(told, field=wanted.name)
        return self.kind.read(one.row)

    def refused(self, one: ReadRow, refusal: Refused) -> Judged:
        """Return a record that is refused, with the column its refusal names."""
        reason = str(refusal.reason)[:LONGEST_REASON]
        return Judged(one, Verdict(Outcome.REFUSED, note=reason), None, self._column(refusal.field))
