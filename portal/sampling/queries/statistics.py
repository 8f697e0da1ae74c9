"""What the public figures count, told apart by kind (A1)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, func, select

from portal.kernel import clock
from portal.kernel.db import db
from portal.sampling.models import Disposal, SampleBatch
from portal.sampling.postings import counting
from portal.sampling.postings.values import divisions_of
from portal.sampling.queries.due import due_before
from portal.sampling.queries.figures import Figure
from portal.sampling.rules.batches import LISTED, BatchStage, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage
from portal.sampling.rules.questions import ResultFilter

JUDGED = (Result.PASSED, Result.FAILED)
UNLISTED = tuple(stage for stage in BatchStage if stage not in LISTED)
# What figures are told apart by, as the filters of the list of results have it.
FACETS = {"category": "categories", "stage": "stages", "region": "regions", "year": "years"}


@dataclass(frozen=True)
class Tally:
    """How many judged batches of one kind and result give one answer.

    ``by`` names what they are told apart by: a name in FACETS, or nothing where all are counted;
    ``answer`` is empty where the source tells none.
    """

    kind: TaskKind
    result: Result
    by: str
    answer: str
    count: int


def list_tallies(kinds: Iterable[TaskKind], year: int | None = None) -> Sequence[Tally]:
    """Count public passed and failed batches of these kinds, of the year they became public.

    By year all years are counted, whichever is asked for. The index of the search counts them: so
    each figure is the number of results that its link leads to, and no row is read.
    """
    return [
        tally for kind in kinds for result in JUDGED for tally in _tallies_of(kind, result, year)
    ]


def _tallies_of(kind: TaskKind, result: Result, year: int | None) -> Iterator[Tally]:
    every = ResultFilter(kinds=(kind,), results=(result,))
    wanted = _of_year(every, year)
    total = counting.count(wanted)
    counted = counting.facet_counts(wanted, FACETS.values())
    for by, name in FACETS.items():
        answers = dict(counted[name])
        if by == "region":
            answers = _innermost(answers)
        silent = 0 if by == "year" else total - sum(answers.values())
        for answer, count in [*answers.items(), ("", silent)]:
            if count:
                yield Tally(kind, result, by, str(answer), count)
    yield Tally(kind, result, "", "", total)


def _innermost(counts: Mapping[str, int]) -> dict[str, int]:
    """Return how many name each division itself, of how many lie within it."""
    named = Counter(counts)
    for code, count in counts.items():
        *around, _itself = divisions_of(code)
        if around:
            named[around[-1]] -= count
    return +named


def _of_year(wanted: ResultFilter, year: int | None) -> ResultFilter:
    return wanted if year is None else replace(wanted, years=(year,))


def list_years() -> Sequence[int]:
    """Return the years in which a passed or failed batch became public, newest first."""
    return sorted(counting.facet_counts(ResultFilter(results=JUDGED), ["years"])["years"])[::-1]


def count_volume(year: int | None = None) -> Mapping[TaskKind, int]:
    """Count finished batches of every kind, held ones too: by the year shown, else sampled (A1)."""
    held: list[ColumnElement[bool]] = [SampleBatch.batch_stage == BatchStage.HELD]
    if year is not None:
        sampled = func.coalesce(SampleBatch.sampled_on, SampleBatch.reported_on)
        held.append(sampled.between(date(year, 1, 1), date(year, 12, 31)))
    of_held = select(SampleBatch.kind, func.count()).where(*held).group_by(SampleBatch.kind)
    shown = counting.facet_counts(_of_year(ResultFilter(), year), ["kinds"])["kinds"]
    return Counter(shown) + Counter(dict(db.session.execute(of_held).all()))


def count_failed_items(year: int | None = None) -> Mapping[str, int]:
    """Count public failures by item, as ``item_shown`` writes it; a batch counts once for each."""
    wanted = _of_year(ResultFilter(results=(Result.FAILED,)), year)
    return counting.facet_counts(wanted, ["items"])["items"]


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
    counted = (
        select(
            func.count().filter(~cleared),
            func.count().filter(~cleared, Disposal.started_on.is_not(None)),
            func.count().filter(Disposal.stage == DisposalStage.CLOSED),
            func.count().filter(due_before(clock.today())),
            func.count().filter(cleared),
        )
        .select_from(Disposal)
        .where(_is_public(year))
    )
    total, started, closed, overdue, overturned = db.session.execute(counted).one()
    return DisposalCount(Figure(started, total), Figure(closed, total), overdue, overturned)


def _is_public(year: int | None) -> ColumnElement[bool]:
    # Of the batches numbers and days are read, which stand in indexes; joined, each of the wide
    # rows would be fetched for them.
    ids = select(SampleBatch.id)
    if year is None:
        return Disposal.batch_id.not_in(ids.where(SampleBatch.batch_stage.in_(UNLISTED)))
    days = SampleBatch.shown_on.between(date(year, 1, 1), date(year, 12, 31))
    return Disposal.batch_id.in_(ids.where(SampleBatch.is_listed.is_(True), days))
