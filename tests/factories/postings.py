"""Public results by the thousand, past the importer; and what a search must find, said plainly."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bench.synthetic import BATCH_COLUMNS, DISPOSAL_COLUMNS, ITEM_COLUMNS, Made
from portal.kernel import bulk, clock
from portal.kernel.db import db
from portal.sampling import postings
from portal.sampling.models import Disposal, SampleBatch, SampleImport, TestItem
from portal.sampling.postings.values import divisions_of, hazard_of, item_shown
from portal.sampling.rules.batches import ImportStage
from portal.sampling.rules.questions import Order, ResultFilter


def made(count: int, *, seed: int = 1) -> list[int]:
    """Make so many public results, indexed; return their inner numbers."""
    rows_only(count, seed=seed)
    ids = list(range(1, count + 1))
    postings.renew(ids)
    return ids


def rows_only(count: int, *, seed: int = 1) -> None:
    """Make so many public results that nobody has indexed."""
    source = SampleImport(
        id=1,
        reference="I-MADE",
        file_name="示例.csv",
        sha256="0" * 64,
        size_bytes=0,
        stage=ImportStage.PUBLISHED,
        by_result={},
        imported_by="officer",
        imported_at=clock.now(),
    )
    db.session.add(source)
    db.session.flush()
    for batches, items, disposals in Made(count, seed=seed).parts():
        lined = [(*item, 1) for item in items]
        bulk.insert_rows(SampleBatch.__table__, BATCH_COLUMNS, batches)  # type: ignore[arg-type]
        bulk.insert_rows(TestItem.__table__, (*ITEM_COLUMNS, "line"), lined)  # type: ignore[arg-type]
        bulk.insert_rows(Disposal.__table__, DISPOSAL_COLUMNS, disposals)  # type: ignore[arg-type]
    db.session.expire_all()


def answers_of(batch: SampleBatch) -> dict[str, set[Any]]:
    """Return what a public batch answers to every filter."""
    failed = [item.name for item in batch.items if item.is_failed]
    told: dict[str, set[Any]] = {
        "results": {batch.result},
        "kinds": {batch.kind},
        "domains": {batch.domain},
        "categories": {batch.category},
        "subcategories": {batch.subcategory},
        "regions": set(divisions_of(batch.region_code)),
        "stages": {batch.stage},
        "items": {item_shown(name) for name in failed},
        "hazards": {hazard_of(name) for name in failed},
        "disposals": {batch.disposal.stage} if batch.disposal else set(),
        "announcements": {batch.announcement_number},
        "years": {batch.shown_year},
    }
    return {name: answers - {None, ""} for name, answers in told.items()}


def every_result() -> list[SampleBatch]:
    """Return every public result with its findings; keep the list, and nothing is read again."""
    read = select(SampleBatch).options(selectinload(SampleBatch.items))
    return list(db.session.scalars(read.filter_by(is_listed=True)))


def found_plainly(wanted: ResultFilter, order: Order = Order.NEWEST) -> list[SampleBatch]:
    """Return what a question must find, in order, by looking at every row."""
    found = [batch for batch in every_result() if _answers(batch, wanted)]
    if order is Order.RATIO:
        found = [batch for batch in found if batch.largest_ratio is not None]
        return sorted(found, key=lambda one: (one.largest_ratio, one.id), reverse=True)
    return sorted(found, key=lambda one: (one.shown_on, one.id), reverse=True)


def counted_plainly(name: str, batches: Iterable[SampleBatch]) -> Mapping[Any, int]:
    """Return how many of some batches give each answer to a filter."""
    return Counter(answer for batch in batches for answer in answers_of(batch)[name])


def _answers(batch: SampleBatch, wanted: ResultFilter) -> bool:
    if any(word not in batch.search_text for word in wanted.words):
        return False
    if wanted.parties and not {batch.maker_id, batch.seller_id} & set(wanted.parties):
        return False
    answers = answers_of(batch)
    return all(
        bool(answers[name] & set(getattr(wanted, name)))
        for name in answers
        if getattr(wanted, name)
    )
