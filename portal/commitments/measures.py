"""What can be measured from the portal's own records: a figure, or why there is none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from portal.commitments.derivation_shape import FigureRow
from portal.commitments.ledger import Badges, Ledger, SampleTally
from portal.commitments.rules import Missing, Scale, Working
from portal.complaints import policy
from portal.enterprises.rules import EnterpriseKind
from portal.places.profile import current_place
from portal.places.rules import Population
from portal.ratings import queries as ratings
from portal.sampling.rules.batches import LISTED, REFERENCE_ONLY, BatchStage, Result, TaskKind
from portal.sampling.rules.disposals import DisposalStage

BASE_YEAR = "indicators.population_base_year"
COUNTED_IN_SHARES = "sampling.pass_rate_types"
SAMPLED = frozenset({"kinds", "domains", "stages", "essential"})


@dataclass(frozen=True)
class Counted:
    """What a measure found: parts of a whole, or why there is nothing to tell."""

    numerator: int | None = None
    denominator: int | None = None
    missing: Missing | None = None


NOTHING = Counted(missing=Missing.NO_RECORDS)
Count = Callable[[FigureRow, Ledger], Counted]


@dataclass(frozen=True)
class Measure:
    """One way to count: what its figure is, what it may be narrowed by, what it needs."""

    code: str
    scale: Scale
    count: Count
    takes: frozenset[str]
    needs: frozenset[str]

    def work_out(self, figure: FigureRow, ledger: Ledger) -> Working:
        """Return the figure with everything it is made of."""
        found = self.count(figure, ledger)
        return Working(self.code, self.scale, found.numerator, found.denominator, found.missing)


MEASURES: dict[str, Measure] = {}


def _measure(
    code: str, scale: Scale, *, takes: Iterable[str] = (), needs: Iterable[str] = ()
) -> Callable[[Count], Count]:
    def register(count: Count) -> Count:
        MEASURES[code] = Measure(code, scale, count, frozenset(takes), frozenset(needs))
        return count

    return register


def population_of(ledger: Ledger) -> Population | None:
    """Return the residents that rates of this year are reckoned by.

    The year that indicators.population_base_year names; where it is not set, the newest figure
    not later than the year itself. None where that year's figure is not set either.
    """
    place, period = current_place(), ledger.period
    base = place.parameters.whole(BASE_YEAR, period.until)
    found = place.population.of(base) if base else place.population.latest(period.year)
    return found if found and found.residents else None


def _narrowed(figure: FigureRow, ledger: Ledger) -> list[SampleTally]:
    # Quick tests and walk-in tests are for reference: they count only where they are named (A1).
    return [
        tally
        for tally in ledger.samples
        if (tally.kind in figure.kinds if figure.kinds else tally.kind not in REFERENCE_ONLY)
        and (not figure.domains or tally.domain in figure.domains)
        and (not figure.stages or tally.stage in figure.stages)
        and (tally.is_essential or not figure.essential)
    ]


def _total(tallies: Iterable[SampleTally]) -> int:
    return sum(tally.count for tally in tallies)


def _finished(figure: FigureRow, ledger: Ledger) -> int:
    # What is withdrawn or still waits for its check is no finished batch. What is lawfully held
    # back is one: risk monitoring shows as volume only (capabilities.md A1).
    done = LISTED | {BatchStage.HELD}
    return _total(tally for tally in _narrowed(figure, ledger) if tally.standing in done)


@_measure("samples", Scale.COUNT, takes=SAMPLED)
def count_samples(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count the finished batches of the year."""
    count = _finished(figure, ledger)
    return Counted(count) if count else NOTHING


@_measure("samples-per-thousand", Scale.PER_THOUSAND, takes=SAMPLED, needs={"kinds"})
def rate_samples(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count the finished batches of the year for every thousand residents."""
    count, population = _finished(figure, ledger), population_of(ledger)
    if not count:
        return NOTHING
    if population is None:
        return Counted(count, missing=Missing.NO_POPULATION)
    return Counted(count, population.residents)


@_measure("monitored-per-thousand", Scale.PER_THOUSAND)
def rate_monitored(_figure: FigureRow, ledger: Ledger) -> Counted:
    """Count the samples of risk monitoring for every thousand residents: 件, not 批次 (G5)."""
    monitored = FigureRow(measure="monitored-per-thousand", kinds=(TaskKind.RISK_MONITORING,))
    return rate_samples(monitored, ledger)


@_measure("passed", Scale.SHARE, takes=SAMPLED - {"kinds"})
def share_passed(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count what passed of the evaluative samples; no other kind enters a pass rate (A1)."""
    day = ledger.period.until
    counting = {item.code for item in current_place().parameters.items(COUNTED_IN_SHARES, day)}
    judged = [
        tally
        for tally in _narrowed(figure, ledger)
        if tally.kind.value in counting
        and tally.standing in LISTED
        and tally.result in {Result.PASSED, Result.FAILED}
    ]
    passed = _total(tally for tally in judged if tally.result is Result.PASSED)
    return Counted(passed, _total(judged)) if judged else NOTHING


@_measure("disclosed", Scale.SHARE, takes=SAMPLED)
def share_disclosed(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count what is published of all that may be: what is lawfully held is not due (A3)."""
    due = [
        tally
        for tally in _narrowed(figure, ledger)
        if tally.standing in LISTED | {BatchStage.WAITING}
    ]
    shown = _total(tally for tally in due if tally.standing in LISTED)
    return Counted(shown, _total(due)) if due else NOTHING


def _disposals(figure: FigureRow, ledger: Ledger, reached: frozenset[DisposalStage]) -> Counted:
    # A batch whose retest overturned the result no longer counts as failed anywhere (A6).
    failed = [
        tally
        for tally in ledger.disposals
        if (not figure.domains or tally.domain in figure.domains)
        and tally.stage is not DisposalStage.OVERTURNED
    ]
    if not failed:
        return NOTHING
    done = sum(tally.count for tally in failed if tally.stage in reached)
    return Counted(done, sum(tally.count for tally in failed))


@_measure("disposals-started", Scale.SHARE, takes={"domains"})
def share_started(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count the failed batches about which anything was begun (A5)."""
    return _disposals(figure, ledger, frozenset(DisposalStage) - {DisposalStage.WAITING})


@_measure("disposals-closed", Scale.SHARE, takes={"domains"})
def share_closed(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count the failed batches whose disposal is finished (A5)."""
    return _disposals(figure, ledger, frozenset({DisposalStage.CLOSED}))


def _may_be_told(total: int, cells: Sequence[int | None]) -> bool:
    # C6: a sum must not give away a track that is kept back: neither the one that is missing
    # from it, nor a few people in several.
    smallest, hidden = policy.small_cell(), cells.count(None)
    rest = total - sum(count or 0 for count in cells)
    return total >= smallest and (not hidden or (hidden > 1 and rest >= smallest))


@_measure("cases", Scale.COUNT)
def count_cases(_figure: FigureRow, ledger: Ledger) -> Counted:
    """Count what was received; a figure with too few people behind it is kept back (C6)."""
    if not ledger.received:
        return NOTHING
    if not _may_be_told(ledger.received, [track.received for track in ledger.cases]):
        return Counted(missing=Missing.TOO_FEW)
    return Counted(ledger.received)


@_measure("decided-on-time", Scale.SHARE)
def share_on_time(_figure: FigureRow, ledger: Ledger) -> Counted:
    """Count the cases decided within their time limit, of all whose limit has come."""
    in_time, due = ledger.on_time
    if not due:
        return NOTHING
    parts = _may_be_told(in_time, [track.on_time for track in ledger.cases])
    whole = _may_be_told(due, [track.decided for track in ledger.cases])
    return Counted(in_time, due) if parts and whole else Counted(missing=Missing.TOO_FEW)


@_measure("rewards-paid", Scale.COUNT)
def count_rewards(_figure: FigureRow, ledger: Ledger) -> Counted:
    """Count the rewards paid; too few of them are kept back."""
    paid = ledger.rewards.paid_count
    if paid is None:
        return Counted(missing=Missing.TOO_FEW)
    return Counted(paid) if paid else NOTHING


@_measure("graded-at-least", Scale.SHARE, needs={"scheme", "level", "enterprises"})
def share_graded(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count who has this grade or a better one, of all that have a grade in force."""
    found = ratings.share_at_least(
        figure.scheme or "", figure.level or "", kinds=figure.enterprises, on=ledger.period.until
    )
    return Counted(found.reached, found.graded) if found.graded else NOTHING


@_measure("graded", Scale.SHARE, needs={"scheme", "enterprises"})
def share_with_a_grade(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count who has a grade in force, of all that are open for business."""
    if ledger.period.is_over:
        return Counted(missing=Missing.NO_HISTORY)
    levels = ratings.count_levels(
        figure.scheme or "", kinds=figure.enterprises, on=ledger.period.until
    )
    operating = sum(ledger.operating.get(kind, 0) for kind in figure.enterprises)
    return Counted(sum(levels.values()), operating) if levels else NOTHING


@_measure("at-level", Scale.COUNT, needs={"scheme", "level", "enterprises"})
def count_at_level(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count who has exactly this grade. Without any grade on record nothing is 0 (G6)."""
    levels = ratings.count_levels(
        figure.scheme or "", kinds=figure.enterprises, on=ledger.period.until
    )
    return Counted(levels.get(figure.level or "", 0)) if levels else NOTHING


def _badges(figure: FigureRow, badges: Badges) -> int:
    kinds = figure.enterprises or tuple(EnterpriseKind)
    return sum(badges.get((figure.flag, kind), 0) for kind in kinds) if figure.flag else 0


@_measure("badges", Scale.COUNT, takes={"enterprises"}, needs={"flag"})
def count_badges(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count who carries a badge on the last day counted."""
    has_records = _badges(figure, ledger.known_badges)
    return Counted(_badges(figure, ledger.badges)) if has_records else NOTHING


@_measure("new-badges", Scale.COUNT, takes={"enterprises"}, needs={"flag"})
def count_new_badges(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count who was given a badge in the year (I2)."""
    has_records = _badges(figure, ledger.known_badges)
    return Counted(_badges(figure, ledger.new_badges)) if has_records else NOTHING


@_measure("with-badge", Scale.SHARE, needs={"flag", "enterprises"})
def share_with_badge(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count who carries a badge, of all that are open for business."""
    if ledger.period.is_over:
        return Counted(missing=Missing.NO_HISTORY)
    operating = sum(ledger.operating.get(kind, 0) for kind in figure.enterprises)
    if not operating or not _badges(figure, ledger.known_badges):
        return NOTHING
    return Counted(_badges(figure, ledger.badges), operating)


@_measure("articles", Scale.COUNT, takes={"column"})
def count_articles(figure: FigureRow, ledger: Ledger) -> Counted:
    """Count what was published in the year, in one column where named."""
    if not ledger.has_articles:
        return NOTHING
    chosen = (count for column, count in ledger.articles.items() if figure.column in (None, column))
    return Counted(sum(chosen))
