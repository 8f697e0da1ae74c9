"""Results as the public list shows them: what stands in a row, and nothing beside it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.enterprises.models import Enterprise
from portal.kernel.db import db
from portal.sampling.masking import Names
from portal.sampling.models import Disposal, SampleBatch, TestItem
from portal.sampling.rules.batches import ChainStage, Result
from portal.sampling.rules.disposals import DisposalStage

# Where the names stand among what is read.
MAKER, SELLER = 4, 5


@dataclass(slots=True)
class ListedItem:
    """One item that was not as it must be, in the words of ``TestItem``."""

    name: str
    value_text: str
    limit_text: str
    limit_kind: str
    ratio: float | None


@dataclass(slots=True)
class ListedResult:
    """One result of the list, in the words of ``SampleBatch``: names masked."""

    id: int
    reference: str
    result: Result
    product: str
    maker_shown: str
    seller_shown: str
    seller_id: int | None
    region_code: str | None
    stage: ChainStage | None
    sampled_on: date | None
    shown_on: date
    largest_ratio: float | None
    is_listed: bool
    search_text: str
    seller_code: str | None
    seller_reference: str | None
    disposal_stage: DisposalStage | None
    failed_items: Sequence[ListedItem]

    @property
    def seller_key(self) -> str | None:
        """What stands in the address of the seller's page; None where it has none."""
        return self.seller_code or self.seller_reference


_READ = (
    select(
        SampleBatch.id,
        SampleBatch.reference,
        SampleBatch.result,
        SampleBatch.product,
        SampleBatch.maker_name,
        SampleBatch.seller_name,
        SampleBatch.seller_id,
        SampleBatch.region_code,
        SampleBatch.stage,
        SampleBatch.sampled_on,
        SampleBatch.shown_on,
        SampleBatch.largest_ratio,
        SampleBatch.is_listed,
        SampleBatch.search_text,
        Enterprise.credit_code,
        Enterprise.reference,
        Disposal.stage,
    )
    .outerjoin(Enterprise, Enterprise.id == SampleBatch.seller_id)
    .outerjoin(Disposal, Disposal.batch_id == SampleBatch.id)
)
_READ_ITEMS = (
    select(
        TestItem.batch_id,
        TestItem.name,
        TestItem.value_text,
        TestItem.limit_text,
        TestItem.limit_kind,
        TestItem.ratio,
    )
    .where(TestItem.is_failed.is_(True))
    .order_by(TestItem.batch_id, TestItem.position)
)


def read_listed(ids: Collection[int]) -> Iterable[ListedResult]:
    """Return the results with these inner numbers, in no order, listed or not."""
    # Straight from the connection: the mapper would spend longer on a page than the search.
    found = db.session.connection().execute(_READ.where(SampleBatch.id.in_(ids))).all()
    failed = [row[0] for row in found if row[2] is not Result.PASSED]
    items, names = _failed_items(failed), Names()
    for row in found:
        cells: list[Any] = [*row, items.get(row[0], ())]
        cells[MAKER], cells[SELLER] = names.name(cells[MAKER]), names.name(cells[SELLER])
        yield ListedResult(*cells)


def _failed_items(ids: Collection[int]) -> Mapping[int, Sequence[ListedItem]]:
    found: dict[int, list[ListedItem]] = defaultdict(list)
    if ids:
        asked = _READ_ITEMS.where(TestItem.batch_id.in_(ids))
        rows: Iterable[Any] = db.session.connection().execute(asked)
        for batch, *item in rows:
            found[batch].append(ListedItem(*item))
    for items in found.values():
        items.sort(key=lambda item: -(item.ratio or 0))  # as SampleBatch.failed_items
    return found
