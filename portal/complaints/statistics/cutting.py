"""One year cut in three ways, and which of its figures are shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.complaints import policy
from portal.complaints.rules import Track
from portal.complaints.statistics.counting import MEASURES, Counted
from portal.complaints.statistics.suppression import Column, Figures, Key, Sum, kept_back

TOTAL = "total"
BY_MONTH, BY_TRACK, BY_CATEGORY = "by-month", "by-track", "by-category"
MONTHS = range(1, 13)
# Who did not agree, and who was not content, follow from those who did and were.
REST = (("settled", "mediated"), ("satisfied", "rated"))


@dataclass(frozen=True)
class Cuts:
    """The rows of each table, by their codes, and the figures that may not be shown."""

    tables: Mapping[str, Mapping[str, Counted]]
    total: Counted
    hidden: frozenset[Key]

    def counts(self, table: str, row: str) -> dict[str, int | None]:
        """Return one row's figures; None where one is kept back."""
        counted = self.total if row == TOTAL else self.tables[table][row]
        return {
            name: None if key_of(table, row, name) in self.hidden else getattr(counted, name)
            for name in MEASURES
        }


def key_of(table: str, row: str, name: str) -> Key:
    """Return what a figure is called among all; the total is one and the same in every table."""
    return (TOTAL, TOTAL, name) if row == TOTAL else (table, row, name)


def cut(counted: Sequence[Counted]) -> Cuts:
    """Cut a year's cases by month, by track and by category."""
    codes = [one.code for one in policy.categories()]
    codes += sorted({one.category for one in counted} - set(codes))
    tables = {
        BY_MONTH: _rows(counted, map(str, MONTHS), lambda one: str(one.month)),
        BY_TRACK: _rows(counted, [track.value for track in Track], lambda one: one.track.value),
        BY_CATEGORY: _rows(counted, codes, lambda one: one.category),
    }
    total = Counted.of(counted)
    return Cuts(tables, total, kept_back(_figures(tables, total), policy.small_cell()))


def _rows(
    counted: Sequence[Counted], codes: Iterable[str], of: Callable[[Counted], Any]
) -> dict[str, Counted]:
    sorted_out: dict[str, list[Counted]] = {code: [] for code in codes}
    for one in counted:
        sorted_out[of(one)].append(one)
    return {code: Counted.of(ones) for code, ones in sorted_out.items()}


def _figures(tables: Mapping[str, Mapping[str, Counted]], total: Counted) -> Figures:
    values = {key_of(TOTAL, TOTAL, name): getattr(total, name) for name in MEASURES}
    columns, sums, unsaid = [], [_same_complaints()], set()
    for table, rows in tables.items():
        for row, counted in rows.items():
            values |= {key_of(table, row, name): getattr(counted, name) for name in MEASURES}
        columns += [
            Column(tuple(key_of(table, row, name) for row in rows), key_of(TOTAL, TOTAL, name))
            for name in MEASURES
        ]
        # Of the whole year, and of a whole track, how many did not agree is what the page is for.
        for row, counted in rows.items() if table != BY_TRACK else ():
            for part, whole in REST:
                rest = (table, row, f"not {part}")
                values[rest] = getattr(counted, whole) - getattr(counted, part)
                sums.append({rest: 1, (table, row, part): 1, (table, row, whole): -1})
                unsaid.add(rest)
    return Figures(values, columns, sums, unsaid)


def _same_complaints() -> Sum:
    # Every complaint that was concluded was mediated: the same figure in two columns.
    complaint = Track.COMPLAINT.value
    return {(BY_TRACK, complaint, "mediated"): 1, (BY_TRACK, complaint, "concluded"): -1}
