"""The public register: whole months, sums, and never a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from portal.kernel.audit import Actor
from portal.places.rules import Parameters
from portal.rewards import queries, services
from portal.rewards.queries import PublicTotals
from tests.factories import rewards as factory

FINANCE = Actor(kind="staff", name="finance-f", role="finance")
JUNE = datetime(2026, 6, 15, 4, tzinfo=UTC)
JULY = datetime(2026, 7, 15, 4, tzinfo=UTC)
AUGUST = datetime(2026, 8, 20, 4, tzinfo=UTC)
SEPTEMBER = datetime(2026, 9, 20, 4, tzinfo=UTC)


@contextmanager
def on(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


def paid(moment: datetime, count: int) -> None:
    with on(moment):
        for _n in range(count):
            factory.make_paid()


def told(moment: datetime, year: int = 2026) -> PublicTotals:
    with on(moment):
        return queries.public_totals(year)


def test_a_month_is_given_out_some_days_after_its_end(inside: Flask) -> None:
    paid(JUNE, 5)
    before, after = told(datetime(2026, 7, 9, tzinfo=UTC)), told(JULY)
    assert (before.until and before.until.month, before.paid_count) == (5, 0)
    assert (after.until and after.until.month, after.paid_count) == (6, 5)
    assert after.paid_fen == 5 * factory.AMOUNT_FEN
    assert after.median_days == 0
    assert after.granted_fen == factory.YEAR_FEN
    shown = {row.grade: (row.count, row.amount_fen) for row in after.by_grade}
    assert shown == {1: (0, 0), 2: (5, 5 * factory.AMOUNT_FEN), 3: (0, 0)}


def test_few_payments_are_not_shown_at_all(inside: Flask) -> None:
    paid(JUNE, 1)
    totals = told(JULY)
    assert totals.is_hidden
    assert (totals.paid_fen, totals.median_days, totals.by_grade) == (None, None, ())
    assert totals.smallest == 5


def test_few_more_payments_leave_the_figures_as_they_were(inside: Flask) -> None:
    paid(JUNE, 5)
    paid(JULY, 1)
    one_more = told(AUGUST)
    assert (one_more.paid_count, one_more.until and one_more.until.month) == (5, 6)
    paid(AUGUST, 4)
    enough = told(SEPTEMBER)
    assert (enough.paid_count, enough.until and enough.until.month) == (10, 8)


def test_what_was_recovered_is_still_counted_while_few_were(inside: Flask) -> None:
    paid(JUNE, 4)
    with on(JUNE):
        reward = factory.make_paid()
    with on(JULY):
        services.record_recovery(reward, reason="示例", by=FINANCE)
    assert told(AUGUST).paid_count == 5


def test_nothing_given_out_is_not_nothing_paid(inside: Flask) -> None:
    totals = told(datetime(2026, 2, 3, tzinfo=UTC))
    assert (totals.until, totals.paid_count, totals.paid_fen) == (None, None, None)
    assert not totals.is_hidden
    nobody = told(JULY, 2025)
    assert (nobody.until and nobody.until.month, nobody.paid_count) == (12, 0)
    assert nobody.granted_fen is None


def test_years_are_years_in_china(inside: Flask) -> None:
    paid(datetime(2026, 12, 31, 16, 30, tzinfo=UTC), 5)
    later = datetime(2027, 3, 15, tzinfo=UTC)
    assert (told(later, 2027).paid_count, told(later, 2026).paid_count) == (5, 0)
    with on(later):
        assert queries.list_public_years() == [2027]


def test_lapsed_rewards_are_counted_where_there_are_enough(inside: Flask) -> None:
    with on(JUNE):
        factory.make_lapsed()
    assert told(JULY).lapsed_count is None
    with on(JUNE):
        for _n in range(4):
            factory.make_lapsed()
    assert told(JULY).lapsed_count == 5


def test_without_a_threshold_nothing_is_hidden(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid(JUNE, 1)
    monkeypatch.setattr(Parameters, "whole", lambda *_args: None)
    assert told(AUGUST).paid_count == 1
