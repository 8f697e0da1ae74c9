"""Rows of a source as they were read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.rules.blocks import cell_address, packed, unpacked

CELLS = st.lists(st.text(max_size=20), max_size=6)


@given(st.lists(st.tuples(st.integers(1, 1_000_000), CELLS), max_size=20))
def test_rows_come_out_of_a_block_as_they_went_in(rows: list[tuple[int, list[str]]]) -> None:
    assert [(line, list(cells)) for line, cells in unpacked(packed(rows))] == rows


def test_half_a_surrogate_does_not_spoil_a_block() -> None:
    assert list(unpacked(packed([(2, ["\ud800"])]))) == [(2, ["\ud800"])]


@pytest.mark.parametrize(
    ("column", "line", "told"),
    [
        (0, 1, "A1"),
        (3, 17, "D17"),
        (25, 2, "Z2"),
        (26, 2, "AA2"),
        (701, 9, "ZZ9"),
        (702, 9, "AAA9"),
    ],
)
def test_a_cell_is_called_as_spreadsheets_call_it(column: int, line: int, told: str) -> None:
    assert cell_address(column, line) == told
