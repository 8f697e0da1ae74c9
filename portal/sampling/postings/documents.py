"""Public results as the index takes them: read from the rows as they stand, in the list's order."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from portal.sampling.models import Disposal, SampleBatch, TestItem
from portal.sampling.postings.parts import BLOCK
from portal.sampling.postings.values import answers_of_items, divisions_of

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Document:
    """One public result: where it stands, what it says, what it answers to each filter."""

    batch_id: int
    day: int
    ratio: float | None
    text: str
    answers: tuple[tuple[str, str], ...]
    parties: frozenset[int]


def _as_stored(column: Any) -> Any:
    return type_coerce(column, String)


# The plain answers, in the order in which they are read.
_PLAIN = {
    "results": _as_stored(SampleBatch.result),
    "kinds": _as_stored(SampleBatch.kind),
    "domains": _as_stored(SampleBatch.domain),
    "categories": SampleBatch.category,
    "subcategories": SampleBatch.subcategory,
    "stages": _as_stored(SampleBatch.stage),
    "announcements": SampleBatch.announcement_number,
    "years": SampleBatch.shown_year,
    "disposals": _as_stored(Disposal.stage),
}
# Rows are asked for by number alone, and looked at here: offered a second condition, SQLite may go
# through all that are listed to find a few.
_KEYS = select(SampleBatch.shown_on, SampleBatch.id, SampleBatch.is_listed)
_READ = select(
    SampleBatch.id,
    SampleBatch.is_listed,
    SampleBatch.shown_on,
    SampleBatch.largest_ratio,
    SampleBatch.search_text,
    SampleBatch.region_code,
    SampleBatch.maker_id,
    SampleBatch.seller_id,
    *(column.label(name) for name, column in _PLAIN.items()),
).outerjoin(Disposal, Disposal.batch_id == SampleBatch.id)


def list_public(session: Session, ids: Iterable[int] | None = None) -> Sequence[int]:
    """Return the inner numbers of all public batches, or of those named, in the list's order."""
    if ids is None:
        public = _KEYS.where(SampleBatch.is_listed.is_(True), SampleBatch.shown_on.is_not(None))
        public = public.order_by(SampleBatch.shown_on, SampleBatch.id)
        rows: Iterable[Any] = session.execute(public.execution_options(yield_per=BLOCK))
    else:
        rows = sorted(_keys_of(session, ids))
    return array("I", (one for _day, one, _is_listed in rows))


def _keys_of(session: Session, ids: Iterable[int]) -> Iterator[tuple[date, int, bool]]:
    for some in _in_parts(ids):
        for day, one, is_listed in session.execute(_KEYS.where(SampleBatch.id.in_(some))):
            if is_listed and day is not None:
                yield day, one, is_listed


def read_documents(session: Session, ids: Iterable[int]) -> Iterator[Document]:
    """Yield the batches with these inner numbers that are public, in the order given."""
    for some in _in_parts(ids):
        failed = _failed_items(session, some)
        rows = {row[0]: row for row in session.execute(_READ.where(SampleBatch.id.in_(some)))}
        yield from (
            _document(rows[one], failed.get(one, ())) for one in some if _is_public(rows, one)
        )


def _is_public(rows: Mapping[int, Any], one: int) -> bool:
    return one in rows and bool(rows[one].is_listed) and rows[one].shown_on is not None


def _in_parts(ids: Iterable[int]) -> Iterator[list[int]]:
    numbers = iter(ids)
    while some := list(islice(numbers, AT_ONCE)):
        yield some


def _failed_items(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    asked = select(TestItem.batch_id, TestItem.name).where(
        TestItem.batch_id.in_(ids), TestItem.is_failed.is_(True)
    )
    failed: dict[int, list[str]] = defaultdict(list)
    for batch, name in session.execute(asked):
        failed[batch].append(name)
    return failed


def _document(row: Any, failed: Sequence[str]) -> Document:
    batch_id, _is_listed, shown_on, ratio, text, region, maker, seller, *plain = row
    answers = [
        (name, str(answer))
        for name, answer in zip(_PLAIN, plain, strict=True)
        if answer not in {None, ""}
    ]
    answers += [("regions", code) for code in divisions_of(region)]
    if failed:
        answers += dict.fromkeys(answers_of_items(failed))
    return Document(
        batch_id=batch_id,
        day=shown_on.toordinal(),
        ratio=ratio,
        text=text,
        answers=tuple(answers),
        parties=frozenset(one for one in (maker, seller) if one),
    )
