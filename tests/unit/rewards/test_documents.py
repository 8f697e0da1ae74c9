"""Exact numbers for programmes: nothing is rounded, nothing becomes a float."""

from decimal import Decimal
from fractions import Fraction

import pytest

from portal.rewards.documents import exact, figure_facts
from portal.rewards.rules import NOT_SET, Figure


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(300_000), 300_000),
        (Fraction(0), 0),
        (Fraction(20520003, 100), "205200.03"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-1, 2), "-0.5"),
        (Fraction(3, 50), "0.06"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_a_number_is_written_exactly(value: Fraction, written: int | str) -> None:
    assert exact(value) == written


def test_what_is_not_set_is_none_and_what_does_not_exist_is_nothing() -> None:
    assert figure_facts(None) is None
    unset, chosen = figure_facts(NOT_SET), figure_facts(Figure(Decimal("0.5"), proposed=True))
    assert unset is not None
    assert chosen is not None
    assert (unset["value"], chosen["value"], chosen["proposed"]) == (None, "0.5", True)
