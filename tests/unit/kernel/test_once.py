"""What several pieces of a page ask is read once, and for that page alone."""

import pytest

from portal.kernel.once import read_once, reading_once
from portal.kernel.panels import Panel, Panels

asked: list[tuple[int, str]] = []


@read_once
def grades_of(number: int, *, on: str = "today") -> list[int]:
    asked.append((number, on))
    return [number]


@pytest.fixture(autouse=True)
def nothing_asked() -> None:
    asked.clear()


def test_pieces_of_one_page_share_what_they_read() -> None:
    panels: Panels[int] = Panels()
    panels.register(1, lambda number: Panel("a.html", {"grades": grades_of(number)}))
    panels.register(2, lambda number: Panel("b.html", {"grades": grades_of(number)}))
    first, second = panels.collect(7)
    assert first.facts == second.facts == {"grades": [7]}
    assert asked == [(7, "today")]


def test_another_question_is_another_reading() -> None:
    with reading_once():
        assert [grades_of(1), grades_of(2), grades_of(1, on="then")] == [[1], [2], [1]]
    assert asked == [(1, "today"), (2, "today"), (1, "then")]


def test_nothing_is_kept_for_the_next_page_or_outside_one() -> None:
    for _page in range(2):
        with reading_once():
            grades_of(1)
    grades_of(1)
    grades_of(1)
    assert len(asked) == 4


def test_a_part_of_a_page_is_told_what_the_page_has_read() -> None:
    with reading_once():
        grades_of(1)
        with reading_once():
            grades_of(1)
            grades_of(2)
        grades_of(2)
    assert [number for number, _on in asked] == [1, 2]
