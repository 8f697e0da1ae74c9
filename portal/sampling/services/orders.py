"""Publishing at a time: ordered by a second person, done by a job, cancelled until then."""

from datetime import datetime

from portal.jobs import services as jobs
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.sampling.models import Announcement, PublicationOrder, SampleImport
from portal.sampling.rules.batches import IMPORT_LIFECYCLE, ImportStage
from portal.sampling.rules.publication import ORDER_LIFECYCLE, OrderStage, is_past
from portal.sampling.services.publication import check_second_person, publish_import
from portal.sampling.words import REFUSALS

PUBLISH_JOB = "sampling.publish"


class TimeIsOver(Refused):
    """The time to publish at has passed."""


def order_publication(
    sample_import: SampleImport,
    *,
    publish_at: datetime,
    by: Actor,
    announcement: Announcement | None = None,
) -> PublicationOrder:
    """Have an import published at a time by a job.

    Raises SamePerson for whoever brought it in, TimeIsOver for a time that has passed, MoveRefused
    where the import does not wait.
    """
    check_second_person(sample_import, by)
    if is_past(publish_at, clock.now()):
        raise TimeIsOver(REFUSALS["time_is_over"], field="publish_on")
    return _order(sample_import, publish_at, announcement, by)


def publish_soon(
    sample_import: SampleImport, *, by: Actor, announcement: Announcement | None = None
) -> PublicationOrder:
    """Have a large import published by a job as soon as one is free; raises SamePerson."""
    check_second_person(sample_import, by)
    return _order(sample_import, clock.now(), announcement, by)


def _order(
    sample_import: SampleImport,
    publish_at: datetime,
    announcement: Announcement | None,
    by: Actor,
) -> PublicationOrder:
    hold(sample_import, "stage")
    IMPORT_LIFECYCLE.check(sample_import.stage, ImportStage.SCHEDULED)
    sample_import.stage = ImportStage.SCHEDULED
    order = PublicationOrder(
        source=sample_import,
        announcement=announcement,
        publish_at=publish_at,
        stage=OrderStage.WAITING,
        ordered_by=by.name,
        ordered_at=clock.now(),
    )
    db.session.add(order)
    db.session.flush()
    jobs.enqueue(PUBLISH_JOB, {"order": order.id}, by=by).due_at = publish_at
    after = {"at": publish_at.isoformat()}
    audit.record("sampling.publication-ordered", subject=_subject(order), by=by, after=after)
    return order


def cancel_order(order: PublicationOrder, *, by: Actor) -> None:
    """Cancel an order before its time; the import waits again. Raises MoveRefused afterwards."""
    hold(order, "stage")
    _end(order, OrderStage.CANCELLED, by)
    audit.record("sampling.publication-cancelled", subject=_subject(order), by=by)


def carry_out(order: PublicationOrder) -> None:
    """Publish what was ordered, in the name of whoever ordered it; a cancelled order does nothing.

    An order that failed is not taken up again by itself.
    """
    hold(order, "stage")
    if order.stage is not OrderStage.WAITING:
        return
    by = Actor(kind="staff", name=order.ordered_by)
    ORDER_LIFECYCLE.check(order.stage, OrderStage.DONE)
    publish_import(order.source, announcement=order.announcement, by=by)
    order.stage, order.ended_by, order.ended_at = OrderStage.DONE, by.name, clock.now()


def fail_order(order: PublicationOrder, *, reason: str) -> None:
    """Note that an ordered publication could not be done; the import waits again."""
    hold(order, "stage")
    if order.stage is not OrderStage.WAITING:
        return
    by = Actor(kind="staff", name=order.ordered_by)
    order.failure = reason[:300]
    _end(order, OrderStage.FAILED, by)
    audit.record("sampling.publication-failed", subject=_subject(order), by=by)


def _end(order: PublicationOrder, stage: OrderStage, by: Actor) -> None:
    ORDER_LIFECYCLE.check(order.stage, stage)
    hold(order.source, "stage")
    IMPORT_LIFECYCLE.check(order.source.stage, ImportStage.WAITING)
    order.source.stage = ImportStage.WAITING
    order.stage, order.ended_by, order.ended_at = stage, by.name, clock.now()


def _subject(order: PublicationOrder) -> str:
    return f"sample-import:{order.source.reference}"
