"""What lies between review and the public: orders, announcements to choose, held batches."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.sampling.models import (
    Announcement,
    PublicationOrder,
    SampleBatch,
    SampleImport,
)
from portal.sampling.rules.batches import BatchStage, HoldReason, ImportStage
from portal.sampling.rules.publication import RESULTS_KIND, AnnouncementStage, OrderStage

TO_CHOOSE = 50
HELD_SHOWN = 200


def list_scheduled_imports() -> Sequence[PublicationOrder]:
    """Return the orders that wait for their time, the next one first."""
    waiting = (
        select(PublicationOrder)
        .where(PublicationOrder.stage == OrderStage.WAITING)
        .order_by(PublicationOrder.publish_at, PublicationOrder.id)
        .options(joinedload(PublicationOrder.source))
    )
    return db.session.scalars(waiting).all()


def find_order(sample_import: SampleImport) -> PublicationOrder | None:
    """Return the last order to publish an import, or None."""
    last = select(PublicationOrder).where(PublicationOrder.import_id == sample_import.id)
    return db.session.scalars(last.order_by(PublicationOrder.id.desc()).limit(1)).first()


def get_last_order(sample_import: SampleImport) -> PublicationOrder:
    """Return the last order to publish an import; raises NotFound."""
    order = find_order(sample_import)
    if order is None:
        raise NotFound(sample_import.reference)
    return order


def get_order(order_id: int) -> PublicationOrder:
    """Return one order."""
    order = db.session.get(PublicationOrder, order_id)
    if order is None:
        raise NotFound(order_id)
    return order


def list_announcements_to_choose() -> Sequence[Announcement]:
    """Return the newest announcements of results that an import may be published with."""
    newest = (
        select(Announcement)
        .where(Announcement.kind == RESULTS_KIND, Announcement.stage != AnnouncementStage.WITHDRAWN)
        .order_by(Announcement.announced_on.desc(), Announcement.id.desc())
        .limit(TO_CHOOSE)
    )
    return db.session.scalars(newest).all()


def count_by_batch_stage(sample_import: SampleImport) -> Mapping[BatchStage, int]:
    """Return how many batches of an import stand where."""
    counting = (
        select(SampleBatch.batch_stage, func.count())
        .where(SampleBatch.import_id == sample_import.id)
        .group_by(SampleBatch.batch_stage)
    )
    return dict(db.session.execute(counting).all())


def count_held_by_reason() -> Mapping[str, int]:
    """Return how many batches are held back, by the code of the reason."""
    counting = (
        select(SampleBatch.hold_reason, func.count())
        .where(SampleBatch.batch_stage == BatchStage.HELD)
        .group_by(SampleBatch.hold_reason)
    )
    return {reason or "": count for reason, count in db.session.execute(counting)}


def list_held(reason: str | None = None) -> Sequence[SampleBatch]:
    """Return held batches that may be released one day, the longest held first.

    Risk monitoring is not among them: it is counted and never published.
    """
    held = (
        select(SampleBatch)
        .where(
            SampleBatch.batch_stage == BatchStage.HELD,
            SampleBatch.hold_reason != HoldReason.RISK_MONITORING.value,
        )
        .order_by(SampleBatch.id)
        .limit(HELD_SHOWN)
        .options(joinedload(SampleBatch.source), selectinload(SampleBatch.items))
    )
    if reason:
        held = held.where(SampleBatch.hold_reason == reason)
    return db.session.scalars(held).all()


def get_held(reference: str) -> SampleBatch:
    """Return a batch that is held back, risk monitoring excepted; raises NotFound."""
    found = db.session.scalar(
        select(SampleBatch).where(
            SampleBatch.reference == reference.strip().upper(),
            SampleBatch.batch_stage == BatchStage.HELD,
            SampleBatch.hold_reason != HoldReason.RISK_MONITORING.value,
        )
    )
    if found is None:
        raise NotFound(reference)
    return found


def is_import_open(sample_import: SampleImport) -> bool:
    """Whether a reviewer may still decide about an import."""
    return sample_import.stage is ImportStage.WAITING
