"""The page of public figures: everything it shows, and each table to take away."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.kernel import clock
from portal.sampling import rates
from portal.sampling.cards import Card, find_card
from portal.sampling.queries import statistics
from portal.sampling.queries.disclosure import Disclosure, disclosure
from portal.sampling.queries.statistics import DisposalCount
from portal.sampling.rates import RateSection
from portal.sampling.rules.batches import TaskKind
from portal.sampling.words import KINDS
from portal.web.filters import share
from portal.web.locale import language
from portal.web.questions import PASSED_ON, Unknown

MOST_ITEMS = 20
LONGEST = 100
# Kinds whose single results are judged. The others are volume, or for reference only (A1).
RATED = (TaskKind.EVALUATION, TaskKind.SUPERVISION, TaskKind.QUANTITATIVE)
Rows = Iterator[list[object]]
Table = tuple[list[str], Rows]


@dataclass(frozen=True)
class YearAsked:
    """The year in an address, or what is wrong with it."""

    year: int | None = None
    unknown: Unknown | None = None


def read_year(sent: "MultiDict[str, str]") -> YearAsked:
    """Read which year is asked; one without results is told by ``unknown``."""
    known = {"year", *PASSED_ON}
    odd = next((name for name in sent if name not in known and name[:4] != "utm_"), None)
    if odd is not None:
        filters = (("year", str(_("公示年份"))),)
        return YearAsked(unknown=Unknown("", _("筛选条件"), odd[:LONGEST], filters))
    text = sent.get("year", "").strip()
    if not text:
        return YearAsked()
    years = [str(year) for year in statistics.list_years()]
    if text in years:
        return YearAsked(int(text))
    allowed = tuple((year, year) for year in years)
    return YearAsked(unknown=Unknown("year", _("公示年份"), text[:LONGEST], allowed))


@dataclass(frozen=True)
class ItemLine:
    """One thing that results failed for, and in how many batches."""

    name: str
    hazard: str
    count: int
    width: float


class Figures:
    """The figures of one year, or of all; each part is counted when it is first shown."""

    def __init__(self, year: int | None) -> None:
        self.year = year

    @cached_property
    def years(self) -> Sequence[int]:
        """The years with results, newest first."""
        return statistics.list_years()

    @cached_property
    def sections(self) -> Sequence[RateSection]:
        """What is told of each kind of sampling whose results are judged."""
        tallies = statistics.list_tallies(RATED, self.year)
        found = (rates.section(kind, tallies) for kind in RATED)
        return [one for one in found if one is not None]

    @cached_property
    def volume(self) -> Mapping[TaskKind, int]:
        """How many batches of each kind are finished, most first."""
        counted = statistics.count_volume(self.year)
        return dict(sorted(counted.items(), key=lambda one: -one[1]))

    @cached_property
    def items(self) -> Sequence[ItemLine]:
        """What results failed for, most often first; names of one thing are counted together."""
        counts = statistics.count_failed_items(self.year)
        most = max(counts.values(), default=1)
        found = Counter(counts).most_common(MOST_ITEMS)
        return [_item_line(name, find_card(name), count, most) for name, count in found]

    @cached_property
    def disclosure(self) -> Disclosure:
        """How much of what was sampled in the year, else in this year, is public, and how late."""
        return disclosure(self.year or clock.today().year)

    @cached_property
    def disposals(self) -> DisposalCount:
        """What became of the failures."""
        return statistics.count_disposals(self.year)


def _item_line(key: str, card: Card | None, count: int, most: int) -> ItemLine:
    name = card.name.in_(language()) if card else key
    hazard = card.hazard.name.in_(language()) if card else ""
    return ItemLine(name, hazard, count, round(rates.WIDTH * count / most, 1))


def find_table(code: str, year: int | None) -> Table | None:
    """Return header and rows of one table to take away; None where there is no such table."""
    figures = Figures(year)
    rows: Rows
    if code == "failing-items":
        rows = ([one.name, one.hazard, one.count] for one in figures.items)
        return [_("不合格项目"), _("危害类别"), _("批次数")], rows
    if code == "volume":
        rows = ([str(KINDS[kind]), count] for kind, count in figures.volume.items())
        return [_("任务类型"), _("批次数")], rows
    if code == "disposals":
        return [_("项目"), _("分子"), _("分母"), _("比例")], _disposal_rows(figures.disposals)
    return _rates_table(code, figures)


def _disposal_rows(counted: DisposalCount) -> Rows:
    for label, figure in ((_("启动率"), counted.started), (_("办结率"), counted.closed)):
        told = share(figure.numerator, figure.denominator)
        yield [label, figure.numerator, figure.denominator, told]
    yield [_("现在超期"), counted.overdue, None, None]
    yield [_("改判合格"), counted.overturned, None, None]


def _rates_table(code: str, figures: Figures) -> Table | None:
    for section in figures.sections:
        for table in section.tables:
            if table.code == code:
                return [table.head, *_heads(section)], _rate_rows(table)
    return None


def _heads(section: RateSection) -> list[str]:
    worth = [_("%(level)s 置信区间", level="95%"), _("样本太少")]
    if section.counts_passes:
        return [_("合格批次"), _("检验批次"), _("合格率"), *worth]
    return [_("发现问题批次"), _("检验批次"), _("问题发现率"), *worth]


def _rate_rows(table: rates.RateTable) -> Rows:
    for line in table.lines:
        rate = line.rate
        small = _("是") if line.is_small else None
        yield [line.label, rate.numerator, rate.denominator, line.share, line.interval, small]
