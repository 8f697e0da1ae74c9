"""From review to the public. What is done to public batches afterwards stands in corrections."""

from sqlalchemy import ColumnElement, Table, and_, func, or_, select, update

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
from portal.sampling.services.announcements import announce, announcement_of
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
    if announcement is None and _some_name_none(waiting):
        announcement = announcement_of(announcement_title, announcement_number, by=by)
    sample_import.announcement_title = announcement.title if announcement else ""
    sample_import.announcement_number = announcement.number if announcement else ""
    db.session.flush()
    _announce(waiting, announcement, by)
    _hold_back(waiting)
    references = make_public(waiting, by=by)
    sample_import.stage = ImportStage.PUBLISHED
    sample_import.decided_by, sample_import.decided_at = by.name, clock.now()
    _record(sample_import, references, by)
    return len(references)


def _batches() -> Table:
    return SampleBatch.__table__  # type: ignore[return-value]


def _some_name_none(waiting: ColumnElement[bool]) -> bool:
    # An announcement begun for rows that all name their own would announce nothing.
    title, number = SampleBatch.announcement_title, SampleBatch.announcement_number
    silent = select(SampleBatch.id).where(waiting, title == "", number == "")
    return db.session.scalar(silent.limit(1)) is not None


def _announce(waiting: ColumnElement[bool], given: Announcement | None, by: Actor) -> None:
    """Give every batch its announcement: the row's own, else the one of the whole import."""
    title, number = SampleBatch.announcement_title, SampleBatch.announcement_number
    if given is not None:
        announce(given, by=by)
        silent = waiting & (title == "") & (number == "")
        told = {
            "announcement_id": given.id,
            "announcement_title": given.title,
            "announcement_number": given.number,
            "announced_on": func.coalesce(SampleBatch.announced_on, given.announced_on),
        }
        db.session.execute(update(_batches()).where(silent).values(told))
    own = (
        select(title, number, func.min(SampleBatch.announced_on))
        .where(waiting, SampleBatch.announcement_id.is_(None), or_(title != "", number != ""))
        .group_by(title, number)
    )
    for its_title, its_number, on in db.session.execute(own).all():
        named = announcement_of(its_title, its_number, announced_on=on, by=by)
        if named is None:
            continue
        announce(named, by=by)
        meant = waiting & (title == its_title) & (number == its_number)
        changing = update(_batches()).where(meant, SampleBatch.announcement_id.is_(None))
        db.session.execute(changing.values(announcement_id=named.id))


def _hold_back(waiting: ColumnElement[bool]) -> None:
    monitored = SampleBatch.kind == TaskKind.RISK_MONITORING
    undecided = SampleBatch.result.in_(UNDECIDED)
    for condition, reason in (
        (monitored, HoldReason.RISK_MONITORING),
        (undecided, HoldReason.UNDECIDED),
    ):
        held = {"batch_stage": BatchStage.HELD, "hold_reason": reason.value}
        db.session.execute(update(_batches()).where(waiting, condition).values(held))


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
