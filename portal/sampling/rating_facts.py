"""Failed samples as facts about their maker and their seller, for the rooms that grade.

Only what a laboratory found in supervision sampling, and what is public as failed today: a batch
whose failure was taken off it, or that was withdrawn, tells nothing. Risk monitoring, evaluation
sampling, quick tests and walk-in tests never tell anything (A1).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.enterprises import facts
from portal.enterprises import queries as enterprises
from portal.enterprises.facts import Fact, FactSource
from portal.enterprises.standing import among, parts_of
from portal.kernel import signals
from portal.kernel.db import db
from portal.sampling.models import SampleBatch
from portal.sampling.rules.batches import LISTED, Result, TaskKind

FAILED = "sampling-failed"
AS_MAKER, AS_SELLER = "生产", "经营"
DETAIL = "{product}（{role}）抽检不合格"
CHANGED = "抽检结果有更正：{reference}"


def _failed_of(party: InstrumentedAttribute[int | None]) -> Select[*tuple[Any, ...]]:
    return select(
        party,
        SampleBatch.maker_id,
        SampleBatch.reference,
        SampleBatch.product,
        SampleBatch.shown_on,
        SampleBatch.announcement_number,
    ).where(
        among(party),
        SampleBatch.is_listed.is_(True),
        SampleBatch.result == Result.FAILED,
        SampleBatch.kind == TaskKind.SUPERVISION,
        SampleBatch.batch_stage.in_(sorted(LISTED)),
        SampleBatch.shown_on <= bindparam("on"),
    )


_FAILED_AS = (
    (_failed_of(SampleBatch.maker_id), AS_MAKER),
    (_failed_of(SampleBatch.seller_id), AS_SELLER),
)


def tell_failures(enterprise_ids: Sequence[int], on: date) -> Mapping[int, Sequence[Fact]]:
    """Tell the failed batches of each maker and seller that were public by a day."""
    found: dict[int, list[Fact]] = {}
    for ids in parts_of(enterprise_ids):
        for owner, fact in _failures(ids, on):
            found.setdefault(owner, []).append(fact)
    return found


def note_correction(_sender: type[SampleBatch], **told: Any) -> None:
    """Say whom a correction, a new verdict or a withdrawal of one batch concerns."""
    batch = told.get("record")
    if isinstance(batch, SampleBatch):
        because = CHANGED.format(reference=batch.reference)
        facts.changed(_parties(batch), because=because)


def _failures(ids: Sequence[int], on: date) -> Iterator[tuple[int, Fact]]:
    for asked, role in _FAILED_AS:
        wanted = {"ids": ids, "on": on}
        for owner, maker, reference, product, shown_on, number in db.session.execute(asked, wanted):
            # Who sells what they made themselves has one failure, not two.
            is_told = role is AS_SELLER and maker == owner
            if is_told or owner is None or shown_on is None:
                continue
            detail = DETAIL.format(product=product, role=role)
            source = FactSource(number or "抽检公示", reference, f"/sampling/{reference}")
            yield owner, Fact(FAILED, shown_on, None, None, detail, source)


def _parties(batch: SampleBatch) -> set[int]:
    """Return whom a batch names today, and whom it named before it was corrected."""
    found = {batch.maker_id, batch.seller_id}
    for version in batch.versions[:2]:
        named = [str(version.snapshot.get(part) or "") for part in ("maker", "seller")]
        known = enterprises.match_names(name for name in named if name)
        found |= {enterprise.id for enterprise in known.values()}
    return {number for number in found if number is not None}


facts.provide(tell_failures, kinds=[FAILED])
signals.published.connect(note_correction, sender=SampleBatch)
signals.withdrawn.connect(note_correction, sender=SampleBatch)
