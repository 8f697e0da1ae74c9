"""What the public figures count: one grouped read of the results, told apart by kind (A1)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from portal.kernel import clock
from portal.kernel.db import db
from portal.sampling.models import Disposal, SampleBatch, TestItem
from portal.sampling.queries.due import due_before
from portal.sampling.queries.figures import Figure
from portal.sampling.rules.batches import BatchStage, ChainStage, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage

JUDGED = (Result.PASSED, Result.FAILED)


@dataclass(frozen=True)
class Tally:
    """How many judged batches of one kind are alike in result, category, stage and region."""

    kind: TaskKind
    result: Result
    category: str
    stage: ChainStage | None
    region: str | None
    count: int


@dataclass(frozen=True)
class YearTally:
    """How many judged batches of one kind and result became public in one year."""

    year: int
    kind: TaskKind
    result: Result
    count: int


def list_tallies(year: int | None = None) -> Sequence[Tally]:
    """Count public passed and failed batches, of the year they became public where given."""
    # In the order of ix_sample_batch_figures: it is read through once, and nothing is sorted.
    alike: tuple[Any, ...] = (
        SampleBatch.shown_year,
        SampleBatch.kind,
        SampleBatch.result,
        SampleBatch.category,
        SampleBatch.stage,
        SampleBatch.region_code,
    )
    counting = select(*alike, func.count()).where(*_judged(year)).group_by(*alike)
    found: Counter[tuple[Any, ...]] = Counter()
    for _year, *facts, count in db.session.execute(counting):
        found[tuple(facts)] += count
    return [Tally(*(*facts, count)) for facts, count in found.items()]


def _judged(year: int | None) -> list[ColumnElement[bool]]:
    return [
        SampleBatch.is_listed.is_(True),
        SampleBatch.result.in_(JUDGED),
        _of_year(year),
    ]


def _of_year(year: int | None) -> ColumnElement[bool]:
    # Every public batch has a year; asked for one at all, SQLite reads the index and no rows.
    column = SampleBatch.shown_year
    return column >= 0 if year is None else column == year


def list_year_tallies() -> Sequence[YearTally]:
    """Count public passed and failed batches by the year they became public."""
    alike: tuple[Any, ...] = (SampleBatch.shown_year, SampleBatch.kind, SampleBatch.result)
    counting = select(*alike, func.count()).where(*_judged(None)).group_by(*alike)
    return [YearTally(*tuple(row)) for row in db.session.execute(counting)]


def count_volume(year: int | None = None) -> Mapping[TaskKind, int]:
    """Count finished batches of every kind, held ones too: by the year shown, else sampled (A1)."""
    shown: list[ColumnElement[bool]] = [SampleBatch.is_listed.is_(True), _of_year(year)]
    held: list[ColumnElement[bool]] = [SampleBatch.batch_stage == BatchStage.HELD]
    if year is not None:
        sampled = func.coalesce(SampleBatch.sampled_on, SampleBatch.reported_on)
        held.append(sampled.between(date(year, 1, 1), date(year, 12, 31)))
    found: Counter[TaskKind] = Counter()
    for conditions in (shown, held):
        counting = select(SampleBatch.kind, func.count()).where(*conditions)
        found.update(dict(db.session.execute(counting.group_by(SampleBatch.kind)).all()))
    return found


def count_failed_items(year: int | None = None) -> Mapping[str, int]:
    """Count public failures by item, as the source names it; a batch counts once for each."""
    counting = (
        select(TestItem.name, func.count(func.distinct(TestItem.batch_id)))
        .join(SampleBatch)
        .where(
            SampleBatch.is_listed.is_(True),
            SampleBatch.result == Result.FAILED,
            TestItem.is_failed.is_(True),
        )
        .group_by(TestItem.name)
    )
    if year is not None:
        counting = counting.where(SampleBatch.shown_year == year)
    return Counter(dict(db.session.execute(counting).all()))


@dataclass(frozen=True)
class DisposalCount:
    """What became of the public failures: each figure out of all that need a disposal (A5)."""

    started: Figure
    closed: Figure
    overdue: int
    overturned: int


def count_disposals(year: int | None = None) -> DisposalCount:
    """Count disposals of public failures, by the year the failure became public.

    A batch that a re-test cleared needed no disposal after all (A6); it is counted apart.
    """
    cleared = Disposal.stage == DisposalStage.OVERTURNED
    counting = (
        select(
            func.count().filter(~cleared),
            func.count().filter(~cleared, Disposal.started_on.is_not(None)),
            func.count().filter(Disposal.stage == DisposalStage.CLOSED),
            func.count().filter(due_before(clock.today())),
            func.count().filter(cleared),
        )
        .select_from(Disposal)
        .join(SampleBatch)
        .where(SampleBatch.is_listed.is_(True))
    )
    if year is not None:
        counting = counting.where(SampleBatch.shown_year == year)
    total, started, closed, overdue, overturned = db.session.execute(counting).one()
    return DisposalCount(Figure(started, total), Figure(closed, total), overdue, overturned)
