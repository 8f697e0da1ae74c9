"""Amendments on the desk: what later files say otherwise, and what was decided."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.sampling.models import Amendment, SampleBatch, SampleImport
from portal.sampling.rules.amendments import AmendmentStage
from portal.sampling.rules.batches import ImportStage

SHOWN_AT_ONCE = 100
# While a file is being checked, nobody decides about half of it.
CHECKED = (ImportStage.WAITING, ImportStage.SCHEDULED, ImportStage.PUBLISHED)


def _open() -> Select[Amendment]:
    return (
        select(Amendment)
        .join(SampleImport, SampleImport.id == Amendment.import_id)
        .where(Amendment.stage == AmendmentStage.PROPOSED, SampleImport.stage.in_(CHECKED))
    )


def list_open_amendments(sample_import: SampleImport | None = None) -> Sequence[Amendment]:
    """Return what waits for a decision, oldest first, at most SHOWN_AT_ONCE."""
    waiting = _open().options(joinedload(Amendment.batch), joinedload(Amendment.source))
    if sample_import is not None:
        waiting = waiting.where(Amendment.import_id == sample_import.id)
    return db.session.scalars(waiting.order_by(Amendment.id).limit(SHOWN_AT_ONCE)).all()


def count_open_amendments(sample_import: SampleImport | None = None) -> int:
    """Return how many amendments wait for a decision."""
    waiting = _open()
    if sample_import is not None:
        waiting = waiting.where(Amendment.import_id == sample_import.id)
    return db.session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def get_amendment(*, import_reference: str, batch_reference: str) -> Amendment:
    """Return what one file says otherwise of one batch."""
    asked = (
        select(Amendment)
        .join(SampleImport, SampleImport.id == Amendment.import_id)
        .join(SampleBatch, SampleBatch.id == Amendment.batch_id)
        .where(
            SampleImport.reference == import_reference.strip().upper(),
            SampleImport.stage.in_(CHECKED),
            SampleBatch.reference == batch_reference.strip().upper(),
        )
    )
    found = db.session.scalar(asked)
    if found is None:
        raise NotFound(batch_reference)
    return found
