"""How much of what was tested is public, and how long it took: the portal's own figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from portal.kernel import clock
from portal.kernel.db import db
from portal.sampling.limits import last_day
from portal.sampling.models import SampleBatch
from portal.sampling.queries.figures import Figure, is_of_year
from portal.sampling.rules.batches import LISTED, BatchStage
from portal.sampling.rules.publication import MEDIAN, MOST, is_late, quantile

LIMIT = "sampling.publish_days"


@dataclass(frozen=True)
class Disclosure:
    """What became of the batches of a year; published, held and waiting are all that are due (A3).

    ``late_published`` became public after the last day of ``sampling.publish_days``,
    ``late_waiting`` still wait after it; a batch without a day of report is in neither.
    ``median_days`` and ``most_days`` are calendar days from report to publication within which
    half and nine tenths became public; None where no day of report is known. Withdrawn batches
    were public once and are due no longer.
    """

    year: int
    published: int
    held: int
    waiting: int
    withdrawn: int
    late_published: int
    late_waiting: int
    held_by_reason: Mapping[str, int]
    dated: int
    median_days: int | None
    most_days: int | None

    @property
    def due(self) -> int:
        """Every batch that is to be accounted for."""
        return self.published + self.held + self.waiting

    @property
    def late(self) -> int:
        """Those that became public late or are late now."""
        return self.late_published + self.late_waiting

    @property
    def rate(self) -> Figure:
        """Public batches among those that have to be: public and waiting, not held by law."""
        return Figure(self.published, self.published + self.waiting)


def disclosure(year: int) -> Disclosure:
    """Return how much of a year's batches is public and how late; quick tests count as others."""
    columns = (SampleBatch.batch_stage, SampleBatch.hold_reason)
    days = (SampleBatch.reported_on, SampleBatch.shown_on)
    counting = select(*columns, *days, func.count()).where(is_of_year(year))
    rows = db.session.execute(counting.group_by(*columns, *days)).all()
    by_stage: dict[BatchStage, int] = {}
    held: dict[str, int] = {}
    for stage, reason, _reported, _shown, count in rows:
        by_stage[stage] = by_stage.get(stage, 0) + count
        if stage is BatchStage.HELD:
            held[reason or ""] = held.get(reason or "", 0) + count
    published = [(row[2], row[3], row[4]) for row in rows if row[0] in LISTED]
    waiting = [(row[2], None, row[4]) for row in rows if row[0] is BatchStage.WAITING]
    lags = [((shown - said).days, count) for said, shown, count in published if said and shown]
    return Disclosure(
        year=year,
        published=sum(by_stage.get(stage, 0) for stage in LISTED),
        held=by_stage.get(BatchStage.HELD, 0),
        waiting=by_stage.get(BatchStage.WAITING, 0),
        withdrawn=by_stage.get(BatchStage.WITHDRAWN, 0),
        late_published=_count_late(published),
        late_waiting=_count_late(waiting),
        held_by_reason=held,
        dated=sum(count for _days, count in lags),
        median_days=quantile(lags, MEDIAN),
        most_days=quantile(lags, MOST),
    )


def _count_late(rows: Sequence[tuple[date | None, date | None, Any]]) -> int:
    today = clock.today()
    last = {said: last_day(LIMIT, said) for said, _shown, _count in rows if said}
    return sum(count for said, shown, count in rows if said and is_late(last[said], shown, today))
