"""The rows of the register as columns, read in a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import DateTime, String, select, type_coerce

from portal.enterprises import rules
from portal.enterprises.models import Enterprise, FormerName, Licence
from portal.enterprises.roll.letters import FIELD_END, Initials, Letters, Mask, Numbers
from portal.kernel.db import db
from portal.places.masking import Names

_ENTERPRISES, _FORMER_NAMES, _LICENCES = (
    Enterprise.__table__,
    FormerName.__table__,
    Licence.__table__,
)
WORDS_KEPT = 64
# What the columns are made of; whoever changes one of these changes the roll.
TABLES = (Enterprise.__tablename__, FormerName.__tablename__, Licence.__tablename__)
Texts = dict[int, list[str]]


class Order(StrEnum):
    """In which order the list stands."""

    CHANGED = "changed"
    NAME = "name"


@dataclass(frozen=True, eq=False)
class Answers:
    """A filter to which each row gives one answer at most: its number, 0 where it gives none."""

    names: Mapping[str, int]
    numbers: Numbers

    @classmethod
    def of(cls, told: Sequence[str | None]) -> "Answers":
        """Return the answers of all rows, numbered."""
        distinct = sorted({one for one in told if one})
        names: dict[str | None, int] = {name: at for at, name in enumerate(distinct, start=1)}
        numbers = np.array([names.get(one, 0) for one in told], dtype=np.uint16)
        return cls({name: at for name, at in names.items() if name}, numbers)

    def _is_wanted(self, wanted: Iterable[str]) -> Mask:
        is_wanted = np.zeros(len(self.names) + 1, dtype=np.bool_)
        is_wanted[[self.names[name] for name in wanted if name in self.names]] = True
        return is_wanted

    def mask(self, wanted: Iterable[str]) -> Mask:
        """Return which rows give one of these answers."""
        return self._is_wanted(wanted)[self.numbers]

    def mask_of_rows(self, wanted: Iterable[str], rows: Numbers) -> Mask:
        """Return which of some rows give one of these answers."""
        return self._is_wanted(wanted)[self.numbers[rows]]

    def count(self, mask: Mask) -> dict[str, int]:
        """Return how many of some rows give each answer."""
        counts = np.bincount(self.numbers[mask], minlength=len(self.names) + 1).tolist()
        return {name: counts[at] for name, at in self.names.items() if counts[at]}


@dataclass(frozen=True, eq=False)
class Roll:
    """Every enterprise, in the order of the inner numbers, as it stood when the roll was read."""

    ids: Numbers
    texts: Letters
    names: Initials
    answers: Mapping[str, Answers]
    # When each was last changed, in microseconds; by which number names are ordered.
    changed: Numbers
    name_keys: Numbers
    orders: Mapping[Order, Numbers]
    # Which rows hold a word, for the words asked last.
    found: dict[str, Mask] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many enterprises there are."""
        return len(self.ids)

    def holding(self, word: str) -> Mask:
        """Return which rows hold a folded word, the initials of it, or the reference it means."""
        found = self.found.get(word)
        if found is None:
            found = self.texts.holding(word) | self.names.holding(word)
            reference = rules.clean_reference(word)
            if reference is not None:
                found |= self.texts.holding(rules.name_key(reference))
            if len(self.found) >= WORDS_KEPT:
                self.found.clear()
            self.found[word] = found
        return found

    def rows_of(self, ids: Iterable[int]) -> Numbers:
        """Return the rows of some enterprises; those that are not there are left out."""
        wanted = np.fromiter(ids, dtype=np.int64)
        rows = np.searchsorted(self.ids, wanted)
        rows[rows == self.size] = 0
        return rows[self.ids[rows] == wanted] if self.size else rows[:0]

    def key(self, order: Order, row: int) -> tuple[int, int]:
        """Return where a row stands in an order, as something that can be compared."""
        if order is Order.NAME:
            return int(self.name_keys[row]), int(self.ids[row])
        return -int(self.changed[row]), -int(self.ids[row])


def read_roll() -> Roll:
    """Read the register whole."""
    rows = _read_rows()
    ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    known_as = Names()
    more = _further_texts(known_as)
    names = [FIELD_END.join((known_as.name(row[1]), *more.names.get(row[0], ()))) for row in rows]
    texts = [
        FIELD_END.join((name, *_told(row), *more.numbers.get(row[0], ())))
        for name, row in zip(names, rows, strict=True)
    ]
    initials = Initials(names)
    changed = _microseconds(row[9] for row in rows)
    keys = initials.keys()
    return Roll(
        ids=ids,
        texts=Letters(texts, rules.name_key),
        names=initials,
        answers={
            name: Answers.of([row[at] for row in rows])
            for name, at in (("kind", 6), ("region", 7), ("status", 8))
        },
        changed=changed,
        name_keys=keys,
        orders={Order.CHANGED: np.lexsort((-ids, -changed)), Order.NAME: np.lexsort((ids, keys))},
    )


def _told(row: Any) -> Iterator[str]:
    """Yield what else stands on the page of an enterprise: code, reference, address, business."""
    code, reference, address, business = row[2:6]
    told = (code, reference, Names.address(address, beside=row[1]), business)
    return (one for one in told if one)


def _read_rows() -> Sequence[Any]:
    # Past the mapper and its types: this is read by the hundred thousand.
    columns = _ENTERPRISES.c
    asked = (
        select(
            columns.id,
            columns.name,
            columns.credit_code,
            columns.reference,
            columns.address,
            columns.business,
            type_coerce(columns.kind, String),
            columns.region_code,
            type_coerce(columns.status, String),
            type_coerce(columns.changed_at, DateTime(timezone=True)),
        )
        .where(columns.merged_into_id.is_(None))
        .order_by(columns.id)
    )
    return db.session.execute(asked).all()


@dataclass(frozen=True)
class _Further:
    """What else an enterprise is found by: its former names, the numbers of its licences."""

    names: Texts
    numbers: Texts


def _further_texts(known_as: Names) -> _Further:
    names: Texts = defaultdict(list)
    numbers: Texts = defaultdict(list)
    former, licence = _FORMER_NAMES.c, _LICENCES.c
    for one, name in db.session.execute(select(former.enterprise_id, former.name)):
        names[one].append(known_as.name(name))
    for one, number in db.session.execute(select(licence.enterprise_id, licence.number)):
        numbers[one].append(number)
    return _Further(names, numbers)


def _microseconds(moments: Iterable[datetime]) -> npt.NDArray[np.int64]:
    # SQLite forgets the zone: what it keeps is in UTC.
    plain = [one.astimezone(UTC).replace(tzinfo=None) if one.tzinfo else one for one in moments]
    return np.array(plain, dtype="datetime64[us]").astype(np.int64)


def microsecond_of(moment: datetime) -> int:
    """Return a moment as a number."""
    return int(_microseconds([moment])[0])
