"""Many batches at once from the desk to the public: a few statements for thousands of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

from portal.kernel import bulk, clock, signals
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.sampling import postings, snapshots
from portal.sampling.building import department_of
from portal.sampling.linking import meant_by
from portal.sampling.masking import Names
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
_READ = select(
    SampleBatch.id,
    SampleBatch.version,
    SampleBatch.maker_code,
    SampleBatch.seller_code,
    *(getattr(SampleBatch, name) for name in snapshots.READ),
)
_ITEMS = select(TestItem.batch_id, *(getattr(TestItem, name) for name in snapshots.OF_ITEM))
CHANGED_COLUMNS = (
    "batch_stage",
    "hold_reason",
    "is_listed",
    "published_at",
    "shown_on",
    "shown_year",
    "version",
    "maker_id",
    "seller_id",
    "search_text",
)
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
    if len(ids) > AT_ONCE:
        bulk.measure_anew(_table(SampleBatch))
    publishing = _Publishing(_parties_of(which), by)
    references: list[str] = []
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        # What was published before no longer meets the condition.
        references += publishing.publish(which & SampleBatch.id.between(some[0], some[-1]))
    _read_anew()
    if ids:
        postings.renew(ids)
        signals.published.send(SampleBatch, records=ids)
    return sorted(references)


def _read_anew() -> None:
    # Enterprises, cases and accounts that were read are as they were: only these have changed.
    for row in list(db.session):
        if isinstance(row, SampleBatch | Disposal):
            db.session.expire(row)


def _table(model: type) -> Any:
    return model.__table__  # type: ignore[attr-defined]


def _parties_of(which: ColumnElement[bool]) -> Mapping[tuple[str, str], int]:
    named: set[tuple[str, str]] = set()
    for name, code in (
        (SampleBatch.maker_name, SampleBatch.maker_code),
        (SampleBatch.seller_name, SampleBatch.seller_code),
    ):
        told = db.session.execute(select(name, code).where(which).distinct())
        named.update((name, code) for name, code in told)
    matched = meant_by(named)
    return {party: enterprise.id for party, enterprise in matched.items()}


class _Publishing:
    """What is the same for every batch that becomes public now."""

    def __init__(self, parties: Mapping[tuple[str, str], int], by: Actor) -> None:
        self._parties, self._by = parties, by
        self._now, self._today = clock.now(), clock.today()
        self._names = Names()
        self._departments: dict[Domain, str] = {}

    def publish(self, which: ColumnElement[bool]) -> list[str]:
        """Publish some thousands; return their references."""
        batches = db.session.execute(_READ.where(which).order_by(SampleBatch.id)).mappings().all()
        _check(batches)
        items = _items_of(which)
        changes, versions = [], []
        for batch in batches:
            facts = {**batch, "batch_stage": BatchStage.PUBLISHED}
            tested = items.get(batch["id"], ())
            snapshot = snapshots.snapshot_of(facts, tested, self._names)
            version = batch["version"] + 1
            versions.append((batch["id"], version, snapshot, "", self._by.name, self._now))
            changes.append(self._change(batch, snapshot, version))
        bulk.update_rows(_table(SampleBatch), CHANGED_COLUMNS, changes)
        bulk.insert_rows(_table(BatchVersion), VERSION_COLUMNS, versions)
        bulk.insert_rows(_table(Disposal), DISPOSAL_COLUMNS, self._disposals(batches))
        db.session.info["has_written"] = True
        return [batch["reference"] for batch in batches]

    def _change(
        self, batch: Mapping[Any, Any], snapshot: Mapping[str, Any], version: int
    ) -> tuple[Any, ...]:
        shown_on = batch["announced_on"] or self._today
        return (
            batch["id"],
            BatchStage.PUBLISHED,
            None,
            True,
            self._now,
            shown_on,
            shown_on.year,
            version,
            self._parties.get((batch["maker_name"], batch["maker_code"])),
            self._parties.get((batch["seller_name"], batch["seller_code"])),
            snapshots.search_text_of(batch["reference"], snapshot),
        )

    def _disposals(self, batches: Iterable[Mapping[Any, Any]]) -> list[tuple[Any, ...]]:
        return [
            (batch["id"], self._department(batch["domain"]), DisposalStage.WAITING, self._today)
            for batch in batches
            if needs_disposal(batch["result"])
        ]

    def _department(self, domain: Domain) -> str:
        if domain not in self._departments:
            self._departments[domain] = department_of(domain)
        return self._departments[domain]


def _check(batches: Iterable[Mapping[Any, Any]]) -> None:
    for batch in batches:
        BATCH_LIFECYCLE.check(batch["batch_stage"], BatchStage.PUBLISHED)
        if hold_reason(batch["kind"], batch["result"]) is not None:
            raise AssertionError(f"{batch['reference']} has to be held back")


def _items_of(which: ColumnElement[bool]) -> Mapping[int, list[Any]]:
    asked = _ITEMS.join(SampleBatch).where(which).order_by(TestItem.batch_id, TestItem.position)
    found: dict[int, list[Any]] = defaultdict(list)
    for batch_id, *item in db.session.execute(asked):
        found[batch_id].append(item)
    return found
