"""Shares and what they are worth: Wilson's interval at 95 %."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.intervals import Interval, Rate, percent, wilson

# Worked with z = 1.959964 by the formula of Wilson (1927), to six places; the first four stand in
# Newcombe (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
KNOWN = (
    (81, 263, "0.2553", "0.3662"),
    (15, 148, "0.0624", "0.1605"),
    (0, 20, "0.0000", "0.1611"),
    (1, 29, "0.0061", "0.1718"),
    (29, 29, "0.8830", "1.0000"),
    (5, 10, "0.2366", "0.7634"),
)


@pytest.mark.parametrize(("numerator", "denominator", "low", "high"), KNOWN)
def test_known_intervals(numerator: int, denominator: int, low: str, high: str) -> None:
    found = wilson(numerator, denominator)
    assert f"{float(found.low):.4f}" == low
    assert f"{float(found.high):.4f}" == high


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (0, 0), (-1, 5), (6, 5)])
def test_a_share_of_nothing_has_no_interval(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(numerator, denominator)


counts = st.integers(1, 10_000_000).flatmap(
    lambda total: st.tuples(st.integers(0, total), st.just(total))
)


@given(counts)
def test_the_interval_holds_the_share_and_stays_between_none_and_all(
    counted: tuple[int, int],
) -> None:
    found = wilson(*counted)
    assert 0 <= found.low <= Fraction(*counted) <= found.high <= 1


@given(counts)
def test_passes_and_failures_mirror_each_other(counted: tuple[int, int]) -> None:
    numerator, denominator = counted
    there, back = wilson(numerator, denominator), wilson(denominator - numerator, denominator)
    assert abs(there.low - (1 - back.high)) <= Fraction(2, 10**12)


@given(st.integers(2, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n))))
def test_one_more_never_lowers_the_interval(counted: tuple[int, int]) -> None:
    numerator, denominator = counted
    fewer, more = wilson(numerator, denominator), wilson(numerator + 1, denominator)
    assert fewer.low <= more.low
    assert fewer.high <= more.high


@given(st.integers(1, 1000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_ten_times_the_sample_narrows_the_interval(counted: tuple[int, int]) -> None:
    numerator, denominator = counted
    small, large = wilson(numerator, denominator), wilson(numerator * 10, denominator * 10)
    assert large.high - large.low < small.high - small.low


@pytest.mark.parametrize(
    ("share", "upwards", "written"),
    [
        (Fraction(9997, 10000), False, "99.9%"),
        (Fraction(9997, 10000), True, "99.97%"),
        (Fraction(99999, 100000), True, "99.999%"),
        (Fraction(1), False, "100%"),
        (Fraction(0), True, "0%"),
        (Fraction(3, 10000), False, "0.03%"),
        (Fraction(2, 3), False, "66.6%"),
        (Fraction(2, 3), True, "66.7%"),
        (Fraction(1, 2), False, "50%"),
    ],
)
def test_what_is_not_all_is_never_written_as_all(
    share: Fraction, upwards: bool, written: str
) -> None:
    assert percent(share, upwards=upwards) == written


@given(counts)
def test_a_written_share_never_reaches_what_it_is_not(counted: tuple[int, int]) -> None:
    share = Fraction(*counted)
    for upwards in (False, True):
        written = Fraction(percent(share, upwards=upwards).rstrip("%")) / 100
        assert (written == 1) == (share == 1)
        assert (written == 0) == (share == 0)
        assert written >= share if upwards else written <= share


def test_nothing_has_no_rate() -> None:
    assert Rate(0, 0).exact is None
    assert Rate(0, 0).interval is None
    assert Rate(1, 2).exact == Fraction(1, 2)
    assert isinstance(Rate(1, 2).interval, Interval)
