"""Figures that commitments are measured by: each with what it counts and out of what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.kernel.db import db
from portal.sampling.models import Disposal, SampleBatch
from portal.sampling.models.batches import year_of_batch
from portal.sampling.rules.batches import LISTED, BatchStage, ChainStage, Domain, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage

VOLUME = frozenset(TaskKind) - {TaskKind.QUICK_TEST, TaskKind.WALK_IN}


@dataclass(frozen=True)
class Figure:
    """So many of so many; without a denominator the numerator is a plain count."""

    numerator: int
    denominator: int | None = None


def is_of_year(year: int) -> ColumnElement[bool]:
    """Whether a batch belongs to a year: the year sampled, else announced, else published.

    It is what ``ix_sample_batch_disclosure`` begins with.
    """
    return year_of_batch == year


def _narrowed(
    kinds: Collection[TaskKind], domains: Collection[Domain], stages: Collection[ChainStage]
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [SampleBatch.kind.in_(kinds)]
    if domains:
        conditions.append(SampleBatch.domain.in_(domains))
    if stages:
        conditions.append(SampleBatch.stage.in_(stages))
    return conditions


def count_sampled(
    year: int,
    *,
    kinds: Collection[TaskKind] = VOLUME,
    domains: Collection[Domain] = (),
    stages: Collection[ChainStage] = (),
) -> Figure:
    """Count the batches of a year that are finished: public, or held back lawfully (A1)."""
    finished = SampleBatch.batch_stage.in_([*LISTED, BatchStage.HELD])
    counting = select(func.count()).where(
        finished, is_of_year(year), *_narrowed(kinds, domains, stages)
    )
    return Figure(db.session.scalar(counting) or 0)


def count_evaluated(year: int, *, domains: Collection[Domain] = ()) -> Figure:
    """Count passes among evaluative batches; no other kind belongs in a pass rate (A1)."""
    return count_passed(year, kinds=[TaskKind.EVALUATION], domains=domains)


def count_passed(
    year: int, *, kinds: Collection[TaskKind], domains: Collection[Domain] = ()
) -> Figure:
    """Count passed batches among the passed and failed public ones of these kinds."""
    counting = (
        select(SampleBatch.result, func.count())
        .where(
            SampleBatch.is_listed.is_(True),
            SampleBatch.result.in_([Result.PASSED, Result.FAILED]),
            is_of_year(year),
            *_narrowed(kinds, domains, ()),
        )
        .group_by(SampleBatch.result)
    )
    counts = dict(db.session.execute(counting).all())
    return Figure(counts.get(Result.PASSED, 0), sum(counts.values()))


def count_disclosed(year: int) -> Figure:
    """Count public batches among all that have to be: public and waiting, not held (A3)."""
    due = SampleBatch.batch_stage.in_([*LISTED, BatchStage.WAITING])
    counting = (
        select(SampleBatch.is_listed, func.count())
        .where(due, is_of_year(year))
        .group_by(SampleBatch.is_listed)
    )
    counts = dict(db.session.execute(counting).all())
    return Figure(counts.get(True, 0), sum(counts.values()))


def _count_disposals(year: int, condition: ColumnElement[bool]) -> Figure:
    # A batch that a re-test cleared needed no disposal after all (A6).
    counted = (
        select(func.count(), func.count().filter(condition))
        .select_from(Disposal)
        .join(SampleBatch)
        .where(
            SampleBatch.is_listed.is_(True),
            Disposal.stage != DisposalStage.OVERTURNED,
            is_of_year(year),
        )
    )
    total, met = db.session.execute(counted).one()
    return Figure(met, total)


def count_disposals_started(year: int) -> Figure:
    """Count failed batches whose disposal was started, among all of a year (A5)."""
    return _count_disposals(year, Disposal.started_on.is_not(None))


def count_disposals_closed(year: int) -> Figure:
    """Count failed batches whose disposal is closed, among all of a year (A5)."""
    return _count_disposals(year, Disposal.stage == DisposalStage.CLOSED)


def list_failing_recently(limit: int = 5) -> Sequence[SampleBatch]:
    """Return the newest public failures."""
    newest = (
        select(SampleBatch)
        .where(SampleBatch.is_listed.is_(True), SampleBatch.result == Result.FAILED)
        .order_by(SampleBatch.shown_on.desc(), SampleBatch.id.desc())
        .limit(limit)
        .options(
            selectinload(SampleBatch.items),
            joinedload(SampleBatch.disposal),
            joinedload(SampleBatch.seller),
        )
    )
    return db.session.scalars(newest).all()
