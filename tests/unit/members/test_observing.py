"""What is supervision and what is a tip; who may make it public; what hours come to."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.kernel.lifecycle import MoveRefused
from portal.members.rules import (
    OBSERVATION_LIFECYCLE,
    Ground,
    HoursEntry,
    Standing,
    Term,
    counted,
    ground_for_tip,
    may_release,
    standing,
)
from portal.members.rules import ObservationStage as Stage

TODAY = date(2026, 11, 22)
CITY, STREET, OTHER = "3303", "330302006", "330302023"
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
TERMS = st.lists(
    st.builds(
        lambda region, begins_on, days: Term(region, begins_on, begins_on + timedelta(days=days)),
        st.sampled_from([CITY, STREET, OTHER]),
        DAYS,
        st.integers(0, 400),
    ),
    max_size=3,
)
MOVES = {
    (Stage.SUBMITTED, Stage.FOUND),
    (Stage.SUBMITTED, Stage.UNFOUNDED),
    (Stage.FOUND, Stage.RECTIFYING),
    (Stage.FOUND, Stage.ANSWERED),
    (Stage.UNFOUNDED, Stage.ANSWERED),
    (Stage.RECTIFYING, Stage.ANSWERED),
    (Stage.ANSWERED, Stage.PUBLISHED),
    (Stage.PUBLISHED, Stage.WITHDRAWN),
}


@pytest.mark.parametrize(("now", "wanted"), list(product(Stage, Stage)))
def test_an_observation_moves_along_its_table_alone(now: Stage, wanted: Stage) -> None:
    if (now, wanted) in MOVES:
        OBSERVATION_LIFECYCLE.check(now, wanted)
    else:
        with pytest.raises(MoveRefused):
            OBSERVATION_LIFECYCLE.check(now, wanted)


@given(TERMS, st.none() | DAYS, DAYS, st.sampled_from([{CITY}, {CITY, STREET}, {CITY, OTHER}]))
@settings(max_examples=60)
def test_supervision_is_on_the_roll_in_the_term_and_in_its_area(
    terms: list[Term], left_on: date | None, seen_on: date, lineage: set[str]
) -> None:
    ground = ground_for_tip(terms, left_on, seen_on=seen_on, today=TODAY, lineage=lineage)
    is_own = standing(terms, left_on, TODAY) is Standing.ON_ROLL and any(
        term.holds(seen_on) and term.region in lineage for term in terms
    )
    assert (ground is None) is is_own


@pytest.mark.parametrize(
    ("terms", "left_on", "seen_on", "lineage", "ground"),
    [
        ([], None, TODAY, {STREET}, Ground.NEVER),
        ([Term(STREET, date(2026, 1, 1), None)], TODAY, TODAY, {STREET}, Ground.LEFT),
        ([Term(STREET, date(2027, 1, 1), None)], None, TODAY, {STREET}, Ground.NOT_BEGUN),
        (
            [Term(STREET, date(2025, 1, 1), date(2025, 12, 31))],
            None,
            date(2025, 6, 1),
            {STREET},
            Ground.EXPIRED,
        ),
        (
            [Term(STREET, date(2026, 11, 1), None)],
            None,
            date(2026, 10, 31),
            {STREET},
            Ground.SEEN_OUTSIDE_TERM,
        ),
        ([Term(STREET, date(2026, 1, 1), None)], None, TODAY, {OTHER}, Ground.OUTSIDE_AREA),
        ([Term(CITY, date(2026, 1, 1), None)], None, TODAY, {CITY, OTHER}, None),
    ],
)
def test_what_is_a_tip_says_why(
    terms: list[Term],
    left_on: date | None,
    seen_on: date,
    lineage: set[str],
    ground: Ground | None,
) -> None:
    found = ground_for_tip(terms, left_on, seen_on=seen_on, today=TODAY, lineage=lineage)
    assert found is ground


@pytest.mark.parametrize(
    ("who", "may"), [("reviewer", True), ("supervisor", False), ("handler", False)]
)
def test_only_somebody_without_a_part_in_it_releases(who: str, may: bool) -> None:
    assert may_release(who, observer="supervisor", handlers={"handler"}) is may


def test_what_counts_is_not_nothing_where_it_is_not_set() -> None:
    entries = [
        HoursEntry("event", 90, is_confirmed=True),
        HoursEntry("other", 30, is_confirmed=True),
        HoursEntry("event", 60, is_confirmed=None),
        HoursEntry("event", 45, is_confirmed=False),
    ]
    unset, chosen = counted(entries, None), counted(entries, {"event"})
    assert (unset.confirmed, unset.waiting, unset.counting) == (120, 60, None)
    assert (chosen.confirmed, chosen.waiting, chosen.counting) == (120, 60, 90)
