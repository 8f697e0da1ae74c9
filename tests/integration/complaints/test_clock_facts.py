"""What moves clocks is written down with its days, its reason and its document."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask

from portal.accounts.models import Account
from portal.complaints import deadlines, pages, services
from portal.complaints.clocks import FactKind, Grounds, Span
from portal.complaints.models import Case
from portal.complaints.rules import Clock, Outcome, Stage, Track, Verdict
from portal.complaints.services.moves import refresh_open_cases
from portal.kernel.errors import Refused
from tests.factories.complaints import make_assigned

D = date
WHY = Grounds("示例：送检样品", "示例检〔2026〕7 号", "示例：分管负责人")


def _at(month: int, day: int) -> time_machine.travel:
    return time_machine.travel(datetime(2026, month, day, 2, tzinfo=UTC), tick=False)


def _accepted() -> tuple[Case, Account]:
    with _at(5, 6):
        case, handler = make_assigned()
    with _at(5, 12):
        services.accept_case(case, by=handler)
    return case, handler


def _verifying() -> tuple[Case, Account]:
    with _at(6, 15):
        case, handler = make_assigned(Track.REPORT)
        services.advance_case(case, to=Stage.SCREENING, by=handler)
        services.advance_case(case, to=Stage.VERIFYING, by=handler)
    return case, handler


def _pause(case: Case, handler: Account, first: date, last: date | None = None) -> None:
    services.begin_pause(case, cause="testing", span=Span(first, last), grounds=WHY, by=handler)


def test_the_days_of_a_test_are_not_counted(inside: Flask) -> None:
    case, handler = _accepted()
    assert case.next_due_on == D(2026, 7, 11)
    with _at(6, 20):
        _pause(case, handler, D(2026, 5, 20), D(2026, 6, 18))
    assert case.next_due_on == D(2026, 8, 10)
    (line,) = pages.facts_of(case).clock_lines
    assert line.title == "期限暂停：检测"
    assert line.days == "从 2026-05-20 到 2026-06-18，含头尾"
    assert "总局令第121号" in line.basis or "投诉举报处理办法" in line.basis
    assert "条文号未见" in line.basis


def test_while_a_test_lasts_the_clock_stands_and_nothing_is_late(inside: Flask) -> None:
    case, handler = _accepted()
    with _at(5, 20):
        _pause(case, handler, D(2026, 5, 20))
        with pytest.raises(Refused, match="已经在暂停"):
            _pause(case, handler, D(2026, 5, 20))
        assert case.next_due_on is None
        services.note_dispute(case, from_on=D(2026, 5, 20), grounds=WHY, by=handler)
        assert case.next_due_on == D(2026, 5, 29)
        services.settle_fact(case, FactKind.DISPUTE, until_on=D(2026, 5, 20), by=handler)
        assert case.next_due_on is None
    with _at(11, 1):
        limit = deadlines.running(case)
        assert limit is not None
        assert limit.is_standing
        assert not limit.is_late(D(2026, 11, 1))
        left = pages.remaining(limit)
        assert left is not None
        assert left.text == "暂停中"
        assert pages.facts_of(case).clock_lines[0].is_open
        services.end_pause(case, until_on=D(2026, 6, 18), document="示例报告 9", by=handler)
        with pytest.raises(Refused, match="没有暂停"):
            services.end_pause(case, until_on=D(2026, 6, 18), by=handler)
    assert case.next_due_on == D(2026, 8, 10)


def test_days_of_the_queue_are_worked_out_anew(inside: Flask) -> None:
    case, _handler = _accepted()
    case.next_due_on = D(2026, 1, 1)
    assert refresh_open_cases() == 1
    assert case.next_due_on == D(2026, 7, 11)
    assert refresh_open_cases() == 0


def test_an_operator_works_the_days_out_anew_by_a_command(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["complaints", "refresh-due"])
    assert said.output == "0 cases have another day.\n"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (D(2026, 5, 1), None, "收到之日以后"),
        (D(2026, 7, 1), None, "今天以前"),
        (D(2026, 6, 1), D(2026, 5, 31), "不能早于"),
        (D(2026, 6, 1), D(2026, 7, 1), "今天以前"),
        (D(2026, 5, 19), D(2026, 5, 20), "重叠"),
    ],
)
def test_days_that_cannot_be_are_refused(
    inside: Flask, first: date, last: date | None, words: str
) -> None:
    case, handler = _accepted()
    with _at(6, 20):
        _pause(case, handler, D(2026, 5, 20), D(2026, 5, 25))
        with pytest.raises(Refused, match=words):
            _pause(case, handler, first, last)
        _pause(case, handler, D(2026, 5, 26), D(2026, 5, 27))


def test_a_pause_needs_its_cause_its_words_and_its_document(inside: Flask) -> None:
    case, handler = _accepted()
    span = Span(D(2026, 5, 13))
    with _at(5, 20):
        for cause, grounds in [
            ("hearing", WHY),
            ("testing", Grounds("")),
            ("testing", Grounds("x")),
        ]:
            with pytest.raises(Refused):
                services.begin_pause(case, cause=cause, span=span, grounds=grounds, by=handler)


def test_acceptance_does_not_stand_still(inside: Flask) -> None:
    with _at(5, 6):
        case, handler = make_assigned()
        with pytest.raises(Refused, match="没有可以暂停"):
            _pause(case, handler, D(2026, 5, 6))


def test_verification_is_extended_once_and_only_while_it_runs(inside: Flask) -> None:
    case, handler = _verifying()
    with _at(7, 3):
        assert case.next_due_on == D(2026, 7, 7)
        services.extend_limit(case, grounds=WHY, granted_on=D(2026, 7, 2), by=handler)
        assert case.next_due_on == D(2026, 7, 28)
        with pytest.raises(Refused, match="一次"):
            services.extend_limit(case, grounds=WHY, by=handler)
    line = pages.facts_of(case).clock_lines[0]
    assert line.effect == "多给 15 个工作日。"
    assert "第十八条" in line.basis
    late, other = _verifying()
    with _at(7, 8), pytest.raises(Refused, match="已经过了"):
        services.extend_limit(late, grounds=WHY, by=other)


def test_a_penalty_case_is_extended_by_rule_and_then_by_its_leaders(inside: Flask) -> None:
    case, handler = _verifying()
    with _at(7, 1):
        services.decide_filing(case, is_filed=True, note="", by=handler)
        services.record_notice(case, by=handler)
    assert case.next_due_on == D(2026, 9, 29)
    with _at(9, 20):
        services.extend_limit(case, grounds=WHY, by=handler)
        assert case.next_due_on == D(2026, 10, 29)
        with pytest.raises(Refused, match="集体讨论"):
            services.extend_limit(case, grounds=WHY, by=handler)
        services.extend_limit(case, grounds=WHY, until_on=D(2026, 12, 1), by=handler)
    assert case.next_due_on == D(2026, 12, 1)
    effects = {line.effect for line in pages.facts_of(case).clock_lines}
    assert effects == {"多给 30 日。", "由负责人集体讨论决定。"}


def test_nothing_runs_nothing_is_extended(inside: Flask) -> None:
    case, handler = _accepted()
    with _at(5, 13), pytest.raises(Refused, match="没有可以延长"):
        services.extend_limit(case, grounds=WHY, by=handler)


def test_a_dispute_over_competence_has_seven_working_days(inside: Flask) -> None:
    case, handler = _verifying()
    with _at(6, 16):
        services.note_dispute(case, from_on=D(2026, 6, 16), grounds=WHY, by=handler)
        with pytest.raises(Refused, match="还没有结束"):
            services.note_dispute(case, from_on=D(2026, 6, 16), grounds=WHY, by=handler)
        assert case.next_due_on == D(2026, 6, 26)
    with _at(6, 18):
        services.settle_fact(
            case, FactKind.DISPUTE, until_on=D(2026, 6, 18), document="示例", by=handler
        )
        with pytest.raises(Refused):
            services.settle_fact(case, FactKind.DISPUTE, until_on=D(2026, 6, 18), by=handler)
        services.withdraw_case(case)
        with pytest.raises(Refused, match="已经办结"):
            services.note_dispute(case, from_on=D(2026, 6, 18), grounds=WHY, by=handler)


def test_a_clue_found_in_a_mediation_is_verified_whatever_becomes_of_it(inside: Flask) -> None:
    case, handler = _accepted()
    with _at(6, 10):
        services.note_clue(case, from_on=D(2026, 6, 10), grounds=WHY, by=handler)
        services.conclude_complaint(
            case, outcome=Outcome.UNSETTLED, ground=None, answer="示例：没谈成", by=handler
        )
    found = {one.clock: one.due_on for one in deadlines.deadlines_of(case)}
    assert found[Clock.VERIFICATION] == D(2026, 7, 2)
    assert found[Clock.END_NOTICE] == D(2026, 6, 22)
    with _at(6, 11):
        services.record_notice(case, by=handler)
    assert case.next_due_on == D(2026, 7, 2)
    report, other = _verifying()
    with _at(6, 16), pytest.raises(Refused):
        services.note_clue(report, from_on=D(2026, 6, 16), grounds=WHY, by=other)


def test_a_case_taken_back_in_time_is_neither_kept_nor_broken(inside: Flask) -> None:
    with _at(5, 6):
        early, _handler = make_assigned()
        late, _other = make_assigned()
        services.withdraw_case(early)
    with _at(6, 6):
        services.withdraw_case(late)
    today = D(2026, 7, 1)
    assert deadlines.deadlines_of(early)[0].verdict(today) is None
    assert deadlines.deadlines_of(late)[0].verdict(today) is False


def test_a_case_taken_up_again_keeps_what_was_decided_first(inside: Flask) -> None:
    case, handler = _accepted()
    with _at(5, 20):
        services.conclude_complaint(
            case, outcome=Outcome.SETTLED, ground=None, answer="示例：已退款。", by=handler
        )
    with _at(6, 1):
        services.ask_for_review(case, reason="示例：没有退")
        services.decide_review(case, is_upheld=False, note="示例：重新办", by=handler)
        acceptance, mediation = deadlines.deadlines_of(case)
        assert acceptance.met_on == D(2026, 5, 12)
        assert (mediation.starts_on, mediation.due_on) == (D(2026, 6, 1), D(2026, 7, 31))


def test_a_report_taken_up_again_is_verified_anew(inside: Flask) -> None:
    case, handler = _verifying()
    with _at(6, 20):
        services.decide_filing(case, is_filed=False, note="示例：没有线索", by=handler)
        services.conclude_report(case, verdict=Verdict.UNTRUE, answer="示例：不属实", by=handler)
    with _at(7, 20):
        services.ask_for_review(case, reason="示例：有新线索")
        services.decide_review(case, is_upheld=False, note="示例：重新查", by=handler)
        first, again = deadlines.deadlines_of(case)
        assert (first.met_on, first.verdict(D(2026, 7, 20))) == (D(2026, 6, 20), True)
        assert (again.starts_on, again.due_on) == (D(2026, 7, 20), D(2026, 8, 10))
