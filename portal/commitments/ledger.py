"""What the portal's records add up to in one year; each table is counted once, if asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from sqlalchemy import ColumnElement, and_, func, or_, select

from portal.commitments.rules import Period
from portal.complaints import statistics
from portal.complaints.statistics import TrackFigures
from portal.enterprises.models import Enterprise, Flag
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus, FlagKind
from portal.kernel import clock
from portal.kernel.db import db
from portal.rewards import queries as rewards
from portal.rewards.queries import PublicTotals
from portal.sampling.models import Disposal, SampleBatch
from portal.sampling.rules.batches import LISTED, BatchStage, ChainStage, Domain, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage
from portal.science.models import Article
from portal.science.rules import Stage

# Samples of essential medicines are told apart by the task they were taken for.
ESSENTIAL = "基本药物"
Badges = Mapping[tuple[FlagKind, EnterpriseKind], int]


@dataclass(frozen=True)
class SampleTally:
    """How many batches of the year are alike in all of these."""

    kind: TaskKind
    domain: Domain
    stage: ChainStage | None
    is_essential: bool
    result: Result
    standing: BatchStage
    count: int


@dataclass(frozen=True)
class DisposalTally:
    """How many published failed batches of the year, of one domain, stand at one step."""

    domain: Domain
    stage: DisposalStage
    count: int


class Ledger:
    """The sums of one year."""

    def __init__(self, period: Period) -> None:
        self.period = period

    @cached_property
    def samples(self) -> Sequence[SampleTally]:
        """Every batch of the year, by what its figures are narrowed by."""
        is_essential = or_(
            SampleBatch.task.contains(ESSENTIAL), SampleBatch.category.contains(ESSENTIAL)
        )
        alike = select(
            SampleBatch.kind,
            SampleBatch.domain,
            SampleBatch.stage,
            is_essential.label("is_essential"),
            SampleBatch.result,
            SampleBatch.batch_stage,
        )
        sampled = alike.where(self._is_of_the_year).subquery()
        counted = select(*sampled.c, func.count()).group_by(*sampled.c)
        return [SampleTally(*tuple(row)) for row in db.session.execute(counted)]

    @cached_property
    def disposals(self) -> Sequence[DisposalTally]:
        """What was done about the published failed batches of the year."""
        rows = db.session.execute(
            select(SampleBatch.domain, Disposal.stage, func.count())
            .join(Disposal.batch)
            .where(SampleBatch.batch_stage.in_(LISTED), self._is_of_the_year)
            .group_by(SampleBatch.domain, Disposal.stage)
        )
        return [DisposalTally(domain, stage, count) for domain, stage, count in rows]

    @property
    def _is_of_the_year(self) -> ColumnElement[bool]:
        # As sampling counts its years; many sources tell only a later day than the sample's.
        day = func.coalesce(SampleBatch.sampled_on, SampleBatch.announced_on, SampleBatch.shown_on)
        return and_(day >= self.period.first, day <= self.period.last)

    @cached_property
    def operating(self) -> Mapping[EnterpriseKind, int]:
        """How many enterprises of each kind are open for business."""
        rows = db.session.execute(
            select(Enterprise.kind, func.count(Enterprise.id))
            .where(Enterprise.status == EnterpriseStatus.OPERATING)
            .group_by(Enterprise.kind)
        )
        return {kind: count for kind, count in rows}  # noqa: C416 - a row is no pair to dict()

    @cached_property
    def badges(self) -> Badges:
        """How many operating enterprises of a kind carry a badge on the last day counted."""
        until = self.period.until
        return _badges(Flag.from_on <= until, or_(Flag.to_on.is_(None), Flag.to_on >= until))

    @cached_property
    def new_badges(self) -> Badges:
        """How many operating enterprises of a kind were given a badge in the year."""
        return _badges(Flag.from_on >= self.period.first, Flag.from_on <= self.period.until)

    @cached_property
    def known_badges(self) -> Badges:
        """How many ever carried one by then: without a single record, nothing is known."""
        return _badges(Flag.from_on <= self.period.until)

    @cached_property
    def articles(self) -> Mapping[str, int]:
        """How many articles each column published in the year; both languages count once."""
        first, after = _moments(self.period)
        rows = db.session.execute(
            select(Article.column, func.count(Article.slug.distinct()))
            .where(
                Article.stage == Stage.PUBLISHED,
                Article.published_at >= first,
                Article.published_at < min(after, clock.now()),
            )
            .group_by(Article.column)
        )
        return {column: count for column, count in rows}  # noqa: C416 - a row is no pair to dict()

    @cached_property
    def has_articles(self) -> bool:
        """Whether anything was published by then: without that, nothing was recorded either."""
        _first, after = _moments(self.period)
        published = select(Article.id).where(
            Article.stage == Stage.PUBLISHED, Article.published_at < min(after, clock.now())
        )
        return db.session.scalar(published.limit(1)) is not None

    @cached_property
    def cases(self) -> Sequence[TrackFigures]:
        """The public figures of complaints, reports and tips; small cells are kept back."""
        return statistics.statistics(self.period.year)

    @cached_property
    def received(self) -> int:
        """How many complaints, reports and tips were received, as the figures given out say."""
        return statistics.count_given_out(self.period.year)

    @cached_property
    def on_time(self) -> tuple[int, int]:
        """How many cases were decided in time, and how many were due."""
        return statistics.count_on_time(self.period.year)

    @cached_property
    def rewards(self) -> PublicTotals:
        """The public sums of the rewards paid in the year."""
        return rewards.public_totals(self.period.year)


def _badges(*conditions: ColumnElement[bool]) -> Badges:
    rows = db.session.execute(
        select(Flag.kind, Enterprise.kind, func.count(Enterprise.id.distinct()))
        .join(Flag.enterprise)
        .where(Enterprise.status == EnterpriseStatus.OPERATING, *conditions)
        .group_by(Flag.kind, Enterprise.kind)
    )
    return {(flag, kind): count for flag, kind, count in rows}


def _moments(period: Period) -> tuple[datetime, datetime]:
    first = datetime.combine(period.first, time(), tzinfo=clock.CHINA)
    after = datetime.combine(period.last + timedelta(days=1), time(), tzinfo=clock.CHINA)
    return first, after
