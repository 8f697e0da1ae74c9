"""Many batches at once from the desk to the public: a few statements for thousands of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select, update

from portal.enterprises import queries as enterprises
from portal.kernel import bulk, clock, signals
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.sampling import postings, snapshots
from portal.sampling.building import department_of
from portal.sampling.models import BatchVersion, Disposal, SampleBatch, TestItem
from portal.sampling.rules.batches import (
    BATCH_LIFECYCLE,
    BatchStage,
    Domain,
    hold_reason,
    needs_disposal,
)
from portal.sampling.rules.disposals import DisposalStage

AT_ONCE = 4000
TABLE: Any = SampleBatch.__table__
_READ = select(
    SampleBatch.id,
    SampleBatch.version,
    SampleBatch.maker_code,
    SampleBatch.seller_code,
    *(getattr(SampleBatch, name) for name in snapshots.READ),
)
_ITEMS = select(TestItem.batch_id, *(getattr(TestItem, name) for name in snapshots.OF_ITEM))
VERSION_COLUMNS = ("batch_id", "version", "snapshot", "note", "recorded_by", "recorded_at")
DISPOSAL_COLUMNS = ("batch_id", "department", "stage", "opened_on")


def make_public(which: ColumnElement[bool], *, by: Actor) -> list[str]:
    """Publish the batches that meet a condition; return their references in order.

    Each gets its first version, its maker and seller in the register where exactly one is meant,
    and a failed one its disposal (A4). Raises MoveRefused for what has no way to the public; what
    must be held back (A1, A7) may not be among them. Rows that were read before are read anew.
    """
    db.session.flush()
    ids = db.session.scalars(select(SampleBatch.id).where(which).order_by(SampleBatch.id)).all()
    references: list[str] = []
    for some in _in_parts(ids):
        references += _publish(some, by)
    db.session.expire_all()
    if ids:
        postings.renew(ids)
        signals.published.send(SampleBatch, records=ids)
    return sorted(references)


def _in_parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _publish(ids: Sequence[int], by: Actor) -> list[str]:
    batches = db.session.execute(_READ.where(SampleBatch.id.in_(ids))).mappings().all()
    for batch in batches:
        BATCH_LIFECYCLE.check(batch["batch_stage"], BatchStage.PUBLISHED)
        if hold_reason(batch["kind"], batch["result"]) is not None:
            raise AssertionError(f"{batch['reference']} has to be held back")
    items = _items_of(ids)
    parties = _parties_of(batches)
    now, today = clock.now(), clock.today()
    changes, versions = [], []
    for batch in batches:
        facts = {**batch, "batch_stage": BatchStage.PUBLISHED}
        snapshot = snapshots.snapshot_of(facts, items.get(batch["id"], ()))
        version = batch["version"] + 1
        versions.append((batch["id"], version, snapshot, "", by.name, now))
        changes.append(_change(batch, snapshot, parties, today) | {"to_version": version})
    _update(changes, published_at=now)
    bulk.insert_rows(_table(BatchVersion), VERSION_COLUMNS, versions)
    _open_disposals(batches, today)
    return [batch["reference"] for batch in batches]


def _table(model: type) -> Any:
    return model.__table__  # type: ignore[attr-defined]


def _items_of(ids: Sequence[int]) -> Mapping[int, list[Any]]:
    asked = _ITEMS.where(TestItem.batch_id.in_(ids)).order_by(TestItem.batch_id, TestItem.position)
    found: dict[int, list[Any]] = defaultdict(list)
    for batch_id, *item in db.session.execute(asked):
        found[batch_id].append(item)
    return found


def _parties_of(batches: Iterable[Mapping[Any, Any]]) -> Mapping[tuple[str, str], int]:
    named = {(batch["maker_name"], batch["maker_code"]) for batch in batches}
    named |= {(batch["seller_name"], batch["seller_code"]) for batch in batches}
    matched = enterprises.match_parties(named)
    return {party: enterprise.id for party, enterprise in matched.items()}


def _change(
    batch: Mapping[Any, Any],
    snapshot: Mapping[str, Any],
    parties: Mapping[tuple[str, str], int],
    today: date,
) -> dict[str, Any]:
    shown_on = batch["announced_on"] or today
    return {
        "of_id": batch["id"],
        "to_maker": parties.get((batch["maker_name"], batch["maker_code"])),
        "to_seller": parties.get((batch["seller_name"], batch["seller_code"])),
        "to_day": shown_on,
        "to_year": shown_on.year,
        "to_text": snapshots.search_text_of(batch["reference"], snapshot),
    }


def _update(changes: Sequence[Mapping[str, Any]], **constant: Any) -> None:
    changing = (
        update(TABLE)
        .where(TABLE.c.id == bindparam("of_id"))
        .values(
            batch_stage=BatchStage.PUBLISHED,
            hold_reason=None,
            is_listed=True,
            version=bindparam("to_version"),
            maker_id=bindparam("to_maker"),
            seller_id=bindparam("to_seller"),
            shown_on=bindparam("to_day"),
            shown_year=bindparam("to_year"),
            search_text=bindparam("to_text"),
            **constant,
        )
    )
    if changes:
        db.session.connection().execute(changing, changes)
        db.session.info["has_written"] = True


def _open_disposals(batches: Iterable[Mapping[Any, Any]], today: date) -> None:
    departments: dict[Domain, str] = {}
    opened = []
    for batch in batches:
        if needs_disposal(batch["result"]):
            domain = batch["domain"]
            department = departments.setdefault(domain, department_of(domain))
            opened.append((batch["id"], department, DisposalStage.WAITING, today))
    bulk.insert_rows(_table(Disposal), DISPOSAL_COLUMNS, opened)
