"""What the public may know: sums, and never a person."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from portal.complaints.rules import Track, Verdict
from portal.kernel.audit import SYSTEM
from portal.places.rules import Parameters
from portal.rewards import explained, panels, queries, services
from portal.rewards.rules import Schemes
from portal.rewards.scheme_files import schemes
from tests.factories import rewards as factory

NOON = datetime(2026, 6, 15, 4, tzinfo=UTC)


def test_few_payments_are_not_shown_at_all(inside: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        factory.make_paid()
        totals = queries.public_totals(2026)
    assert totals.is_hidden
    assert (totals.paid_fen, totals.median_days, totals.by_grade) == (None, None, ())
    assert totals.smallest == 5


def test_enough_payments_are_shown_as_sums(inside: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        for _n in range(5):
            factory.make_paid()
        totals = queries.public_totals(2026)
        years = queries.list_public_years()
    assert totals.paid_count == 5
    assert totals.paid_fen == 5 * factory.AMOUNT_FEN
    assert totals.median_days == 0
    assert totals.granted_fen == factory.YEAR_FEN
    shown = {row.grade: (row.count, row.amount_fen) for row in totals.by_grade}
    assert shown == {1: (0, 0), 2: (5, 5 * factory.AMOUNT_FEN), 3: (0, 0)}
    assert years == [2026]


def test_a_year_without_payments_says_none_and_not_hidden(inside: Flask) -> None:
    totals = queries.public_totals(2025)
    assert (totals.paid_count, totals.paid_fen, totals.median_days) == (0, 0, None)
    assert totals.granted_fen is None


def test_what_was_recovered_is_no_longer_counted(inside: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        factory.make_recovered()
        assert queries.public_totals(2026).paid_count == 0


def test_years_are_years_in_china(inside: Flask) -> None:
    with time_machine.travel(datetime(2026, 12, 31, 16, 30, tzinfo=UTC), tick=False):
        for _n in range(5):
            factory.make_paid()
    assert queries.public_totals(2027).paid_count == 5
    assert queries.public_totals(2026).paid_count == 0


def test_lapsed_rewards_are_counted_where_there_are_enough(inside: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        factory.make_lapsed()
        assert queries.public_totals(2026).lapsed_count is None
        for _n in range(4):
            factory.make_lapsed()
        assert queries.public_totals(2026).lapsed_count == 5


def test_without_a_threshold_nothing_is_hidden(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Parameters, "whole", lambda *_args: None)
    services.grant_budget(year=2026, amount_fen=10**7, document="示例", by=SYSTEM)
    with time_machine.travel(NOON, tick=False):
        factory.make_paid()
        assert queries.public_totals(2026).paid_count == 1


def test_without_a_scheme_in_force_the_rules_have_no_examples(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explained, "schemes", lambda: Schemes(()))
    assert explained.leading_scheme() is None
    assert explained.list_computable() == []
    monkeypatch.undo()
    riders = schemes().find_version("rider-local", "unset")
    assert riders is not None
    assert explained.work_examples(riders) == []
    labels = [row.label for row in explained.list_figures(replace(riders, windows=None))]
    assert len(labels) == 7


def test_a_case_without_a_reward_has_no_panel(inside: Flask) -> None:
    case = factory.make_concluded(Track.TIP, Verdict.UNTRUE)
    assert panels.show_to_reporter(case) is None
    assert panels.show_to_handler(case) is None


def test_parts_are_known_before_anybody_took_one(inside: Flask) -> None:
    reward = factory.make_opened()
    reward.case.handler = None
    assert queries.parts_taken(reward) == []
