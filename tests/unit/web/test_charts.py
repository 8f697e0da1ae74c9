import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web import charts


@given(st.floats(0, 1000))
def test_a_limit_bar_stays_inside_its_drawing(ratio: float) -> None:
    bar = charts.limit_bar(ratio)
    assert 0 <= bar.within <= charts.LIMIT_AT
    assert 0 <= bar.within + bar.beyond <= charts.LIMIT_WIDTH
    assert bar.is_cut == (ratio > charts.LONGEST_RATIO)


def test_the_legal_limit_always_stands_at_the_same_place() -> None:
    assert charts.limit_bar(1).within == charts.LIMIT_AT
    assert charts.limit_bar(1).beyond == 0
    assert charts.limit_bar(2).beyond == charts.LIMIT_AT


def test_a_level_bar_starts_at_zero_and_shows_its_target() -> None:
    bar = charts.level_bar(50, target=75, full=100)
    assert (bar.length, bar.target) == (120, 180)
    assert charts.level_bar(-1, target=None, full=0).length == 0
    assert charts.level_bar(200, target=100, full=100).length == charts.LEVEL_WIDTH


@pytest.mark.parametrize(("share", "level"), [(0, 216), (1, 56), (7, 56), (-1, 216)])
def test_the_water_stands_between_the_foot_and_the_rim(share: float, level: float) -> None:
    drawn = charts.bowl(share, [("0", 0), ("4", 1)])
    assert drawn.level == level
    assert drawn.left <= drawn.right
    assert [tick[2] for tick in drawn.ticks] == [False, True]
