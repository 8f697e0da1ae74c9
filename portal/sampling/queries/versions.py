"""Versions of public results: what each correction changed, and what stood on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import select

from portal.kernel import clock
from portal.kernel.db import db
from portal.sampling.models import BatchVersion, SampleBatch
from portal.sampling.rules.batches import BatchStage
from portal.sampling.rules.versions import FieldChange, changes_between, end_of


@dataclass(frozen=True)
class Difference:
    """What one version says otherwise than the one before it, and why.

    ``reason`` is published with a correction. ``is_withdrawal`` is true for the last version of a
    withdrawn batch, which changes nothing but that.
    """

    version: int
    recorded_at: datetime
    reason: str
    changes: tuple[FieldChange, ...]
    is_withdrawal: bool = False


@dataclass(frozen=True)
class Standing:
    """What a batch said when a day ended, and since when it had."""

    batch: SampleBatch
    version: BatchVersion
    is_newest: bool


def list_versions(batch: SampleBatch) -> Sequence[BatchVersion]:
    """Return every version of a batch, the first one first."""
    every = select(BatchVersion).where(BatchVersion.batch_id == batch.id)
    return db.session.scalars(every.order_by(BatchVersion.version)).all()


def differences(batch: SampleBatch) -> list[Difference]:
    """Return what each correction of a batch changed, field by field, the newest first."""
    versions = list_versions(batch)
    found = [
        Difference(
            version=new.version,
            recorded_at=new.recorded_at,
            reason=new.note,
            changes=changes_between(old.snapshot, new.snapshot),
            is_withdrawal=new.snapshot.get("stage") == BatchStage.WITHDRAWN,
        )
        for old, new in pairwise(versions)
    ]
    return found[::-1]


def find_standing(batch: SampleBatch, on: date) -> Standing | None:
    """Return what a public batch said when a day ended; None where it was not public yet."""
    stood = (
        select(BatchVersion)
        .where(BatchVersion.batch_id == batch.id, BatchVersion.recorded_at < end_of(on))
        .order_by(BatchVersion.version.desc())
        .limit(1)
    )
    version = db.session.scalar(stood)
    if version is None:
        return None
    return Standing(batch, version, is_newest=version.version == batch.version)


def first_day(batch: SampleBatch) -> date | None:
    """Return the day on which a batch first became public here."""
    first = (
        select(BatchVersion.recorded_at)
        .where(BatchVersion.batch_id == batch.id)
        .order_by(BatchVersion.version)
        .limit(1)
    )
    moment = db.session.scalar(first)
    return clock.in_china(moment).date() if moment else None


def list_corrected(
    batch_ids: Sequence[int], *, since: datetime | None = None
) -> Sequence[BatchVersion]:
    """Return the corrections and withdrawals of these batches, the newest first."""
    later = (
        select(BatchVersion)
        .where(BatchVersion.batch_id.in_(batch_ids), BatchVersion.version > 1)
        .order_by(BatchVersion.recorded_at.desc(), BatchVersion.id.desc())
    )
    if since is not None:
        later = later.where(BatchVersion.recorded_at >= since)
    return db.session.scalars(later).all()
