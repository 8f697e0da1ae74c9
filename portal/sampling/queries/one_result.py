"""One public result, whole: read in a few statements, with the results that stand beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from portal.kernel.db import db
from portal.sampling.models import Disposal, SampleBatch
from portal.sampling.queries.results import get_result
from portal.sampling.rules.batches import Result
from portal.sampling.rules.relations import Relation

SHOWN = 5
TO_ONE = ("maker", "seller", "source", "announcement")


@dataclass(frozen=True)
class Neighbour:
    """Another public result with the same product, maker or seller, as a line of a list."""

    relation: Relation
    reference: str
    product: str
    spec: str
    result: Result
    shown_on: date | None
    largest_ratio: float | None


def get_whole_result(reference: str) -> SampleBatch:
    """Return a public batch with everything its page reads.

    Raises NotFound for what is not public, Withdrawn with the reason for what was.
    """
    disposal = joinedload(SampleBatch.disposal)
    whole = (
        select(SampleBatch)
        .filter_by(reference=reference.strip().upper())
        .options(
            *(joinedload(getattr(SampleBatch, name)) for name in TO_ONE),
            disposal.joinedload(Disposal.dispute),
            disposal.joinedload(Disposal.extensions),
            disposal.selectinload(Disposal.steps),
            selectinload(SampleBatch.items),
        )
    )
    # It stays in this session, so that what is asked below finds it whole.
    _kept = db.session.scalars(whole).unique().one_or_none()
    return get_result(reference)


def list_neighbours(batch: SampleBatch) -> Mapping[Relation, Sequence[Neighbour]]:
    """Return the newest other public results of the same product, maker and seller.

    One that shares several is told under the first of them only.
    """
    found: dict[Relation, list[Neighbour]] = {relation: [] for relation in Relation}
    seen: set[str] = set()
    for row in db.session.execute(union_all(*_sought(batch))):
        relation, *shown = row
        one = Neighbour(Relation(relation), *shown)
        if one.reference not in seen and len(found[one.relation]) < SHOWN:
            seen.add(one.reference)
            found[one.relation].append(one)
    return {relation: ones for relation, ones in found.items() if ones}


def _sought(batch: SampleBatch) -> Iterator[Select[Any]]:
    shared = {
        Relation.PRODUCT: (SampleBatch.product, batch.product),
        Relation.MAKER: (SampleBatch.maker_id, batch.maker_id),
        Relation.SELLER: (SampleBatch.seller_id, batch.seller_id),
    }
    for place, (relation, (column, value)) in enumerate(shared.items(), start=1):
        if value is None:
            continue
        # Twice as many as are shown: some may be told already under another heading.
        newest = (
            select(
                literal(relation.value).label("relation"),
                SampleBatch.reference,
                SampleBatch.product,
                SampleBatch.spec,
                SampleBatch.result,
                SampleBatch.shown_on,
                SampleBatch.largest_ratio,
            )
            .where(column == value, SampleBatch.is_listed.is_(True), SampleBatch.id != batch.id)
            .order_by(SampleBatch.shown_on.desc(), SampleBatch.id.desc())
            .limit(place * SHOWN)
            .subquery()
        )
        yield select(newest)
