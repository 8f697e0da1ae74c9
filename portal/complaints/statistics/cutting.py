"""One year cut in three ways, and which of its figures are shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.complaints import policy
from portal.complaints.rules import Track
from portal.complaints.statistics.counting import MEASURES, Counted
from portal.complaints.statistics.suppression import Column, Figures, Sum, kept_back

TOTAL = "total"
BY_MONTH, BY_TRACK, BY_CATEGORY = "by-month", "by-track", "by-category"
MONTHS = range(1, 13)
# Who did not agree, and who was not content, follow from those who did and were.
NOT = "not "
REST = (("settled", "mediated"), ("satisfied", "rated"))


# Table, row, count.
Named = tuple[str, str, str]


@dataclass(frozen=True)
class Cuts:
    """The rows of each table, by their codes, and the figures that may not be shown."""

    tables: Mapping[str, Mapping[str, Counted]]
    total: Counted
    hidden: frozenset[Named]

    def counts(self, table: str, row: str) -> dict[str, int | None]:
        """Return one row's figures; None where one is kept back."""
        counted = self.total if row == TOTAL else self.tables[table][row]
        return {
            name: None if key_of(table, row, name) in self.hidden else getattr(counted, name)
            for name in MEASURES
        }

    def shown(self) -> dict[Named, int]:
        """Return every figure that is shown, and those that follow from two that are."""
        values, _sums = _values(self.tables, self.total)
        return {key: count for key, count in values.items() if not self._parts(key) & self.hidden}

    @staticmethod
    def _parts(key: Named) -> set[Named]:
        table, row, name = key
        if not name.startswith(NOT):
            return {key}
        part = name.removeprefix(NOT)
        return {(table, row, part), (table, row, dict(REST)[part])}


def key_of(table: str, row: str, name: str) -> Named:
    """Return what a figure is called among all; the total is one and the same in every table."""
    return (TOTAL, TOTAL, name) if row == TOTAL else (table, row, name)


def cut(counted: Sequence[Counted], earlier: Mapping[Named, int] | None = None) -> Cuts:
    """Cut a year's cases by month, by track and by category, and keep back what tells too much.

    ``earlier`` are the values that were last shown of figures given out before.
    """
    tables, total = tables_of(counted)
    values, sums = _values(tables, total)
    columns = [
        Column(tuple(key_of(table, row, name) for row in rows), key_of(TOTAL, TOTAL, name))
        for table, rows in tables.items()
        for name in MEASURES
    ]
    unsaid = {key for key in values if key[2].startswith(NOT)}
    figures = Figures(values, columns, [_same_complaints(), *sums], unsaid, earlier or {})
    hidden = kept_back(figures, policy.small_cell())
    return Cuts(tables, total, frozenset(key for key in values if key in hidden))


def tables_of(counted: Sequence[Counted]) -> tuple[dict[str, dict[str, Counted]], Counted]:
    """Return the rows of each table, and their total."""
    codes = [one.code for one in policy.categories()]
    codes += sorted({one.category for one in counted} - set(codes))
    tables = {
        BY_MONTH: _rows(counted, map(str, MONTHS), lambda one: str(one.month)),
        BY_TRACK: _rows(counted, [track.value for track in Track], lambda one: one.track.value),
        BY_CATEGORY: _rows(counted, codes, lambda one: one.category),
    }
    return tables, Counted.of(counted)


def _rows(
    counted: Sequence[Counted], codes: Iterable[str], of: Callable[[Counted], Any]
) -> dict[str, Counted]:
    sorted_out: dict[str, list[Counted]] = {code: [] for code in codes}
    for one in counted:
        sorted_out[of(one)].append(one)
    return {code: Counted.of(ones) for code, ones in sorted_out.items()}


def _values(
    tables: Mapping[str, Mapping[str, Counted]], total: Counted
) -> tuple[dict[Named, int], list[Sum]]:
    values = {key_of(TOTAL, TOTAL, name): getattr(total, name) for name in MEASURES}
    sums: list[Sum] = []
    for table, rows in tables.items():
        for row, counted in rows.items():
            values |= {key_of(table, row, name): getattr(counted, name) for name in MEASURES}
        # Of the whole year, and of a whole track, how many did not agree is what the page is for.
        for row, counted in rows.items() if table != BY_TRACK else ():
            for part, whole in REST:
                rest = (table, row, f"{NOT}{part}")
                values[rest] = getattr(counted, whole) - getattr(counted, part)
                sums.append({rest: 1, (table, row, part): 1, (table, row, whole): -1})
    return values, sums


def _same_complaints() -> Sum:
    # Every complaint that was concluded was mediated: the same figure in two columns.
    complaint = Track.COMPLAINT.value
    return {(BY_TRACK, complaint, "mediated"): 1, (BY_TRACK, complaint, "concluded"): -1}
