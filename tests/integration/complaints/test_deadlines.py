"""Time limits, worked by hand from the calendar and the articles."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask

from portal.complaints import deadlines, pages, policy, services, timetable
from portal.complaints.clocks import CaseDays, Extension
from portal.complaints.rules import Clock, Deadline, Track
from portal.places.rules import Parameter
from tests.factories.complaints import conclude, make_assigned, make_case

D = date


@pytest.mark.parametrize(
    ("received", "due"),
    [
        # Order 20 Art. 14: seven working days; 15 to 17 and 20 to 23 April.
        (D(2026, 4, 14), D(2026, 4, 23)),
        # Consumer law Art. 46, since Order 121: the same length, one day later.
        (D(2026, 4, 15), D(2026, 4, 24)),
        # National Day 1 to 7 October; Saturday 10 October is worked.
        (D(2026, 9, 30), D(2026, 10, 15)),
    ],
)
def test_acceptance_takes_seven_working_days(inside: Flask, received: date, due: date) -> None:
    (found,) = deadlines.deadlines_for(CaseDays(Track.COMPLAINT, received))
    assert (found.clock, found.due_on) == (Clock.ACCEPTANCE, due)


@pytest.mark.parametrize(
    ("received", "accepted", "due"),
    [
        # Order 20 Art. 21: 45 working days; Spring Festival 28 January to 4 February 2025,
        # 26 January and 8 February worked.
        (D(2025, 1, 15), D(2025, 1, 20), D(2025, 3, 28)),
        # Order 121 Art. 23: sixty days of the calendar.
        (D(2026, 4, 15), D(2026, 4, 24), D(2026, 6, 23)),
        # The rule of the day of receipt, whenever it is accepted.
        (D(2026, 4, 14), D(2026, 4, 20), D(2026, 6, 25)),
    ],
)
def test_mediation_runs_from_acceptance_by_the_rule_of_receipt(
    inside: Flask, received: date, accepted: date, due: date
) -> None:
    found = deadlines.deadlines_for(CaseDays(Track.COMPLAINT, received, accepted=accepted))[1]
    assert (found.clock, found.due_on) == (Clock.MEDIATION, due)


def test_verification_takes_fifteen_working_days_and_fifteen_more(inside: Flask) -> None:
    # 20 September and 10 October 2026 are worked; 25 to 27 September and 1 to 7 October are off.
    (first,) = deadlines.deadlines_for(CaseDays(Track.REPORT, D(2026, 9, 18)))
    assert first.due_on == D(2026, 10, 15)
    more = (Extension(Clock.VERIFICATION, D(2026, 3, 20)),)
    (longer,) = deadlines.deadlines_for(CaseDays(Track.REPORT, D(2026, 3, 2), extensions=more))
    assert longer.due_on == D(2026, 4, 14)


def test_a_named_reporter_is_told_within_five_working_days(inside: Flask) -> None:
    days = CaseDays(Track.REPORT, D(2026, 3, 2), decided=D(2026, 3, 23))
    named = deadlines.deadlines_for(days)
    assert named[1].due_on == D(2026, 3, 30)
    unnamed = deadlines.deadlines_for(replace(days, is_named=False))
    assert [one.clock for one in unnamed] == [Clock.VERIFICATION]


def test_a_receipt_late_at_night_counts_as_the_chinese_day(inside: Flask) -> None:
    with time_machine.travel(datetime(2026, 4, 14, 16, 30, tzinfo=UTC), tick=False):
        case = make_case()
        assert case.rule_version == "v2026"
        assert case.next_due_on == D(2026, 4, 24)


def test_the_queue_knows_the_next_limit_until_the_end(inside: Flask) -> None:
    with time_machine.travel(datetime(2026, 4, 15, 2, tzinfo=UTC), tick=False):
        case, handler = make_assigned()
        services.accept_case(case, by=handler)
        accepted_due = case.next_due_on
        report, other = make_assigned(Track.REPORT)
        conclude(report, other)
    services.withdraw_case(case)
    assert (accepted_due, case.next_due_on) == (D(2026, 6, 14), None)
    assert report.next_due_on is None


def test_a_receipt_promises_every_step_with_its_article(inside: Flask) -> None:
    with time_machine.travel(datetime(2026, 4, 15, 2, tzinfo=UTC), tick=False):
        complaint = timetable.receipt_promises(make_case())
        report = timetable.receipt_promises(make_case(Track.REPORT))
    assert [line.due_on for line in complaint] == [D(2026, 4, 24), D(2026, 6, 23)]
    assert "第四十六条" in complaint[0].basis
    assert "7 个工作日" in complaint[0].basis
    assert len(report) == 2
    assert report[0].due_on is not None
    assert report[1].due_on is not None
    assert report[0].due_on < report[1].due_on


def test_a_year_whose_holidays_are_not_announced_is_marked(inside: Flask) -> None:
    with time_machine.travel(datetime(2026, 12, 28, 2, tzinfo=UTC), tick=False):
        assert timetable.receipt_promises(make_case())[0].is_provisional


def test_a_limit_that_nobody_has_set_is_shown_as_not_set(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_facts: object) -> Parameter | None:
        return None

    monkeypatch.setattr(policy, "time_limit", nothing)
    report, complaint = make_case(Track.REPORT), make_case()
    assert timetable.waiting_time(Clock.ACCEPTANCE) == "未设定"
    assert [line.basis for line in timetable.receipt_promises(report)] == ["未设定"]
    assert [line.due_on for line in timetable.receipt_promises(complaint)] == [None, None]
    assert complaint.next_due_on is None
    assert pages.remaining(deadlines.deadlines_of(complaint)[0]) is None


@pytest.mark.parametrize(
    ("due", "text", "kind"),
    [
        (D(2026, 4, 10), "超 5 天", "bad"),
        (D(2026, 4, 15), "今天到期", "warn"),
        (D(2026, 4, 17), "剩 2 天", "warn"),
        (D(2026, 4, 24), "剩 9 天", "ok"),
    ],
)
def test_the_desk_shows_what_is_left(inside: Flask, due: date, text: str, kind: str) -> None:
    with time_machine.travel(datetime(2026, 4, 15, 2, tzinfo=UTC), tick=False):
        left = pages.remaining(Deadline(Clock.ACCEPTANCE, D(2026, 4, 1), due))
    assert left is not None
    assert (left.text, left.kind) == (text, kind)
    assert 0 <= left.share <= 100


def test_a_limit_met_late_stays_late() -> None:
    late = Deadline(Clock.ACCEPTANCE, D(2026, 4, 1), D(2026, 4, 10), met_on=D(2026, 4, 11))
    assert late.is_late(D(2026, 4, 1))
    unset = Deadline(Clock.ACCEPTANCE, D(2026, 4, 1), None)
    assert not unset.is_late(D(2030, 1, 1))
    assert unset.share_used(D(2030, 1, 1)) == 0
