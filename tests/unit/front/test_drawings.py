"""The drawings of a grade: the score stands in its level, and falls go down."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.front.drawings import CHART_BOTTOM, CHART_TOP, WIDTH, draw_history, draw_scale
from portal.front.results import three_years_ago
from tests.factories.ratings import scheme

SCORES = st.decimals(min_value=0, max_value=100, places=1)


@given(SCORES)
def test_the_score_stands_inside_its_level(score: Decimal) -> None:
    level = scheme().level_of(score)
    assert level is not None
    drawing = draw_scale(scheme(), score, level.code)
    assert drawing is not None
    current = next(segment for segment in drawing.segments if segment.is_current)
    assert current.x - 1 <= drawing.score.at <= current.x + current.width + 4
    assert [tick.value for tick in drawing.ticks] == [0, 30, 45, 60, 100]


def test_a_label_at_the_edge_is_written_inwards() -> None:
    drawing = draw_scale(scheme(), Decimal(99), "D")
    assert drawing is not None
    assert drawing.score.anchor == "end"
    assert (drawing.ticks[0].anchor, drawing.ticks[-1].at) == ("start", WIDTH)
    assert drawing.segments[0].centre == pytest.approx(118.5)


def test_without_cut_offs_or_score_there_is_nothing_to_draw() -> None:
    assert draw_scale(scheme("credit-class"), Decimal(1), "A") is None
    assert draw_scale(scheme(), None, "A") is None
    assert draw_history(scheme(), [(date(2026, 1, 1), Decimal(20), "A")]) is None
    marks = [(date(year, 1, 1), Decimal(2), "A") for year in (2025, 2026)]
    assert draw_history(scheme("credit-class"), marks) is None


def test_the_line_holds_until_the_next_grade() -> None:
    marks = [
        (date(2024, 5, 6), Decimal(52), "C"),
        (date(2025, 5, 6), Decimal(41), "B"),
        (date(2026, 5, 6), Decimal(44), "B"),
    ]
    drawing = draw_history(scheme(), marks)
    assert drawing is not None
    assert [band.code for band in drawing.bands] == ["B", "C"]
    assert [band.is_current for band in drawing.bands] == [True, False]
    assert drawing.path.count("H") == 3
    assert [dot.is_fall for dot in drawing.dots] == [False, True, False]
    assert drawing.dots[1].label_y > drawing.dots[1].y
    assert drawing.dots[2].label_y < drawing.dots[2].y
    assert drawing.bands[0].middle > drawing.bands[1].middle


@given(st.lists(SCORES, min_size=2, max_size=12))
def test_every_dot_stays_on_the_chart(scores: list[Decimal]) -> None:
    marks = [(date(2010 + n, 1, 1), score, "A") for n, score in enumerate(scores)]
    drawing = draw_history(scheme(), marks)
    assert drawing is not None
    assert len(drawing.dots) <= 8
    assert all(CHART_TOP <= dot.y <= CHART_BOTTOM for dot in drawing.dots)
    assert [dot.x for dot in drawing.dots] == sorted(dot.x for dot in drawing.dots)


def test_three_years_ago_exists_in_every_year() -> None:
    assert three_years_ago(date(2024, 2, 29)) == date(2021, 2, 28)
    assert three_years_ago(date(2026, 11, 21)) == date(2023, 11, 21)
