"""When results were last told of."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from portal.kernel.db import db
from portal.kernel.generation import PublicGeneration
from portal.sampling.models import BatchVersion


def last_told(batch_ids: Sequence[int]) -> Mapping[int, datetime]:
    """Return when each batch was published or last corrected."""
    if not batch_ids:
        return {}
    newest = (
        select(BatchVersion.batch_id, func.max(BatchVersion.recorded_at))
        .where(BatchVersion.batch_id.in_(batch_ids))
        .group_by(BatchVersion.batch_id)
    )
    return dict(db.session.execute(newest).all())


def find_mark() -> int | None:
    """Return the mark of the data as it stands now; None where nothing was ever published."""
    return db.session.scalar(select(PublicGeneration.mark))
