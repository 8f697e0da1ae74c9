"""Promises of foreign grades: one in force, none overlapping, whatever came in which order."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.ratings.registers.establishments import ToldGrade
from portal.ratings.registers.timeline import Held, Timeline, follow_history, follow_newest
from portal.ratings.rules import Stage

START = date(2020, 1, 1)
DAYS = st.integers(0, 400).map(lambda days: START + timedelta(days=days))
GRADES = st.builds(ToldGrade, level=st.sampled_from("54321"), day=st.none() | DAYS)


def holds_once(line: Timeline) -> None:
    placed = line.placed
    assert [one.stage for one in placed[:-1]] == [Stage.REPLACED] * (len(placed) - 1)
    assert not placed or placed[-1].stage is Stage.IN_FORCE
    for one, following in pairwise(placed):
        assert one.ended_on == following.effective_on - timedelta(days=1)
        assert one.ended_on >= one.effective_on


@settings(max_examples=60)
@given(st.lists(GRADES, min_size=1, max_size=6))
def test_one_extract_after_the_other_leaves_one_grade_in_force(told: list[ToldGrade]) -> None:
    held: list[Held] = []
    for number, grade in enumerate(told):
        on = START + timedelta(days=500 + number)
        line = follow_newest(held, grade, on=on)
        holds_once(line)
        assert line.placed[-1].grade == grade
        held = [Held(at, one.grade, one.effective_on) for at, one in enumerate(line.placed)]


def test_a_grade_told_late_holds_from_the_day_the_register_showed_it() -> None:
    shown = date(2020, 8, 5)
    held = [Held(1, ToldGrade("awaiting", None), shown)]
    late = ToldGrade("5", date(2020, 8, 3))
    line = follow_newest(held, late, on=date(2020, 9, 17))
    assert line.placed[-1].effective_on == date(2020, 9, 17)
    assert line.placed[0].ended_on == date(2020, 9, 16)


@settings(max_examples=60)
@given(st.dictionaries(DAYS, st.integers(60, 100), max_size=6), st.data())
def test_a_history_is_kept_as_it_is_told(scores: dict[date, int], data: st.DataObject) -> None:
    told = [ToldGrade("good", day, Decimal(scores[day])) for day in sorted(scores)]
    drawn = st.lists(st.sampled_from(told), unique=True) if told else st.just([])
    held = [
        Held(at, grade, grade.day or START)
        for at, grade in enumerate(sorted(data.draw(drawn), key=lambda one: one.day or START))
    ]
    gone = Held(99, ToldGrade("poor", date(2019, 1, 1), Decimal(1)), date(2019, 1, 1))
    line = follow_history([gone, *held], told, on=date(2022, 1, 1))
    holds_once(line)
    assert [one.grade for one in line.placed] == told
    assert line.withdrawn == (99,)
    assert {one.rating_id for one in line.placed} - {None} == {one.rating_id for one in held}
