"""Grades without scores over the years: steps that tell the days and the levels, nothing else."""

from datetime import date

from portal.front.day_labels import day_labels
from portal.front.steps import LEFT, draw_steps
from tests.factories.ratings import scheme

SCHEME = scheme("credit-class")


def test_a_level_holds_until_the_next_one() -> None:
    marks = [(date(2023, 1, 1), "B"), (date(2024, 1, 1), "A"), (date(2026, 1, 1), "C")]
    drawing = draw_steps(SCHEME, marks)
    assert drawing is not None
    heights = {line.level.code: line.y for line in drawing.lines}
    assert [step.y for step in drawing.steps] == [heights[code] for _on, code in marks]
    assert heights["A"] < heights["B"] < heights["C"]
    first, second, third = (step.x for step in drawing.steps)
    assert first == LEFT
    assert (third - second) > (second - first), "two years are longer than one"
    assert drawing.path.startswith(f"M{first} {heights['B']}H{second}V{heights['A']}")
    assert [line.level.code for line in drawing.lines if line.is_current] == ["C"]
    assert drawing.years_y < drawing.height


def test_one_grade_is_no_history() -> None:
    assert draw_steps(SCHEME, [(date(2023, 1, 1), "B")]) is None
    assert draw_steps(SCHEME, [(date(2023, 1, 1), "B"), (date(2024, 1, 1), "gone")]) is None


def test_two_on_one_day_do_not_divide_by_nothing() -> None:
    assert draw_steps(SCHEME, [(date(2023, 1, 1), "B"), (date(2023, 1, 1), "A")]) is not None


def test_a_year_that_comes_twice_is_told_with_its_month_and_nothing_covers_another() -> None:
    twice = [date(2025, 5, 1), date(2026, 1, 2), date(2026, 8, 28)]
    assert day_labels(twice, [0, 300, 600]) == ["2025-05", "2026-01", "2026-08"]
    assert day_labels(twice, [0, 300, 320]) == ["2025-05", "2026-01", ""]
    assert day_labels(twice[:2], [0, 300]) == ["2025", "2026"]
    drawing = draw_steps(SCHEME, [(twice[1], "B"), (twice[2], "A")])
    assert drawing is not None
    assert drawing.labels == ["2026-01", "2026-08"]
