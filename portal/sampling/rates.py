"""Public figures as tables: each share with what it is out of, its interval, and its drawing."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from flask_babel import gettext as _

from portal.kernel import clock
from portal.kernel.intervals import Rate, percent
from portal.places.profile import current_place
from portal.sampling import telling
from portal.sampling.queries.statistics import Tally
from portal.sampling.rules.batches import ChainStage, Result, TaskKind
from portal.sampling.words import STAGES

WIDTH, MARGIN = 240, 6
MINIMUM = "sampling.rate_minimum_n"
STEPS = (Fraction(1, 100), Fraction(1, 50), Fraction(1, 20), Fraction(1, 10), Fraction(1, 5))


@dataclass(frozen=True)
class Scale:
    """From where to where a drawing reaches, in shares."""

    low: Fraction
    high: Fraction

    def x(self, share: Fraction) -> float:
        """Return where a share stands on a drawing ``WIDTH`` wide."""
        part = (share - self.low) / (self.high - self.low)
        return round(float(MARGIN + part * (WIDTH - 2 * MARGIN)), 1)

    @property
    def ends(self) -> tuple[str, str]:
        """What stands at both ends."""
        return percent(self.low), percent(self.high)


@dataclass(frozen=True)
class Line:
    """One line of a table: what it is about, so many of so many."""

    key: str
    label: str
    rate: Rate

    @property
    def is_small(self) -> bool:
        """Whether there are too few batches to compare by."""
        fewest = current_place().parameters.whole(MINIMUM, clock.today())
        return fewest is not None and self.rate.denominator < fewest

    @property
    def share(self) -> str:
        """The share, cut and never rounded up."""
        exact = self.rate.exact
        return str(_("尚无数据")) if exact is None else percent(exact)

    @property
    def interval(self) -> str:
        """The 95 % interval, its ends rounded outwards."""
        found = self.rate.interval
        if found is None:
            return str(_("尚无数据"))
        return f"{percent(found.low)}–{percent(found.high, upwards=True)}"


@dataclass(frozen=True)
class RateTable:
    """Shares of one kind of sampling, by one thing. ``code`` names it in addresses."""

    code: str
    title: str
    head: str
    lines: Sequence[Line]
    asks: str = ""

    @cached_property
    def scale(self) -> Scale:
        """What every line of the table is drawn on, so that they can be compared."""
        return _scale_of(self.lines)


@dataclass(frozen=True)
class RateSection:
    """What is told of one kind of sampling: whether passes or findings are counted, and tables."""

    kind: TaskKind
    counts_passes: bool
    total: Line
    tables: Sequence[RateTable]


def _scale_of(lines: Iterable[Line]) -> Scale:
    ends = [line.rate.interval for line in lines if line.rate.interval and not line.is_small]
    if not ends:
        return Scale(Fraction(0), Fraction(1))
    low, high = min(one.low for one in ends), max(one.high for one in ends)
    step = next((one for one in STEPS if high - low <= one * 5), Fraction(1, 4))
    first, last = low // step * step, -(-high // step) * step
    return Scale(max(first, Fraction(0)), min(max(last, first + step), Fraction(1)))


@dataclass(frozen=True)
class By:
    """By what figures are told apart; ``name`` is the filter of the list of results too."""

    name: str
    label_of: Callable[[str], str]


BY = (
    By("category", telling.category_label),
    By("stage", lambda key: str(STAGES[ChainStage(key)])),
    By("region", telling.region_label),
)
YEAR = By("year", str)


def titles() -> dict[str, tuple[str, str]]:
    """Return what a table by each thing is called, and what its first column is."""
    return {
        "category": (_("按类别"), _("类别")),
        "stage": (_("按环节"), _("环节")),
        "region": (_("按区域"), _("区域")),
        "year": (_("按年份"), _("公示年份")),
    }


def told_result(kind: TaskKind) -> Result:
    """Return which result's share is told of a kind.

    Only evaluative sampling has a pass rate; every other kind is aimed at risks, and its share of
    problems found says nothing about the market (capabilities.md A1).
    """
    return Result.PASSED if kind is TaskKind.EVALUATION else Result.FAILED


def section(kind: TaskKind, tallies: Sequence[Tally]) -> RateSection | None:
    """Return what there is to tell of one kind; None where nothing of it is public."""
    told = told_result(kind)
    own = [tally for tally in tallies if tally.kind is kind]
    by_year = _lines(told, YEAR, own)
    if not by_year:
        return None
    total = _line("", _("合计"), _counted("", own)[""], told)
    tables = [_table(kind, by, own) for by in BY] if total.rate.denominator else []
    years = _titled(kind, YEAR.name, sorted(by_year, key=lambda line: line.key))
    return RateSection(kind, told is Result.PASSED, total, [*tables, years])


def _counted(by: str, tallies: Iterable[Tally]) -> dict[str, Counter[Result]]:
    found: dict[str, Counter[Result]] = defaultdict(Counter)
    for tally in tallies:
        if tally.by == by:
            found[tally.answer][tally.result] += tally.count
    return found


def _line(key: str, label: str, counts: Counter[Result], told: Result) -> Line:
    return Line(key, label, Rate(counts[told], counts.total()))


def _table(kind: TaskKind, by: By, tallies: Sequence[Tally]) -> RateTable:
    lines = _lines(told_result(kind), by, tallies)
    lines.sort(key=lambda line: (not line.key, -line.rate.denominator, line.key))
    return _titled(kind, by.name, lines)


def _lines(told: Result, by: By, tallies: Sequence[Tally]) -> list[Line]:
    found = _counted(by.name, tallies)
    return [_line(key, _label(by, key), counts, told) for key, counts in found.items()]


def _label(by: By, key: str) -> str:
    return (by.label_of(key) if key else "") or _("来源未写明")


def _titled(kind: TaskKind, name: str, lines: Sequence[Line]) -> RateTable:
    title, head = titles()[name]
    return RateTable(f"{kind.value}-by-{name}", title, head, lines, asks=name)
