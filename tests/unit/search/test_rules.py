"""What separates an index from the database, and how a choice is told in an address."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.search.rules import Choice, Stamp, State, difference

NOW = datetime(2026, 6, 1, tzinfo=UTC)
REFS = st.sampled_from(["article:1", "article:2", "article:3", "article:4"])
VERSIONS = st.dictionaries(REFS, st.integers(1, 3))


def state(
    documents: dict[str, int], pending: tuple[str, ...] = (), due: datetime | None = None
) -> State:
    return State(Stamp("a", "1"), documents, pending, {}, due)


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


def test_a_choice_keeps_its_parts_in_the_address() -> None:
    choice = Choice(kind="card", since=date(2026, 1, 2), in_title=True)
    told = {"kind": "card", "since": "2026-01-02", "within": "title"}
    assert choice.address({}) == told
    assert choice.address({"kind": "", "start": 20}) == {
        "since": "2026-01-02",
        "within": "title",
        "start": 20,
    }
    assert choice.without("kind").kind == ""
