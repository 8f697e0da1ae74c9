"""For which months' ends the register is given out."""

from datetime import date

import pytest

from portal.rewards.rules.disclosure import ends_of_months, is_given_out


def test_months_end_when_they_end() -> None:
    whole = list(ends_of_months(2028, date(2028, 12, 31)))
    assert len(whole) == 12
    assert whole[0] == date(2028, 1, 31)
    assert whole[1] == date(2028, 2, 29)
    assert whole[-1] == date(2028, 12, 31)
    assert list(ends_of_months(2026, date(2026, 2, 27))) == [date(2026, 1, 31)]
    assert list(ends_of_months(2026, date(2026, 2, 28)))[-1] == date(2026, 2, 28)
    assert list(ends_of_months(2026, date(2025, 12, 31))) == []


@pytest.mark.parametrize(
    ("count", "shown", "is_told"),
    [(0, None, True), (4, None, False), (5, None, True), (5, 0, True), (4, 0, False), (9, 5, False),
     (10, 5, True), (5, 5, True), (4, 5, False), (0, 5, True), (1, 5, False)],
)  # fmt: skip
def test_a_sum_follows_once_enough_are_behind_the_change(
    count: int, shown: int | None, *, is_told: bool
) -> None:
    assert is_given_out(count, shown, 5) is is_told
