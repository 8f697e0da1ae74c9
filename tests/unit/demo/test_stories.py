"""Whatever day the demo is loaded on, every story gets as far as it should."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

import pytest

from portal.demo.diary import Diary, Story
from portal.demo.seeds import seeds
from portal.demo.town import days_along
from portal.kernel import clock
from portal.places.profile import load_profile
from portal.places.rules import Calendar

LOADED_ON = [date(2026, 1, 1) + timedelta(days=n) for n in range(730)]
NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)
FAILURES_APART = 13


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return load_profile("lucheng").calendar


def gaps_of(case: dict[str, str]) -> list[int]:
    """Return the days between all steps of a case and of its reward."""
    kind = "complaint" if case["track"] == "complaint" else "report"
    steps = list(seeds("cases")["ways"][kind][case["way"]])
    steps += seeds("cases")["rewards"].get(case.get("reward", ""), [])
    return [after for after, *_step in steps]


@pytest.mark.parametrize("case", seeds("cases")["cases"], ids=lambda case: case["way"])
def test_a_case_is_where_it_should_be_on_every_day_of_two_years(
    case: dict[str, str], calendar: Calendar
) -> None:
    gaps = gaps_of(case)
    for today in LOADED_ON:
        received = today - timedelta(days=int(case["ago"]))
        *_before, last = [received, *days_along(received, gaps, calendar)]
        assert last < today, f"loaded on {today}, the last step would come on {last}"


def test_a_failure_is_disposed_of_as_far_as_its_turn_says(calendar: Calendar) -> None:
    settings = seeds("sampling")["disposals"]
    for place, way in enumerate(settings["latest"]):
        slow = settings["late_factor"] if way.endswith("-late") else 1
        gaps = [settings["steps"][step]["gap"][1] * slow for step in settings["ways"][way]]
        for today in LOADED_ON:
            published = today - timedelta(days=1 + place * FAILURES_APART)
            *_before, last = [published, *days_along(published, gaps, calendar)]
            assert not gaps or last < today, f"{way}, loaded on {today}"


def test_stories_are_told_in_the_order_of_their_moments_with_the_clock_at_each() -> None:
    told: list[tuple[str, datetime]] = []

    def story(name: str, *hours: int) -> Story:
        for hour in hours:
            yield NOON + timedelta(hours=hour)
            told.append((name, clock.now()))

    diary = Diary(until=NOON + timedelta(hours=9))
    diary.begin(story("a", 0, 5, 10))
    diary.begin(story("b", 3, 7))
    diary.tell()
    assert told == [
        (name, NOON + timedelta(hours=hour))
        for name, hour in [("a", 0), ("b", 3), ("a", 5), ("b", 7)]
    ]
    assert clock.now() > NOON - timedelta(days=365 * 10)


def test_a_story_may_begin_another_one() -> None:
    told: list[datetime] = []
    diary = Diary(until=NOON)

    def second() -> Story:
        yield NOON
        told.append(clock.now())

    def first() -> Iterator[datetime]:
        yield NOON - timedelta(days=1)
        diary.begin(second())

    diary.begin(first())
    diary.tell()
    assert told == [NOON]


def test_steps_never_fall_on_a_day_off_and_keep_their_order(calendar: Calendar) -> None:
    days = list(days_along(date(2026, 2, 13), [1, 0, 2, 5], calendar))
    assert all(calendar.is_working_day(day) for day in days)
    assert days == list(accumulate(days, max))
