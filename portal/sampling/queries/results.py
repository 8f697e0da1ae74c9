"""Public results: searched, filtered, counted, page by page."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.enterprises.holdings import may_hold
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Withdrawn
from portal.kernel.once import read_once
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.sampling.models import SampleBatch
from portal.sampling.postings import counting
from portal.sampling.postings.asking import ask, holding
from portal.sampling.postings.ordering import Place, walk
from portal.sampling.postings.values import FACETS
from portal.sampling.queries.listed import ListedResult, read_listed
from portal.sampling.queries.rows import ResultRow, read_rows
from portal.sampling.rules.batches import BatchStage, Result
from portal.sampling.rules.questions import Order, ResultFilter, words_of
from portal.sampling.words import REFUSALS
from portal.web.filters import day

__all__ = ["FACETS", "ON_PAGE", "Order", "ResultFilter", "words_of"]

# A batch with all it holds, or what a row of the list shows of it.
Found = TypeVar("Found", SampleBatch, ListedResult)
Reader = Callable[[Collection[int]], Iterable[Found]]
ON_PAGE = 20
AT_ONCE = 2000


def count_results(wanted: ResultFilter) -> int:
    """Return how many public batches answer the question.

    Exact, but for a word of three or more characters that more than ``CHECKED_MOST`` results seem
    to hold: there one that holds all its pairs of characters, and not the word, is counted too.
    """
    return counting.count(wanted)


def count_by(name: str, wanted: ResultFilter) -> Mapping[Any, int]:
    """Return how many batches each answer of one filter would leave, under all other filters.

    Of ``regions`` every level is counted: a street's batches are also its county's.
    """
    return counting.facet_counts(wanted, [name])[name]


def facet_counts(
    wanted: ResultFilter, names: Iterable[str] = FACETS
) -> Mapping[str, Mapping[Any, int]]:
    """Return what ``count_by`` returns, for several filters at once."""
    return counting.facet_counts(wanted, names)


def page_of_results(
    wanted: ResultFilter,
    *,
    order: Order = Order.NEWEST,
    after: str | None = None,
    before: str | None = None,
    limit: int = ON_PAGE,
) -> Page[SampleBatch]:
    """Return one page; ``after`` leads on to earlier results, ``before`` back to later ones.

    By ratio, results without one are left out. Raises NotFound for a broken cursor.
    """
    return _page(wanted, order, after, before, limit, _read)


def page_of_listed(
    wanted: ResultFilter,
    *,
    order: Order = Order.NEWEST,
    after: str | None = None,
    before: str | None = None,
) -> Page[ListedResult]:
    """Return what ``page_of_results`` returns, of each only what a row of the list shows."""
    return _page(wanted, order, after, before, ON_PAGE, read_listed)


def _page(
    wanted: ResultFilter,
    order: Order,
    after: str | None,
    before: str | None,
    limit: int,
    read: Reader[Found],
) -> Page[Found]:
    backwards = before is not None and after is None
    cursor = before if backwards else after
    beyond = _position(cursor, order) if cursor else None
    question = ask(wanted)
    places = walk(question, order, beyond=beyond, backwards=backwards)
    found = _first_of(places, wanted, limit + 1, read)
    items, has_more = found[:limit], len(found) > limit
    if backwards:
        items.reverse()
    # A page reached by a cursor has something on the side it was reached from.
    has_later, has_earlier = (has_more, True) if backwards else (bool(cursor), has_more)
    return Page(
        items=items,
        earlier=_cursor(items[-1], order) if items and has_earlier else None,
        later=_cursor(items[0], order) if items and has_later else None,
    )


def _first_of(
    places: Iterator[Place], wanted: ResultFilter, limit: int, read: Reader[Found]
) -> list[Found]:
    # Each row is held against the question once more: the index may know a word's pairs only, and
    # somebody may have withdrawn a batch since it was asked.
    found: list[Found] = []
    while len(found) < limit:
        ids = [batch_id for _key, batch_id in islice(places, limit)]
        if not ids:
            break
        batches = {batch.id: batch for batch in read(ids)}
        found += [batches[one] for one in ids if one in batches and _stands(batches[one], wanted)]
    return found[:limit]


def _stands(batch: SampleBatch | ListedResult, wanted: ResultFilter) -> bool:
    return batch.is_listed and all(word in batch.search_text for word in wanted.words)


def _read(ids: Collection[int]) -> Iterable[SampleBatch]:
    # By number alone: offered a second condition, SQLite may go through all that are listed.
    named = select(SampleBatch).where(SampleBatch.id.in_(ids))
    return db.session.scalars(named.options(*_shown_with()))


def _shown_with() -> tuple[Any, ...]:
    return (
        selectinload(SampleBatch.items),
        joinedload(SampleBatch.seller),
        joinedload(SampleBatch.maker),
        joinedload(SampleBatch.disposal),
    )


def _cursor(batch: SampleBatch | ListedResult, order: Order) -> str:
    key = repr(batch.largest_ratio) if order is Order.RATIO else str(batch.shown_on)
    return encode_cursor(key, batch.id)


def _position(cursor: str, order: Order) -> Place:
    key, last = decode_cursor(cursor, length=2)
    try:
        at = float(str(key)) if order is Order.RATIO else date.fromisoformat(str(key)).toordinal()
    except ValueError:
        raise NotFound(cursor) from None
    if not isinstance(last, int) or abs(last) >= 2**63:
        raise NotFound(cursor)
    return at, last


def stream_results(wanted: ResultFilter, *, order: Order = Order.NEWEST) -> Iterator[ResultRow]:
    """Yield every public batch that answers the question, as a plain row of what may be read.

    Some thousands are read at once. By ratio, results without one are left out.
    """
    question = ask(wanted)
    places = walk(question, order)
    while ids := [batch_id for _key, batch_id in islice(places, AT_ONCE)]:
        if not question.is_exact:
            held = set(holding(wanted.words, ids))
            ids = [one for one in ids if one in held]
        yield from read_rows(ids)


def list_published_between(
    wanted: ResultFilter, *, after: datetime, until: datetime, limit: int
) -> Sequence[SampleBatch]:
    """Return the public batches of a question that came out after one instant, until another.

    By when they were published here, however old the day is that their announcement names.
    """
    came_out = select(SampleBatch.id).where(
        SampleBatch.is_listed.is_(True),
        SampleBatch.published_at > after,
        SampleBatch.published_at <= until,
    )
    newest = came_out.order_by(SampleBatch.published_at.desc(), SampleBatch.id.desc())
    ids = db.session.scalars(newest).all()
    answering = ask(wanted).answering(ids)
    places = ((None, one) for one in ids if one in answering)
    return _first_of(places, wanted, limit, _read)


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


def list_years() -> Sequence[int]:
    """Return the years of public results, newest first."""
    return sorted(count_by("years", ResultFilter()), reverse=True)


def _of_enterprise() -> ColumnElement[bool]:
    one: BindParameter[int] = bindparam("enterprise_id")
    return and_(
        SampleBatch.is_listed.is_(True),
        or_(SampleBatch.maker_id == one, SampleBatch.seller_id == one),
    )


def list_of_enterprise(enterprise_id: int, *, limit: int = 10) -> Sequence[SampleBatch]:
    """Return an enterprise's newest public results, as maker or seller."""
    return _list_of_enterprise(enterprise_id, limit)


@read_once
def _list_of_enterprise(enterprise_id: int, limit: int) -> Sequence[SampleBatch]:
    if not may_hold(SampleBatch, [enterprise_id]):
        return []
    return db.session.scalars(_newest_of(limit), {"enterprise_id": enterprise_id}).all()


@lru_cache(maxsize=8)
def _newest_of(limit: int) -> Select[SampleBatch]:
    return (
        select(SampleBatch)
        .where(_of_enterprise())
        .order_by(SampleBatch.shown_on.desc(), SampleBatch.id.desc())
        .limit(limit)
        .options(*_shown_with())
    )


def count_of_enterprise(enterprise_id: int, *, since: date | None = None) -> Mapping[Result, int]:
    """Return how many public results an enterprise has, by result; since a day where given."""
    counting = select(SampleBatch.result, func.count()).where(_of_enterprise())
    if since is not None:
        counting = counting.where(SampleBatch.shown_on >= since)
    grouped = counting.group_by(SampleBatch.result)
    return dict(db.session.execute(grouped, {"enterprise_id": enterprise_id}).all())
