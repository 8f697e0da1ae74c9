"""From review to the public. What is done to public batches afterwards stands in corrections."""

from sqlalchemy import ColumnElement, and_, func, select, update

from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.sampling.models import Announcement, SampleBatch, SampleImport
from portal.sampling.rules.batches import (
    IMPORT_LIFECYCLE,
    UNDECIDED,
    BatchStage,
    HoldReason,
    ImportStage,
    TaskKind,
)
from portal.sampling.services.announced_batches import BATCHES, announce_batches, name_none
from portal.sampling.services.announcements import announcement_of
from portal.sampling.services.corrections import correct_batch, overturn_batch, withdraw_batch
from portal.sampling.services.going_public import make_public
from portal.sampling.services.versions import keep_version, snapshot_of
from portal.sampling.words import REFUSALS

__all__ = [
    "SamePerson",
    "check_second_person",
    "correct_batch",
    "keep_version",
    "overturn_batch",
    "publish_import",
    "snapshot_of",
    "withdraw_batch",
]
OPERATOR_KIND = "system"


class SamePerson(Refused):
    """Whoever brought a table in does not publish it."""


def check_second_person(sample_import: SampleImport, by: Actor) -> None:
    """Raise SamePerson where the publisher brought the file in (S5).

    An operator at the machine acts for the portal and leaves a line of its own kind.
    """
    if by.kind != OPERATOR_KIND and by.name == sample_import.imported_by:
        raise SamePerson(REFUSALS["same_person"])


def publish_import(
    sample_import: SampleImport,
    *,
    by: Actor,
    announcement: Announcement | None = None,
    announcement_title: str = "",
    announcement_number: str = "",
) -> int:
    """Publish what an import brought; return how many batches became public.

    ``announcement`` is the one they are published with; a title or a number names one that is
    there or, for rows that name none, begins it. A row that names its own keeps it. Raises
    SamePerson where the publisher brought the file in (two people). What is held by hand stays
    held; undecided batches and risk monitoring are held back (capabilities.md A1, A7).
    """
    check_second_person(sample_import, by)
    hold(sample_import, "stage")
    IMPORT_LIFECYCLE.check(sample_import.stage, ImportStage.PUBLISHED)
    waiting = and_(
        SampleBatch.import_id == sample_import.id, SampleBatch.batch_stage == BatchStage.WAITING
    )
    if not name_none(waiting):
        announcement_title = announcement_number = ""
    # What is held back announces nothing: it is announced when it is released.
    _hold_back(waiting)
    if announcement is None and name_none(waiting):
        announcement = announcement_of(announcement_title, announcement_number, by=by)
    if announcement is not None:
        announcement_title, announcement_number = announcement.title, announcement.number
    sample_import.announcement_title = announcement_title.strip()
    sample_import.announcement_number = announcement_number.strip()
    db.session.flush()
    announce_batches(waiting, announcement, by=by)
    references = make_public(waiting, by=by)
    sample_import.stage = ImportStage.PUBLISHED
    sample_import.decided_by, sample_import.decided_at = by.name, clock.now()
    _record(sample_import, references, by)
    return len(references)


def _hold_back(waiting: ColumnElement[bool]) -> None:
    monitored = SampleBatch.kind == TaskKind.RISK_MONITORING
    undecided = SampleBatch.result.in_(UNDECIDED)
    for condition, reason in (
        (monitored, HoldReason.RISK_MONITORING),
        (undecided, HoldReason.UNDECIDED),
    ):
        held = {"batch_stage": BatchStage.HELD, "hold_reason": reason.value}
        db.session.execute(update(BATCHES).where(waiting, condition).values(held))


def _record(sample_import: SampleImport, references: list[str], by: Actor) -> None:
    held = select(func.count()).where(
        SampleBatch.import_id == sample_import.id, SampleBatch.batch_stage == BatchStage.HELD
    )
    by_operator = "-by-operator" if by.kind == OPERATOR_KIND else ""
    audit.record(
        f"sampling.published{by_operator}",
        subject=f"sample-import:{sample_import.reference}",
        by=by,
        after={
            "published": len(references),
            "held": db.session.scalar(held) or 0,
            "rows": audit.digest_of_rows(references),
        },
    )
