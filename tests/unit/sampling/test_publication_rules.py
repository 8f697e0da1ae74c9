"""The lives of announcements and orders, what may be published, and the days of most."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.rules.batches import ChainStage, Domain, TaskKind
from portal.sampling.rules.planning import Finished, count_done
from portal.sampling.rules.publication import (
    ANNOUNCEMENT_LIFECYCLE,
    MEDIAN,
    MOST,
    ORDER_LIFECYCLE,
    AnnouncementStage,
    OrderStage,
    Permit,
    is_late,
    permit,
    quantile,
)

A, R = AnnouncementStage, OrderStage
ANNOUNCEMENT_MOVES = {(A.DRAFT, A.PUBLISHED), (A.DRAFT, A.WITHDRAWN), (A.PUBLISHED, A.WITHDRAWN)}
ORDER_MOVES = {(R.WAITING, R.DONE), (R.WAITING, R.CANCELLED), (R.WAITING, R.FAILED)}


@pytest.mark.parametrize(("now", "wanted"), list(product(A, A)))
def test_an_announcement_moves_as_its_table_says(
    now: AnnouncementStage, wanted: AnnouncementStage
) -> None:
    assert ANNOUNCEMENT_LIFECYCLE.allows(now, wanted) == ((now, wanted) in ANNOUNCEMENT_MOVES)


@pytest.mark.parametrize(("now", "wanted"), list(product(R, R)))
def test_an_order_moves_as_its_table_says(now: OrderStage, wanted: OrderStage) -> None:
    assert ORDER_LIFECYCLE.allows(now, wanted) == ((now, wanted) in ORDER_MOVES)


@pytest.mark.parametrize(
    ("kind", "authority", "permitted"),
    [
        ("notice", "", Permit.ALLOWED),
        ("warning", "", Permit.AUTHORITY_MISSING),
        ("warning", "  ", Permit.AUTHORITY_MISSING),
        ("warning", "示例〔2026〕1 号", Permit.ALLOWED),
        ("gossip", "示例〔2026〕1 号", Permit.UNKNOWN),
    ],
)
def test_what_comes_from_above_needs_its_document(
    kind: str, authority: str, permitted: Permit
) -> None:
    assert permit(kind, authority, own=["notice"], from_above=["warning"]) is permitted


@given(
    days=st.lists(st.integers(0, 400), min_size=1, max_size=60),
    share=st.sampled_from([MEDIAN, MOST]),
)
def test_within_the_days_told_lies_the_share_and_within_fewer_it_does_not(
    days: list[int], share: float
) -> None:
    told = quantile([(day, 1) for day in days], share)
    assert told is not None
    assert sum(day <= told for day in days) >= len(days) * share
    assert sum(day < told for day in days) < len(days) * share


def test_nothing_has_no_days() -> None:
    assert quantile([], MEDIAN) is None


def test_late_is_after_the_last_day_published_or_still_waiting() -> None:
    last, today = date(2026, 11, 10), date(2026, 11, 22)
    assert not is_late(last, last, today)
    assert is_late(last, date(2026, 11, 11), today)
    assert is_late(last, None, today)
    assert not is_late(None, None, today), "no limit is set, or no day is known"


def test_a_line_of_a_plan_counts_what_it_asks_for() -> None:
    finished = [
        Finished("a", TaskKind.SUPERVISION, Domain.FOOD, ChainStage.CATERING, "32", 5),
        Finished("a", TaskKind.SUPERVISION, Domain.FOOD, None, "24", 7),
        Finished("b", TaskKind.SUPERVISION, Domain.FOOD, ChainStage.CATERING, "32", 11),
        Finished("a", TaskKind.QUICK_TEST, Domain.FOOD, ChainStage.CATERING, "32", 13),
        Finished("a", TaskKind.SUPERVISION, Domain.DRUG, ChainStage.CATERING, "32", 17),
    ]
    asked = Finished("a", TaskKind.SUPERVISION, Domain.FOOD, None, "", 0)
    assert count_done(asked, finished) == 12
    narrow = Finished("a", TaskKind.SUPERVISION, Domain.FOOD, ChainStage.CATERING, "32", 0)
    assert count_done(narrow, finished) == 5
