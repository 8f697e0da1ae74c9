"""Time limits: forty-one cases with their sums, and ten thousand against a second reading."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
import yaml
from flask import Flask

from portal.complaints import policy
from portal.complaints.clocks import CaseDays, Extension, Span
from portal.complaints.deadlines import deadlines_for
from portal.complaints.rules import Clock, Track
from portal.kernel import clock
from portal.places.profile import current_place
from portal.places.rules import (
    Calendar,
    CalendarYear,
    Confidence,
    Holiday,
    Parameters,
    Text,
    Value,
)
from tests.integration.complaints import clock_oracle as oracle
from tests.integration.complaints.clock_oracle import Limit, Story

TABLE = Path(__file__).with_name("clock_cases.yaml")
CASES = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
DAY = timedelta(days=1)
TODAYS = [date(2024, 9, 30), date(2025, 12, 31), date(2026, 4, 15), date(2026, 11, 22),
          date(2027, 2, 11), date(2027, 12, 31), date(2028, 6, 1), date(2026, 8, 3)]  # fmt: skip
EACH = 1300


def _at(day: date) -> time_machine.travel:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=clock.CHINA)
    return time_machine.travel(noon, tick=False)


def days_of(story: Story) -> CaseDays:
    """Tell a story in the portal's words."""

    def spans(of: list[tuple[date, date | None]]) -> tuple[Span, ...]:
        return tuple(Span(*one) for one in of)

    return CaseDays(
        track=Track(story.track),
        received=story.received,
        is_named=story.named,
        accepted=story.accepted,
        decided=story.decided,
        filed=story.filed,
        told=story.told,
        concluded=story.concluded,
        is_ended=story.ended,
        pauses=spans(story.tests),
        extensions=tuple(Extension(Clock(one), day, until) for one, day, until in story.more),
        clues=spans(story.clues),
        disputes=spans(story.disputes),
    )


def portal_says(story: Story, today: date) -> list[Limit]:
    """Return the portal's limits in the second reading's words."""
    return [
        Limit(one.clock.value, one.starts_on, one.due_on, one.is_late(today), one.may_move)
        for one in deadlines_for(days_of(story))
        if one.due_on
    ]


@pytest.fixture
def made_up(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give 2027 holidays that nobody has announced, still marked as provisional."""
    own, nothing = current_place().calendar, Text("示例", "Example")
    ranges = [one for one in oracle.OFF if one[0].year == oracle.MADE_UP_FROM]
    days = [Holiday(nothing, first, last) for first, last in ranges]
    worked = tuple(day for day in oracle.WORKED if day.year == oracle.MADE_UP_FROM)
    days[0] = replace(days[0], working=worked)
    new = CalendarYear(2027, "provisional", nothing, Confidence.LOW, holidays=tuple(days))
    kept = tuple(year for year in own.years if year.year != oracle.MADE_UP_FROM)
    place = replace(current_place(), calendar=Calendar((*kept, new)))
    monkeypatch.setitem(inside.extensions, "portal.place", place)


def test_there_are_cases_of_every_clock_and_both_rules() -> None:
    assert len(CASES) >= 40
    assert {case["clock"] for case in CASES} == {one.value for one in Clock}
    assert {case["rule"] for case in CASES} == {"v2020", "v2026"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['number']}-{case['clock']}")
def test_a_case_ends_on_the_day_of_its_sum(made_up: None, case: dict[str, Any]) -> None:
    with _at(date(2027, 12, 31)):
        found = deadlines_for(days_of(Story(**case["story"])))
    limit = next(one for one in reversed(found) if one.clock.value == case["clock"])
    assert limit.due_on == case["due"]
    assert limit.limit is not None
    assert (limit.limit.article or "")[:3] in case["article"] or "未见" in case["article"]


def _some_days(chance: random.Random, start: date, longest: int) -> date:
    return start + DAY * chance.randint(0, longest)


def _spans(
    chance: random.Random, start: date, today: date, most: int
) -> list[tuple[date, date | None]]:
    found: list[tuple[date, date | None]] = []
    day = start
    for _ in range(chance.randint(0, most)):
        first = _some_days(chance, day, 40)
        last = _some_days(chance, first, 35)
        found.append((first, last))
        day = last + DAY
    if found and chance.random() < 0.3 and found[-1][0] <= today:
        found[-1] = (found[-1][0], None)
    return found


def _complaint(chance: random.Random, story: Story, today: date) -> None:
    if chance.random() < 0.8:
        story.accepted = _some_days(chance, story.received, 18)
        story.tests = _spans(chance, story.accepted, today, 3)
        story.clues = _spans(chance, story.accepted, today, 1)
        if chance.random() < 0.7:
            story.concluded = _some_days(chance, story.accepted, 130)
            story.ended = chance.random() < 0.5
            story.told = _some_days(chance, story.concluded, 14) if story.ended else None
    elif chance.random() < 0.6:
        story.decided = _some_days(chance, story.received, 18)


def _report(chance: random.Random, story: Story, today: date) -> None:
    story.tests = _spans(chance, story.received, today, 2)
    story.named = chance.random() < 0.6
    if chance.random() < 0.8:
        story.decided = _some_days(chance, story.received, 70)
        story.told = _some_days(chance, story.decided, 12) if chance.random() < 0.7 else None
        story.filed = story.decided if chance.random() < 0.6 else None
    if story.filed and chance.random() < 0.7:
        story.concluded = _some_days(chance, story.filed, 200)


def _extensions(chance: random.Random, story: Story) -> None:
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        day = _some_days(chance, story.received, 45)
        story.more.append(("verification", day, None))
    if story.filed:
        for place in range(chance.choice((0, 1, 1, 2))):
            granted = _some_days(chance, story.filed + DAY * 70 * (place + 1), 30)
            until = _some_days(chance, granted, 90) if place else None
            story.more.append(("penalty", granted, until))


def stories(seed: int, today: date) -> Iterator[Story]:
    """Make up what may happen to cases from 2024 to 2027."""
    chance = random.Random(seed)
    for _ in range(EACH):
        received = _some_days(chance, date(2024, 1, 1), 1460)
        story = Story(chance.choice(("complaint", "report")), received)
        (_complaint if story.track == "complaint" else _report)(chance, story, today)
        _extensions(chance, story)
        story.disputes = _spans(chance, received, today, 1)
        yield story


@pytest.mark.parametrize(("seed", "today"), list(enumerate(TODAYS)))
def test_ten_thousand_cases_agree_with_the_second_reading(
    made_up: None, seed: int, today: date
) -> None:
    assert EACH * len(TODAYS) >= 10_000
    with _at(today):
        for story in stories(seed, today):
            assert portal_says(story, today) == oracle.limits(story, today), story


def test_a_place_may_choose_the_rule_in_force_when_a_step_begins(
    made_up: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = current_place()
    (row,) = place.parameters.history("complaints.transition")
    asked = type(place.parameters).value

    def value(parameters: Parameters, key: str, on: date) -> Value | None:
        return "in-force" if key == row.key else asked(parameters, key, on)

    monkeypatch.setattr(type(place.parameters), "value", value)
    assert row.value == "received"
    today = date(2026, 11, 22)
    with _at(today):
        story = Story("complaint", date(2026, 4, 10), accepted=date(2026, 4, 17))
        by_step = oracle.limits(story, today, by_step=True)
        assert portal_says(story, today) == by_step
        assert "death" in {one.code for one in policy.end_grounds(story.received)}
    assert [one.due for one in by_step] == [date(2026, 4, 21), date(2026, 6, 16)]
