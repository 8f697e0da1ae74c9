"""Small figures are kept back, and nothing that is shown tells them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.complaints.statistics.suppression import (
    Column,
    Figures,
    Key,
    Sum,
    kept_back,
    worked_out,
)


def column_of(cells: Sequence[int]) -> Figures:
    """Return one column of figures with its total."""
    rows = tuple(range(len(cells)))
    return Figures({**dict(enumerate(cells)), "total": sum(cells)}, [Column(rows, "total")])


@pytest.mark.parametrize(
    ("cells", "shown", "total"),
    [
        ([6, 0, 0], (6, 0, 0), 6),
        ([3, 20, 9], (None, 20, None), 32),
        ([3, 1, 20], (None, None, None), 24),
        ([3, 2, 20], (None, None, 20), 25),
        ([1, 2, 0], (None, None, 0), None),
        ([4, 0, 7], (None, 0, None), 11),
        ([0, 0, 0], (0, 0, 0), 0),
    ],
)
def test_cells_that_would_tell_a_small_one_are_kept_back_with_it(
    cells: list[int], shown: tuple[int | None, ...], total: int | None
) -> None:
    hidden = kept_back(column_of(cells), 5)
    said = [None if key in hidden else count for key, count in column_of(cells).values.items()]
    assert said == [*shown, total]


def test_two_columns_with_one_figure_in_common_do_not_tell_what_each_keeps_back() -> None:
    # 50 complaints and 3 reports were concluded; the 50 were mediated, which is another column.
    values: dict[Key, int] = {"complaints": 50, "reports": 3, "all": 53, "mediated": 50}
    sums: list[Sum] = [{"complaints": 1, "mediated": -1}]
    columns = [Column(("complaints", "reports"), "all")]
    assert kept_back(Figures(values, columns), 5) == {"complaints", "reports"}
    assert kept_back(Figures(values, columns, sums), 5) == {"reports", "all"}


def test_what_is_left_of_a_whole_is_kept_back_where_it_is_small() -> None:
    values: dict[Key, int] = {"settled": 48, "mediated": 50, "rest": 2, "s2": 30, "m2": 40}
    values |= {"rest2": 10, "all settled": 78, "all mediated": 90}
    columns = [Column(("settled", "s2"), "all settled"), Column(("mediated", "m2"), "all mediated")]
    sums: list[Sum] = [
        {"rest": 1, "settled": 1, "mediated": -1},
        {"rest2": 1, "s2": 1, "m2": -1},
    ]
    hidden = kept_back(Figures(values, columns, sums, {"rest", "rest2"}), 5)
    assert {"settled", "s2"} <= hidden
    assert "mediated" not in hidden


def test_sums_are_solved_together() -> None:
    # No sum has one unknown alone, but taken together they leave one value for a.
    sums: list[Sum] = [{"a": 1, "b": 1, "t": -1}, {"a": 1, "b": -1, "t": -1}]
    assert worked_out(sums, ["a", "b"]) == {"a", "b"}
    assert worked_out(sums[:1], ["a", "b"]) == set()
    assert worked_out([{"a": 1, "b": 1}, {"c": 1, "b": 1, "a": 1}], ["a", "b", "c"]) == {"c"}


def test_what_changed_by_few_since_it_was_shown_is_kept_back_with_what_would_tell_it() -> None:
    figures = replace(column_of([31, 40, 50]), earlier={0: 30, 1: 40, 2: 44, "total": 114})
    # 31 is one more than 30; beside the total it would follow from the others.
    assert {0, 2} <= kept_back(figures, 5)
    # Taken together one and nothing are still one: a larger change has to go with them.
    together = replace(column_of([31, 40, 50]), earlier={0: 30, 1: 40, 2: 44})
    assert {0, 1} != kept_back(together, 5)
    same = replace(column_of([30, 40, 50]), earlier={0: 30, 1: 40, 2: 50, "total": 120})
    assert kept_back(same, 5) == frozenset()


CELLS = st.lists(
    st.lists(st.integers(0, 30), min_size=2, max_size=4), min_size=2, max_size=4
).filter(lambda rows: len({len(row) for row in rows}) == 1)


def table_of(rows: list[list[int]]) -> Figures:
    """Return a table that adds up along both sides."""
    high, wide = range(len(rows)), range(len(rows[0]))
    values: dict[Key, int] = {(i, j): rows[i][j] for i, j in product(high, wide)}
    values |= {("down", j): sum(row[j] for row in rows) for j in wide}
    values |= {(i, "across"): sum(rows[i]) for i in high}
    columns = [Column(tuple((i, j) for i in high), ("down", j)) for j in wide]
    columns += [Column(tuple((i, j) for j in wide), (i, "across")) for i in high]
    return Figures(values, columns)


@settings(max_examples=60, deadline=None)
@given(CELLS, st.integers(1, 12))
def test_no_small_cell_of_a_table_can_be_worked_out(rows: list[list[int]], smallest: int) -> None:
    figures = table_of(rows)
    hidden = kept_back(figures, smallest)
    small = {key for key, count in figures.values.items() if 0 < count < smallest}
    assert small <= hidden
    assert all(figures.values[key] for key in hidden), "nothing is said"
    assert not small & worked_out(figures.all_sums, hidden)
    for column in figures.columns:
        together = sum(figures.values[key] for key in column.rows if key in hidden)
        assert column.total in hidden or together == 0 or together >= smallest
