"""The page of figures: by month, by track, by category; each rate with what it is out of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from babel.dates import get_month_names
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.complaints import policy
from portal.complaints.rules import Track
from portal.complaints.statistics.counting import MEASURES
from portal.complaints.statistics.cutting import (
    BY_CATEGORY,
    BY_MONTH,
    BY_TRACK,
    MONTHS,
    TOTAL,
)
from portal.complaints.statistics.sheets import cuts_of, find_sheet
from portal.complaints.words import label
from portal.kernel import clock
from portal.kernel.intervals import Rate, percent
from portal.places.profile import current_place
from portal.web.locale import language

LAG, SMALL_CELL = "complaints.statistics_lag_days", "privacy.small_cell"
# A rate: what is counted, and out of what.
RATES = (("on_time", "judged"), ("settled", "mediated"), ("satisfied", "rated"))
RATE_NAMES = {
    "on_time": lazy_gettext("按时"),
    "settled": lazy_gettext("调解成功"),
    "satisfied": lazy_gettext("满意"),
}


@dataclass(frozen=True)
class Share:
    """So many of so many; both None where one of them is kept back."""

    name: str
    numerator: int | None
    denominator: int | None

    @property
    def is_shown(self) -> bool:
        """Whether both figures may be shown."""
        return self.numerator is not None and self.denominator is not None

    @cached_property
    def rate(self) -> Rate | None:
        """The rate; None where a figure is kept back or there is nothing to count."""
        if self.numerator is None or not self.denominator:
            return None
        return Rate(self.numerator, self.denominator)

    @property
    def interval(self) -> tuple[str, str] | None:
        """The ends of the 95 % interval (Wilson)."""
        if self.rate is None or self.rate.interval is None:
            return None
        found = self.rate.interval
        return percent(found.low), percent(found.high, upwards=True)

    @property
    def percent(self) -> str | None:
        """The share, cut and never rounded up."""
        exact = self.rate.exact if self.rate else None
        return None if exact is None else percent(exact)


@dataclass(frozen=True)
class Line:
    """One row: its name and its counts, kept back where they are small."""

    key: str
    label: str
    counts: dict[str, int | None]

    @property
    def shares(self) -> list[Share]:
        """The rates of this row."""
        return [Share(name, self.counts[name], self.counts[whole]) for name, whole in RATES]


@dataclass(frozen=True)
class Table:
    """One way of cutting the year."""

    code: str
    title: str
    head: str
    lines: Sequence[Line]
    total: Line

    @property
    def told(self) -> Sequence[Line]:
        """The rows with something to tell; those where nothing came are named in one sentence."""
        return [line for line in self.lines if line.counts["received"] != 0]

    @property
    def empty(self) -> Sequence[str]:
        """The names of the rows where nothing came."""
        return [line.label for line in self.lines if line.counts["received"] == 0]

    @property
    def longest(self) -> int:
        """The largest count of received cases that is shown, for the length of the bars."""
        return max((line.counts["received"] or 0 for line in self.lines), default=0)


class Report:
    """The public figures of one year."""

    def __init__(self, year: int) -> None:
        self.year = year
        self._sheet = find_sheet(year)
        self._cuts = cuts_of(self._sheet)

    @property
    def until_on(self) -> date | None:
        """The day whose end the figures tell of; None where none were given out yet."""
        return self._sheet.until_on if self._sheet else None

    @property
    def given_out_at(self) -> datetime | None:
        """When they were given out."""
        return self._sheet.made_at if self._sheet else None

    @property
    def lag_days(self) -> int:
        """How many days after a month its figures are given out."""
        return policy.statistics_lag_days()

    @property
    def is_lag_set(self) -> bool:
        """Whether the place has decided it."""
        return current_place().parameters.value(LAG, clock.today()) is not None

    @property
    def smallest(self) -> int:
        """The smallest count shown."""
        return int(self._sheet.content["smallest"]) if self._sheet else policy.small_cell()

    @property
    def _months(self) -> range:
        # A month that was not given out had neither many cases nor none.
        whole = self.until_on is not None and self.until_on.year > self.year
        return MONTHS if whole or self.until_on is None else range(1, self.until_on.month + 1)

    @property
    def is_smallest_set(self) -> bool:
        """Whether the place has decided the smallest count shown."""
        return current_place().parameters.value(SMALL_CELL, clock.today()) is not None

    def _table(self, code: str, title: str, head: str, labels: Mapping[str, str]) -> Table:
        lines = [
            Line(row, labels.get(row, row), self._cuts.counts(code, row))
            for row in self._cuts.tables[code]
            if row in labels or code != BY_MONTH
        ]
        total = Line(TOTAL, _("合计"), self._cuts.counts(code, TOTAL))
        return Table(code, title, head, lines, total)

    @cached_property
    def tables(self) -> list[Table]:
        """By month, by track, by category."""
        months = {str(month): _name_of(month) for month in self._months}
        tracks = {track.value: label(track) for track in Track}
        kinds = {one.code: one.label.in_(language()) for one in policy.categories()}
        return [
            self._table(BY_MONTH, _("按月份"), _("月份"), months),
            self._table(BY_TRACK, _("按类型"), _("类型"), tracks),
            self._table(BY_CATEGORY, _("按问题"), _("问题"), kinds),
        ]

    def find_table(self, code: str) -> Table | None:
        """Return one of the tables."""
        return next((table for table in self.tables if table.code == code), None)


ENDS = tuple(f"{name}_{end}" for name, _whole in RATES for end in ("low", "high"))
HEADER = ("key", "label", *MEASURES, *ENDS, "as_of")


def rows_of(table: Table, until_on: date | None) -> list[list[object]]:
    """Return a table's rows as they are downloaded; what is kept back is empty.

    Each says as of the end of which day.
    """
    as_of = until_on.isoformat() if until_on else None
    found: list[list[object]] = []
    for line in [*table.lines, table.total]:
        ends = [end for share in line.shares for end in (share.interval or (None, None))]
        counts = (line.counts[name] for name in MEASURES)
        found.append([line.key, line.label, *counts, *ends, as_of])
    return found


def document_of(report: Report) -> dict[str, Any]:
    """Return the figures for programmes; null is a figure kept back."""
    until_on = report.until_on
    return {
        "year": report.year,
        "as_of": until_on.isoformat() if until_on else None,
        "given_out_at": report.given_out_at.isoformat() if report.given_out_at else None,
        "smallest_cell_shown": report.smallest,
        "is_smallest_cell_set": report.is_smallest_set,
        "interval": "Wilson, 95 %",
        "tables": {
            table.code: [
                dict(zip(HEADER, row, strict=True)) for row in rows_of(table, report.until_on)
            ]
            for table in report.tables
        },
    }


def _name_of(month: int) -> str:
    if language() == "en":
        return str(get_month_names(locale="en")[month])
    return str(_("%(month)s 月", month=month))
