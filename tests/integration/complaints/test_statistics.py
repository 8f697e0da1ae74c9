"""Public figures: right, and silent where too few people are behind them."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from portal.complaints import services
from portal.complaints.rules import Track
from portal.complaints.statistics import count_on_time, list_received, statistics
from tests.factories.complaints import conclude, make_assigned, make_case

APRIL = datetime(2026, 4, 15, 2, tzinfo=UTC)
JUNE = datetime(2026, 6, 15, 2, tzinfo=UTC)


@pytest.fixture
def year(inside: Flask) -> None:
    """Let six complaints come in April: four concluded at once, one late, one still open."""
    with time_machine.travel(APRIL, tick=False):
        for _ in range(4):
            case, handler = make_assigned()
            conclude(case, handler)
            services.rate_case(case, score=5)
        late, handler = make_assigned()
        make_case()
    with time_machine.travel(JUNE, tick=False):
        services.accept_case(late, by=handler)


def test_figures_count_by_the_day_of_receipt(year: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.complaints.policy.small_cell", lambda: 1)
    with time_machine.travel(JUNE, tick=False):
        complaint = statistics(2026)[0]
        assert complaint.track is Track.COMPLAINT
        assert (complaint.received, complaint.decided, complaint.on_time) == (6, 6, 4)
        assert (complaint.concluded, complaint.settled, complaint.satisfied) == (4, 4, 4)
        assert count_on_time(2026) == (4, 6)
        assert count_on_time(2026, 4) == (4, 6)
        assert count_on_time(2026, 12) == (0, 0)
        assert list_received(2025) == []


def test_a_case_within_its_limit_counts_neither_as_kept_nor_as_broken(year: None) -> None:
    with time_machine.travel(APRIL, tick=False):
        assert count_on_time(2026) == (4, 5)


def test_few_are_not_counted_out_loud_and_none_is_said(year: None) -> None:
    with time_machine.travel(JUNE, tick=False):
        complaint, report, _tip = statistics(2026)
    assert complaint.received == 6
    assert complaint.on_time is None
    assert report.received == 0
