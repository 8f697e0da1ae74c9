"""Public figures: right, and silent where too few people are behind them."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask

from portal.complaints import services
from portal.complaints.clocks import Grounds, Span
from portal.complaints.models import FiguresSheet
from portal.complaints.rules import Stage, Track
from portal.complaints.statistics import count_on_time, give_out, newest_day, statistics
from portal.complaints.statistics.counting import count_received
from portal.complaints.statistics.report import Report, document_of
from portal.complaints.statistics.sheets import last_day_due
from portal.kernel.db import db
from tests.factories.complaints import conclude, give_figures_out, make_assigned, make_case

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
        give_figures_out()
        complaint = statistics(2026)[0]
        assert complaint.track is Track.COMPLAINT
        assert (complaint.received, complaint.decided, complaint.on_time) == (6, 6, 4)
        assert (complaint.concluded, complaint.settled, complaint.satisfied) == (4, 4, 4)
        assert count_on_time(2026) == (4, 6)
        assert count_received(2025) == []


def test_a_case_within_its_limit_counts_neither_as_kept_nor_as_broken(year: None) -> None:
    with time_machine.travel(APRIL, tick=False):
        give_figures_out()
        # The late one was accepted in June: in April it had not been.
        assert count_on_time(2026) == (4, 4)


def test_few_are_not_counted_out_loud_and_none_is_said(year: None) -> None:
    with time_machine.travel(JUNE, tick=False):
        give_figures_out()
        complaint, report, _tip = statistics(2026)
    assert complaint.received == 6
    assert complaint.on_time is None
    assert report.received == 0


def test_a_page_says_what_every_rate_is_out_of(year: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.complaints.policy.small_cell", lambda: 1)
    with time_machine.travel(JUNE, tick=False):
        give_figures_out()
        report = Report(2026)
        months = report.find_table("by-month")
        assert months is not None
        april = months.lines[3]
        assert april.counts["received"] == months.total.counts["received"] == 6
        shares = [(one.numerator, one.denominator) for one in april.shares]
        assert shares == [(4, 6), (4, 4), (4, 4)]
        assert april.shares[0].percent == "66.6%"
        assert april.shares[0].interval == ("29.9%", "90.4%")
        assert months.lines[0].shares[0].percent is None
        assert report.find_table("by-weather") is None
        assert {table.total.counts["received"] for table in report.tables} == {6}


def test_what_is_kept_back_is_empty_in_every_form(year: None) -> None:
    with time_machine.travel(JUNE, tick=False):
        give_figures_out()
        report = Report(2026)
        document = document_of(report)
    april = document["tables"]["by-month"][3]
    assert (april["received"], april["on_time"], april["on_time_low"]) == (6, None, None)
    assert report.is_smallest_set
    assert document["smallest_cell_shown"] == 5


def test_time_of_a_test_does_not_count_against_a_case(inside: Flask) -> None:
    with time_machine.travel(APRIL, tick=False):
        case, handler = make_assigned(Track.REPORT)
        services.advance_case(case, to=Stage.SCREENING, by=handler)
        services.advance_case(case, to=Stage.VERIFYING, by=handler)
        services.begin_pause(
            case,
            cause="testing",
            span=Span(APRIL.date()),
            grounds=Grounds("示例", "示例 1 号"),
            by=handler,
        )
    with time_machine.travel(JUNE, tick=False):
        give_figures_out()
        assert count_on_time(2026) == (0, 0)
        services.end_pause(case, until_on=JUNE.date(), by=handler)
        services.decide_filing(case, is_filed=True, note="", by=handler)
        give_figures_out()
        assert count_on_time(2026) == (1, 1)


def test_figures_come_by_whole_months_some_days_later_and_never_change(year: None) -> None:
    with time_machine.travel(datetime(2026, 5, 10, 2, tzinfo=UTC), tick=False):
        assert give_out() == 1
        before = document_of(Report(2026))
        assert before["as_of"] == "2026-04-30"
        # The next day somebody files, and somebody is content: nobody sees it.
        case, handler = make_assigned()
        conclude(case, handler)
    with time_machine.travel(datetime(2026, 5, 11, 2, tzinfo=UTC), tick=False):
        assert give_out() == 0
        assert document_of(Report(2026)) == before
    with time_machine.travel(JUNE, tick=False):
        assert give_out() == 1
        assert newest_day(2026) == date(2026, 5, 31)
        assert db.session.query(FiguresSheet).count() == 2


def test_a_month_is_given_out_only_after_its_lag() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portal.complaints.policy.statistics_lag_days", lambda: 10)
        assert last_day_due(date(2026, 5, 9)) == date(2026, 3, 31)
        assert last_day_due(date(2026, 5, 10)) == date(2026, 4, 30)
        assert last_day_due(date(2026, 1, 10)) == date(2025, 12, 31)


def test_two_sheets_compared_tell_of_no_one_case(inside: Flask) -> None:
    with time_machine.travel(APRIL, tick=False):
        for _ in range(9):
            make_case()
            make_case(Track.REPORT)
    with time_machine.travel(datetime(2026, 5, 20, 2, tzinfo=UTC), tick=False):
        give_out()
        first = {one.track: one.received for one in statistics(2026)}
        assert (first[Track.COMPLAINT], first[Track.REPORT]) == (9, 9)
        make_case()
        for _ in range(6):
            make_case(Track.REPORT)
    with time_machine.travel(JUNE, tick=False):
        give_out()
        second = {one.track: one.received for one in statistics(2026)}
    # One complaint more would be told by 10 beside 9, and by 25 less 15.
    assert (second[Track.COMPLAINT], second[Track.REPORT]) == (None, None)
