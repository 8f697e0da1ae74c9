"""What failed of late."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from portal.kernel.db import db
from portal.sampling.models import SampleBatch, TestItem
from portal.sampling.rules.batches import Result


def count_failed_since(names: Collection[str], since: date) -> int:
    """Return how many public results have failed since a day, this day included, for an item.

    ``names`` are all that results may call it.
    """
    failed = (
        select(func.count(SampleBatch.id.distinct()))
        .join(TestItem, TestItem.batch_id == SampleBatch.id)
        .where(
            SampleBatch.is_listed,
            SampleBatch.result == Result.FAILED,
            SampleBatch.shown_on >= since,
            TestItem.is_failed,
            TestItem.name.in_(names),
        )
    )
    return db.session.scalar(failed) or 0
