"""Small cells are kept back, and nothing that is shown tells them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.complaints.statistics.suppression import protect


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
    found = protect(cells, 5)
    assert (found.cells, found.total) == (shown, total)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.integers(1, 12))
def test_no_small_cell_can_be_worked_out(cells: list[int], smallest: int) -> None:
    found = protect(cells, smallest)
    hidden = [count for count, shown in zip(cells, found.cells, strict=True) if shown is None]
    assert all(shown in (None, count) for count, shown in zip(cells, found.cells, strict=True))
    assert all(shown is None or shown == 0 or shown >= smallest for shown in found.cells)
    if found.total is None:
        assert 0 < sum(cells) < smallest
    elif hidden:
        assert len(hidden) >= 2
        assert sum(hidden) >= smallest
