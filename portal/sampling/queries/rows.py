"""Results as plain rows, for those who take many: read in a few statements, never row by row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.kernel.db import db
from portal.sampling.masking import Names
from portal.sampling.models import Disposal, SampleBatch, TestItem
from portal.sampling.rules.batches import BatchStage, ChainStage, Domain, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage

# Where the names stand among what is read; behind each stands its address.
MAKER, SELLER, REMARK = 14, 16, 29


@dataclass(slots=True)
class FailedItem:
    """One item that was not as it must be."""

    name: str
    value_text: str
    limit_text: str
    ratio: float | None


@dataclass(slots=True)
class ResultRow:
    """What everybody may read of one result: names masked, in the words of ``SampleBatch``."""

    id: int
    reference: str
    number: str | None
    result: Result
    batch_stage: BatchStage
    kind: TaskKind
    domain: Domain
    category: str
    subcategory: str
    product: str
    spec: str
    trademark: str
    product_date_text: str
    batch_number: str
    maker_shown: str
    maker_address_shown: str
    seller_shown: str
    seller_address_shown: str
    region_code: str | None
    stage: ChainStage | None
    stage_text: str
    sampled_on: date | None
    reported_on: date | None
    announced_on: date | None
    shown_on: date | None
    announcement_number: str
    announcement_title: str
    publisher: str
    laboratory: str
    remark_shown: str
    source_url: str
    largest_ratio: float | None
    disposal_stage: DisposalStage | None
    failed_items: Sequence[FailedItem]


_READ = select(
    SampleBatch.id,
    SampleBatch.reference,
    SampleBatch.number,
    SampleBatch.result,
    SampleBatch.batch_stage,
    SampleBatch.kind,
    SampleBatch.domain,
    SampleBatch.category,
    SampleBatch.subcategory,
    SampleBatch.product,
    SampleBatch.spec,
    SampleBatch.trademark,
    SampleBatch.product_date_text,
    SampleBatch.batch_number,
    SampleBatch.maker_name,
    SampleBatch.maker_address,
    SampleBatch.seller_name,
    SampleBatch.seller_address,
    SampleBatch.region_code,
    SampleBatch.stage,
    SampleBatch.stage_text,
    SampleBatch.sampled_on,
    SampleBatch.reported_on,
    SampleBatch.announced_on,
    SampleBatch.shown_on,
    SampleBatch.announcement_number,
    SampleBatch.announcement_title,
    SampleBatch.publisher,
    SampleBatch.laboratory,
    SampleBatch.remark,
    SampleBatch.source_url,
    SampleBatch.largest_ratio,
    Disposal.stage,
    SampleBatch.is_listed,
).outerjoin(Disposal, Disposal.batch_id == SampleBatch.id)


def read_rows(ids: Sequence[int]) -> Sequence[ResultRow]:
    """Return the public batches with these inner numbers, in this order."""
    # Straight from the connection: the mapper would spend as long on a row as the database.
    read = db.session.connection().execute(_READ.where(SampleBatch.id.in_(ids)))
    failed, names = _failed_items(ids), Names()
    rows = {row[0]: _row(row[:-1], failed.get(row[0], ()), names) for row in read if row[-1]}
    return [rows[one] for one in ids if one in rows]


def _failed_items(ids: Sequence[int]) -> Mapping[int, Sequence[FailedItem]]:
    columns = (TestItem.name, TestItem.value_text, TestItem.limit_text, TestItem.ratio)
    asked = (
        select(TestItem.batch_id, *columns)
        .where(TestItem.batch_id.in_(ids), TestItem.is_failed.is_(True))
        .order_by(TestItem.batch_id, TestItem.ratio.desc().nulls_last(), TestItem.position)
    )
    found: dict[int, list[FailedItem]] = defaultdict(list)
    rows: Iterable[Any] = db.session.connection().execute(asked)
    for batch, *item in rows:
        found[batch].append(FailedItem(*item))
    return found


def _row(row: Any, failed: Sequence[FailedItem], names: Names) -> ResultRow:
    cells: list[Any] = [*row, failed]
    parties = cells[MAKER], cells[SELLER]
    for name in (MAKER, SELLER):
        cells[name + 1] = names.address(cells[name + 1], beside=cells[name])
        cells[name] = names.name(cells[name])
    cells[REMARK] = names.text(cells[REMARK], *parties)
    return ResultRow(*cells)
