"""Imports on the desk: what came, what waits, what was refused."""

from collections.abc import Mapping, Sequence

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import selectinload

from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.sampling.models import SampleBatch, SampleImport, SampleRejection
from portal.sampling.rules.batches import BatchStage, ImportStage, Result

NEWEST = 50
LOOKED_THROUGH = 200


def get_import(reference: str) -> SampleImport:
    """Return the import with this reference."""
    found = db.session.scalar(select(SampleImport).filter_by(reference=reference.strip().upper()))
    if found is None:
        raise NotFound(reference)
    return found


def list_newest_imports() -> Sequence[SampleImport]:
    """Return the newest imports, newest first."""
    newest = select(SampleImport).order_by(SampleImport.id.desc()).limit(NEWEST)
    return db.session.scalars(newest).all()


def list_waiting_imports() -> Sequence[SampleImport]:
    """Return the imports that wait for a reviewer, oldest first."""
    waiting = select(SampleImport).filter_by(stage=ImportStage.WAITING).order_by(SampleImport.id)
    return db.session.scalars(waiting).all()


def list_rejections(
    sample_import: SampleImport, *, limit: int | None = None
) -> Sequence[SampleRejection]:
    """Return the refused rows of an import in the order of the file."""
    refused = (
        select(SampleRejection)
        .where(SampleRejection.import_id == sample_import.id)
        .order_by(SampleRejection.line, SampleRejection.id)
    )
    return db.session.scalars(refused.limit(limit)).all()


def list_waiting_batches(sample_import: SampleImport) -> Sequence[SampleBatch]:
    """Return every batch of an import that waits for publication."""
    waiting = (
        select(SampleBatch)
        .where(
            SampleBatch.import_id == sample_import.id,
            SampleBatch.batch_stage == BatchStage.WAITING,
        )
        .order_by(SampleBatch.id)
        .options(selectinload(SampleBatch.items))
    )
    return db.session.scalars(waiting).all()


def page_of_waiting(sample_import: SampleImport) -> Sequence[SampleBatch]:
    """Return the batches a reviewer looks through: failures, what is doubtful, then the rest."""
    is_failed = (SampleBatch.result == Result.FAILED).desc()
    is_doubtful = (cast(SampleBatch.doubts, String) != "[]").desc()
    shown = (
        select(SampleBatch)
        .where(SampleBatch.import_id == sample_import.id)
        .order_by(is_failed, is_doubtful, SampleBatch.line)
        .limit(LOOKED_THROUGH)
        .options(selectinload(SampleBatch.items))
    )
    return db.session.scalars(shown).all()


def count_waiting_by_result(sample_import: SampleImport) -> Mapping[Result, int]:
    """Return how many batches of an import have which result."""
    counting = (
        select(SampleBatch.result, func.count())
        .where(SampleBatch.import_id == sample_import.id)
        .group_by(SampleBatch.result)
    )
    return dict(db.session.execute(counting).all())
