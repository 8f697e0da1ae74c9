"""Keeping what a batch says from now on, beside everything it said before."""

from typing import Any

from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.sampling import snapshots
from portal.sampling.models import BatchVersion, SampleBatch


def keep_version(batch: SampleBatch, *, note: str, by: Actor) -> None:
    """Keep what a batch says from now on, and the text it is found by."""
    snapshot = snapshot_of(batch)
    batch.version += 1
    batch.search_text = snapshots.search_text_of(batch.reference, snapshot)
    db.session.add(
        BatchVersion(
            batch=batch,
            version=batch.version,
            snapshot=snapshot,
            note=note,
            recorded_by=by.name,
            recorded_at=clock.now(),
        )
    )


def snapshot_of(batch: SampleBatch) -> dict[str, Any]:
    """Return what the public reads of a batch, as plain values."""
    facts = {name: getattr(batch, name) for name in snapshots.READ}
    items = [tuple(getattr(item, name) for name in snapshots.OF_ITEM) for item in batch.items]
    return snapshots.snapshot_of(facts, items)
