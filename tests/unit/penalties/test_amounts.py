"""Amounts as people write them."""

import pytest

from portal.penalties.rules.amounts import fen_of


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("5000", 500_000),
        ("5,000.50", 500_050),
        ("¥20", 2_000),
        ("０．５ 元", 50),
        ("2万元", 2_000_000),
        ("1.25 万", 1_250_000),
        ("0", 0),
    ],
)
def test_an_amount_of_yuan_is_read_to_the_fen(text: str, fen: int) -> None:
    assert fen_of(text) == fen


@pytest.mark.parametrize(
    "text", ["", "很多", "1.234", "NaN", "Infinity", "1e99", "٣", "--5", "\ud800"]
)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert fen_of(text) is None
