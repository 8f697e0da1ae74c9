"""Cases that may be one matter: found, joined, handled together, and apart again."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.accounts.models import Account
from portal.complaints import doubles, queries, services
from portal.complaints.models import Case, CaseDouble
from portal.complaints.rules import DoubleState, Outcome, Stage, Track, Verdict
from portal.complaints.rules.matter import Addressed
from portal.jobs import worker
from portal.kernel import audit
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, Refused
from portal.kernel.signals import case_substantiated
from tests.factories.complaints import STORY, make_assigned, make_case, make_handler

AGAIN = "示例：昨天买的鱼饼发黏，有异味，商家不肯退钱！"
OTHER = "示例：食堂的米饭里有虫子，问了三次没有人管。"
START = datetime(2026, 6, 1, 2, tzinfo=UTC)


def suggested(case: Case) -> list[str]:
    return [one.other.reference for one in doubles.list_suggestions(case, None)]


def test_what_is_filed_is_compared_by_the_worker_and_only_once(inside: Flask) -> None:
    first, second, third = (
        make_case(Track.TIP),
        make_case(Track.TIP, told=AGAIN),
        make_case(Track.TIP, told=OTHER),
    )
    db.session.commit()
    assert worker.run_all() >= 1
    assert suggested(second) == [first.reference]
    assert suggested(first) == [second.reference]
    assert suggested(third) == []
    assert services.compare_all() == 0


def test_the_same_words_again_are_a_copy_unless_they_name_another_firm(inside: Flask) -> None:
    make_case(Track.TIP)
    copy = make_case(Track.TIP)
    elsewhere = make_case(Track.TIP, respondent="另一家示例饭馆", batch="示例 2")
    services.compare_all()
    (found,) = doubles.list_suggestions(copy, None)
    assert (found.double.is_copy, found.percent) == (True, 100)
    assert not any(one.double.is_copy for one in doubles.list_suggestions(elsewhere, None))


def test_a_complaint_and_a_report_are_never_suggested_to_be_one(inside: Flask) -> None:
    make_case(Track.COMPLAINT)
    report = make_case(Track.REPORT)
    services.compare_all()
    assert suggested(report) == []


def test_a_reader_sees_suggestions_of_the_own_departments_alone(inside: Flask) -> None:
    first, second = make_case(Track.TIP), make_case(Track.TIP)
    services.compare_all()
    first.department = "agriculture"
    assert doubles.list_suggestions(second, frozenset({second.department})) == []


def joined(track: Track = Track.TIP, count: int = 2) -> tuple[list[Case], Account]:
    """Return cases of one matter, the first received first, and their handler."""
    cases = []
    for day in range(count):
        with time_machine.travel(START + timedelta(days=day), tick=False):
            cases.append(make_case(track))
    handler = make_handler()
    for case in cases:
        services.assign_case(case, handler=handler, by=handler)
    for case in cases[1:]:
        services.join_cases(case, cases[0], by=handler)
    return cases, handler


def test_cases_joined_before_they_are_compared_are_not_suggested_again(inside: Flask) -> None:
    (first, second), _handler = joined()
    third = make_case(Track.TIP)
    assert services.compare_all() == 3
    assert suggested(second) == [third.reference]
    assert {one.other for one in doubles.list_suggestions(third, None)} == {first, second}


def test_a_step_of_the_first_is_taken_for_all_and_each_keeps_its_own_time(inside: Flask) -> None:
    (first, second), handler = joined()
    times = [first.received_at, second.received_at]
    services.advance_case(first, to=Stage.SCREENING, by=handler)
    services.advance_case(first, to=Stage.VERIFYING, by=handler)
    assert second.stage is Stage.VERIFYING
    assert [first.received_at, second.received_at] == times
    assert first.next_due_on
    assert second.next_due_on
    assert first.next_due_on < second.next_due_on
    with pytest.raises(Refused, match=first.reference):
        services.decide_filing(second, is_filed=True, note="", by=handler)
    moves = [line.subject for line in audit.pending() if line.action == "case.moved-to-verifying"]
    assert moves == [first.subject, second.subject]


def test_each_tip_found_true_has_its_own_right_to_a_reward(inside: Flask) -> None:
    (first, second), handler = joined()
    heard: list[Case] = []
    with case_substantiated.connected_to(lambda _sender, record: heard.append(record)):
        services.advance_case(first, to=Stage.SCREENING, by=handler)
        services.advance_case(first, to=Stage.VERIFYING, by=handler)
        services.decide_filing(first, is_filed=True, note="", by=handler)
        services.conclude_report(first, verdict=Verdict.TRUE, answer="示例：已查处。", by=handler)
    assert heard == [first, second]
    assert second.answer == "示例：已查处。"
    assert doubles.list_matter(second) == [first, second]
    # What approvers of a reward read: who else told of the same matter, and when.
    assert queries.list_related(second, None) == [first]
    assert queries.list_related(second, frozenset({"agriculture"})) == []


def test_the_one_behind_is_brought_to_the_step_of_the_other(inside: Flask) -> None:
    case, handler = make_assigned(Track.COMPLAINT)
    services.accept_case(case, by=handler)
    late = make_case(Track.COMPLAINT)
    lead = services.join_cases(case, late, by=handler)
    assert lead is case
    assert (late.stage, late.handler_id, late.accepted_at is not None) == (
        Stage.ACCEPTED,
        handler.id,
        True,
    )
    own = {case.reference: "示例：已退款。", late.reference: "示例：已换货。"}
    services.conclude_complaint(
        case,
        outcome=Outcome.SETTLED,
        ground=None,
        answer="示例：已退款。",
        addressed=Addressed(own_words=own),
        by=handler,
    )
    assert late.outcome is Outcome.SETTLED


def test_a_split_gives_the_case_back_as_it_was_and_is_remembered(inside: Flask) -> None:
    (first, second, third), handler = joined(count=3)
    before = (second.stage, second.received_at, second.next_due_on, second.reference)
    services.split_case(second, reason="示例：不是一件事", by=handler)
    assert (second.stage, second.received_at, second.next_due_on, second.reference) == before
    assert doubles.list_matter(second) == [second]
    assert doubles.list_matter(first) == [first, third]
    services.advance_case(second, to=Stage.SCREENING, by=handler)
    assert (first.stage, third.stage) == (Stage.SUBMITTED, Stage.SUBMITTED)
    double = doubles.find_double(first, second)
    assert double is not None
    assert double.state is DoubleState.DISMISSED
    services.join_cases(second, first, by=handler)
    assert doubles.list_matter(third)[0] is first
    with pytest.raises(Refused):
        services.split_case(third, reason=" ", by=handler)


def test_where_the_first_leaves_the_next_one_leads_on(inside: Flask) -> None:
    (first, second, third), handler = joined(count=3)
    services.withdraw_case(first)
    assert first.stage is Stage.WITHDRAWN
    assert doubles.list_matter(third) == [second, third]
    services.advance_case(second, to=Stage.SCREENING, by=handler)
    assert third.stage is Stage.SCREENING


def test_what_is_no_pair_is_refused(inside: Flask) -> None:
    case, handler = make_assigned(Track.TIP)
    decided, _other = make_assigned(Track.TIP)
    decided.handler_id, decided.stage = handler.id, Stage.FILED
    db.session.flush()
    far = make_case(Track.TIP)
    far.department = "agriculture"
    for other in (case, decided, far, make_case(Track.COMPLAINT), make_assigned(Track.TIP)[0]):
        with pytest.raises(Refused):
            services.join_cases(case, other, by=handler)
    with pytest.raises(Refused):
        services.split_case(case, reason="示例", by=handler)
    with pytest.raises(NotAllowed):
        services.join_cases(case, make_case(Track.TIP), by=make_handler())


def test_a_dismissed_suggestion_is_gone_and_can_still_be_joined(inside: Flask) -> None:
    case, handler = make_assigned(Track.TIP)
    other = make_case(Track.TIP)
    services.compare_all()
    services.dismiss_double(case, other, by=handler)
    assert suggested(case) == []
    assert audit.pending()[-1].action == "case.double-dismissed"
    services.join_cases(case, other, by=handler)
    assert db.session.query(CaseDouble).one().state is DoubleState.JOINED
    assert doubles.count_members([case, other]) == {case.id: 1}
    assert doubles.count_suggested([case, other]) == {}


def test_cases_move_between_departments_together(inside: Flask) -> None:
    (first, second), handler = joined()
    farmer = make_handler("agriculture")
    services.transfer_case(first, to="agriculture", reason="示例", by=handler)
    assert (second.department, second.stage) == ("agriculture", Stage.TRANSFERRED)
    services.take_over(first, by=farmer)
    assert second.handler_id == first.handler_id == farmer.id
    assert STORY in second.told
