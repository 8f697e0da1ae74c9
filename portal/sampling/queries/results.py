"""Public results: searched, filtered, counted, page by page."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from portal.kernel.db import db
from portal.kernel.errors import NotFound, Withdrawn
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.sampling.models import Disposal, SampleBatch, TestItem
from portal.sampling.postings.values import divisions_of, hazard_of, item_shown
from portal.sampling.queries.rows import ResultRow, read_rows
from portal.sampling.rules.batches import BatchStage, Result
from portal.sampling.rules.questions import Order, ResultFilter, words_of
from portal.sampling.words import REFUSALS
from portal.web.filters import day

__all__ = ["FACETS", "ON_PAGE", "Order", "ResultFilter", "words_of"]

ON_PAGE = 20
AT_ONCE = 2000
FACETS = (
    "results",
    "kinds",
    "domains",
    "categories",
    "subcategories",
    "regions",
    "stages",
    "items",
    "hazards",
    "disposals",
    "announcements",
    "years",
)
_COLUMNS: Mapping[str, InstrumentedAttribute[Any]] = {
    "results": SampleBatch.result,
    "kinds": SampleBatch.kind,
    "domains": SampleBatch.domain,
    "categories": SampleBatch.category,
    "subcategories": SampleBatch.subcategory,
    "stages": SampleBatch.stage,
    "disposals": Disposal.stage,
    "announcements": SampleBatch.announcement_number,
    "years": SampleBatch.shown_year,
}


def _has_word(word: str) -> ColumnElement[bool]:
    # One substring test for each word: exact for Chinese, where a word index finds nothing of
    # two characters. What replaces it has to keep its recall (see performance notes in docs).
    return SampleBatch.search_text.contains(word, autoescape=True)


def _conditions(wanted: ResultFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [SampleBatch.is_listed.is_(True)]
    conditions += [_has_word(word) for word in wanted.words]
    if wanted.parties:
        made, sold = (
            column.in_(wanted.parties) for column in (SampleBatch.maker_id, SampleBatch.seller_id)
        )
        conditions.append(or_(made, sold))
    for name, column in _COLUMNS.items():
        answers = getattr(wanted, name)
        if answers:
            conditions.append(column.in_(answers))
    if wanted.regions:
        codes = [SampleBatch.region_code.startswith(code) for code in wanted.regions]
        conditions.append(or_(*codes))
    if wanted.items:
        conditions.append(_failed(lambda name: item_shown(name) in wanted.items))
    if wanted.hazards:
        conditions.append(_failed(lambda name: hazard_of(name) in wanted.hazards))
    return conditions


def _failed(is_meant: Callable[[str], bool]) -> ColumnElement[bool]:
    names = select(TestItem.name).where(TestItem.is_failed.is_(True)).distinct()
    meant = [name for name in db.session.scalars(names) if is_meant(name)]
    failed = select(TestItem.batch_id).where(TestItem.is_failed.is_(True), TestItem.name.in_(meant))
    return SampleBatch.id.in_(failed)


def _joined(statement: Select[Any], wanted: ResultFilter, *, always: bool = False) -> Select[Any]:
    if wanted.disposals or always:
        return statement.outerjoin(Disposal, Disposal.batch_id == SampleBatch.id)
    return statement


def count_results(wanted: ResultFilter) -> int:
    """Return how many public batches answer the question."""
    counting = _joined(select(func.count(SampleBatch.id)), wanted)
    return db.session.scalar(counting.where(*_conditions(wanted))) or 0


def count_by(name: str, wanted: ResultFilter) -> Mapping[Any, int]:
    """Return how many batches each answer of one filter would leave, under all other filters.

    Of ``regions`` every level is counted: a street's batches are also its county's.
    """
    others = wanted.without(name)
    if name == "regions":
        return _count_regions(others)
    if name in {"items", "hazards"}:
        return _count_failed(others, item_shown if name == "items" else hazard_of)
    column = _COLUMNS[name]
    counting = _joined(
        select(column, func.count(SampleBatch.id)), others, always=name == "disposals"
    )
    rows = db.session.execute(counting.where(*_conditions(others)).group_by(column))
    return {answer: count for answer, count in rows if answer not in {None, ""}}


def facet_counts(
    wanted: ResultFilter, names: Iterable[str] = FACETS
) -> Mapping[str, Mapping[Any, int]]:
    """Return what ``count_by`` returns, for several filters at once."""
    return {name: count_by(name, wanted) for name in names}


def _count_regions(wanted: ResultFilter) -> Mapping[str, int]:
    code = SampleBatch.region_code
    counting = _joined(select(code, func.count(SampleBatch.id)), wanted)
    counts: Counter[str] = Counter()
    for region, count in db.session.execute(
        counting.where(*_conditions(wanted), code.is_not(None)).group_by(code)
    ):
        for level in divisions_of(region):
            counts[level] += count
    return counts


def _count_failed(
    wanted: ResultFilter, answer_of: Callable[[str], str | None]
) -> Mapping[str, int]:
    failed = _joined(select(SampleBatch.id, TestItem.name).join(TestItem), wanted)
    failed = failed.where(*_conditions(wanted), TestItem.is_failed.is_(True))
    pairs = {(batch, answer_of(name)) for batch, name in db.session.execute(failed)}
    return Counter(answer for _batch, answer in pairs if answer)


def page_of_results(
    wanted: ResultFilter,
    *,
    order: Order = Order.NEWEST,
    after: str | None = None,
    before: str | None = None,
) -> Page[SampleBatch]:
    """Return one page; ``after`` leads on to earlier results, ``before`` back to later ones.

    By ratio, results without one are left out. Raises NotFound for a broken cursor.
    """
    backwards = before is not None and after is None
    cursor = before if backwards else after
    key = _key(order)
    asked = _joined(select(SampleBatch), wanted).where(*_conditions(wanted))
    if order is Order.RATIO:
        asked = asked.where(SampleBatch.largest_ratio.is_not(None))
    if cursor:
        asked = asked.where(_beyond(key, _position(cursor, order), backwards=backwards))
    ordering = [column.asc() if backwards else column.desc() for column in (key, SampleBatch.id)]
    asked = asked.order_by(*ordering).limit(ON_PAGE + 1).options(*_shown_with())
    found = list(db.session.scalars(asked))
    items, has_more = found[:ON_PAGE], len(found) > ON_PAGE
    if backwards:
        items.reverse()
    # A page reached by a cursor has something on the side it was reached from.
    has_later, has_earlier = (has_more, True) if backwards else (bool(cursor), has_more)
    return Page(
        items=items,
        earlier=_cursor(items[-1], order) if items and has_earlier else None,
        later=_cursor(items[0], order) if items and has_later else None,
    )


def _shown_with() -> tuple[Any, ...]:
    return (
        selectinload(SampleBatch.items),
        joinedload(SampleBatch.seller),
        joinedload(SampleBatch.maker),
        joinedload(SampleBatch.disposal),
    )


def _key(order: Order) -> InstrumentedAttribute[Any]:
    return SampleBatch.largest_ratio if order is Order.RATIO else SampleBatch.shown_on


def _cursor(batch: SampleBatch, order: Order) -> str:
    key = repr(batch.largest_ratio) if order is Order.RATIO else str(batch.shown_on)
    return encode_cursor(key, batch.id)


def _position(cursor: str, order: Order) -> tuple[Any, int]:
    key, last = decode_cursor(cursor, length=2)
    try:
        at = float(str(key)) if order is Order.RATIO else date.fromisoformat(str(key))
    except ValueError:
        raise NotFound(cursor) from None
    if not isinstance(last, int) or abs(last) >= 2**63:
        raise NotFound(cursor)
    return at, last


def _beyond(
    key: InstrumentedAttribute[Any], position: tuple[Any, int], *, backwards: bool
) -> ColumnElement[bool]:
    at, last = position
    if backwards:
        return or_(key > at, and_(key == at, SampleBatch.id > last))
    return or_(key < at, and_(key == at, SampleBatch.id < last))


def stream_results(wanted: ResultFilter, *, order: Order = Order.NEWEST) -> Iterator[ResultRow]:
    """Yield every public batch that answers the question, as a plain row of what may be read.

    Some thousands are read at once. By ratio, results without one are left out.
    """
    last: tuple[Any, int] | None = None
    key = _key(order)
    while True:
        asked = _joined(select(SampleBatch.id, key), wanted).where(*_conditions(wanted))
        if order is Order.RATIO:
            asked = asked.where(SampleBatch.largest_ratio.is_not(None))
        if last is not None:
            asked = asked.where(_beyond(key, last, backwards=False))
        asked = asked.order_by(key.desc(), SampleBatch.id.desc()).limit(AT_ONCE)
        some = db.session.execute(asked).all()
        yield from read_rows([one for one, _key_of_it in some])
        if len(some) < AT_ONCE:
            return
        last = (some[-1][1], some[-1][0])


def list_published_between(
    wanted: ResultFilter, *, after: datetime, until: datetime, limit: int
) -> Sequence[SampleBatch]:
    """Return the public batches of a question that came out after one instant, until another.

    By when they were published here, however old the day is that their announcement names.
    """
    came_out = SampleBatch.published_at > after, SampleBatch.published_at <= until
    asked = _joined(select(SampleBatch), wanted).where(*_conditions(wanted), *came_out)
    asked = asked.order_by(SampleBatch.published_at.desc(), SampleBatch.id.desc()).limit(limit)
    return db.session.scalars(asked.options(*_shown_with())).all()


def find_batch(reference: str) -> SampleBatch | None:
    """Return the batch with this reference, whatever its stage, or None."""
    return db.session.scalar(select(SampleBatch).filter_by(reference=reference.strip().upper()))


def get_result(reference: str) -> SampleBatch:
    """Return the public batch with this reference.

    Raises NotFound for what is not public, Withdrawn with the reason for what was.
    """
    batch = find_batch(reference)
    if batch is None or batch.batch_stage in {BatchStage.WAITING, BatchStage.HELD}:
        raise NotFound(reference)
    if batch.batch_stage is BatchStage.WITHDRAWN:
        facts = {"day": day(batch.withdrawn_at), "reason": batch.withdrawal_reason}
        raise Withdrawn(str(REFUSALS["withdrawn"]) % facts)
    return batch


def list_categories() -> Sequence[str]:
    """Return every category that public results carry."""
    used = select(SampleBatch.category).where(SampleBatch.is_listed.is_(True)).distinct()
    return [category for category in db.session.scalars(used) if category]


def list_years() -> Sequence[int]:
    """Return the years of public results, newest first."""
    used = select(SampleBatch.shown_year).where(SampleBatch.is_listed.is_(True)).distinct()
    return sorted((year for year in db.session.scalars(used) if year), reverse=True)


def _of_enterprise(enterprise_id: int) -> ColumnElement[bool]:
    return and_(
        SampleBatch.is_listed.is_(True),
        or_(SampleBatch.maker_id == enterprise_id, SampleBatch.seller_id == enterprise_id),
    )


def list_of_enterprise(enterprise_id: int, *, limit: int = 10) -> Sequence[SampleBatch]:
    """Return an enterprise's newest public results, as maker or seller."""
    newest = (
        select(SampleBatch)
        .where(_of_enterprise(enterprise_id))
        .order_by(SampleBatch.shown_on.desc(), SampleBatch.id.desc())
        .limit(limit)
        .options(*_shown_with())
    )
    return db.session.scalars(newest).all()


def count_of_enterprise(enterprise_id: int, *, since: date | None = None) -> Mapping[Result, int]:
    """Return how many public results an enterprise has, by result; since a day where given."""
    counting = select(SampleBatch.result, func.count()).where(_of_enterprise(enterprise_id))
    if since is not None:
        counting = counting.where(SampleBatch.shown_on >= since)
    return dict(db.session.execute(counting.group_by(SampleBatch.result)).all())


def list_of_same_item(batch: SampleBatch, *, limit: int = 5) -> Sequence[SampleBatch]:
    """Return other public failures of the item this batch failed first."""
    failed = batch.failed_items
    if not failed:
        return []
    others = (
        select(SampleBatch)
        .join(TestItem)
        .where(
            SampleBatch.is_listed.is_(True),
            SampleBatch.id != batch.id,
            SampleBatch.result == Result.FAILED,
            TestItem.is_failed.is_(True),
            TestItem.name == failed[0].name,
        )
        .order_by(SampleBatch.shown_on.desc(), SampleBatch.id.desc())
        .limit(limit)
        .options(selectinload(SampleBatch.items))
    )
    return db.session.scalars(others).all()
