"""Which hits count, and what separates an index from the database."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.search.rules import (
    Choice,
    Entry,
    Ranked,
    Stamp,
    State,
    count_columns,
    count_languages,
    difference,
    in_column,
    keep_relevant,
    narrow,
    once_each,
)

NOW = datetime(2026, 6, 1, tzinfo=UTC)
REFS = st.sampled_from(["article:1", "article:2", "article:3", "article:4"])
VERSIONS = st.dictionaries(REFS, st.integers(1, 3))


def hit(group: str, score: float = 1, language: str = "zh", **facts: object) -> Ranked:
    has_all, column = bool(facts.get("has_all")), str(facts.get("column", "stories"))
    return Ranked(Entry(f"{group}.{language}", 1, group, language, column), score, has_all)


def state(documents: dict[str, int], pending: tuple[str, ...] = (), **facts: object) -> State:
    due = facts.get("due")
    assert due is None or isinstance(due, datetime)
    return State(Stamp("a", "1"), documents, pending, {}, due)


def test_weak_hits_are_left_out_unless_they_have_every_word() -> None:
    strong, weak, complete = hit("a", 10), hit("b", 1), hit("c", 1, has_all=True)
    assert keep_relevant([strong, weak, complete]) == [strong, complete]
    assert keep_relevant([]) == []


def test_one_thing_in_two_languages_is_shown_once_in_the_readers() -> None:
    english, chinese, other = hit("a", 9, "en"), hit("a", 5), hit("b", 1, "en")
    found = [english, chinese, other]
    assert once_each(found, "zh") == [chinese, other]
    assert once_each(found, "en") == [english, other]
    assert narrow(found, Choice(), "zh") == [chinese, other]
    assert narrow(found, Choice(language="en"), "zh") == [english, other]


def test_facets_count_what_is_there() -> None:
    found = [hit("a", column="songs"), hit("b"), hit("c", language="en")]
    assert count_columns(found) == {"songs": 1, "stories": 2}
    assert count_languages(found) == {"zh": 2, "en": 1}
    assert in_column(found, "songs") == found[:1]
    assert in_column(found, "") == found


def test_an_index_is_in_step_until_the_mark_or_the_clock_moves() -> None:
    held = state({}, due=NOW)
    assert held.is_in_step(Stamp("a", "1"), NOW - timedelta(seconds=1))
    assert not held.is_in_step(Stamp("a", "2"), NOW - timedelta(seconds=1))
    assert not held.is_in_step(Stamp("a", "1"), NOW)
    assert not state({}, pending=("article:1",)).is_in_step(Stamp("a", "1"), NOW)


@given(VERSIONS, VERSIONS, st.lists(REFS, unique=True))
def test_a_difference_leads_from_what_is_held_to_what_is_current(
    held: dict[str, int], current: dict[str, int], pending: list[str]
) -> None:
    change = difference(state(held, tuple(pending)), current)
    left = {ref: version for ref, version in held.items() if ref not in change.touched}
    assert left | {ref: current[ref] for ref in change.wanted} == current
    assert set(pending) <= change.touched
    assert not change.wanted & change.unwanted
