"""What a clerk does beside deciding: asking, meeting, noting, many cases at once, leave."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal.accounts.models import Account
from portal.complaints import board, links, meetings, queue, services
from portal.complaints.models import Case
from portal.complaints.queue import QueueFilter
from portal.complaints.rules import MeetingOutcome, Outcome, Party, Stage, Track, Urgency
from portal.enterprises.models import Enterprise
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound, Refused
from tests.factories.accounts import make_account
from tests.factories.complaints import INTAKE, make_assigned, make_case, make_handler
from tests.factories.enterprises import make_enterprise

OWNER = Actor(kind="enterprise", name="示例企业", role="enterprise")


def tomorrow() -> date:
    return clock.today() + timedelta(days=1)


def test_a_question_to_the_citizen_has_a_day_and_stands_among_the_messages(inside: Flask) -> None:
    case, handler = make_assigned()
    message = services.ask_citizen(case, text="示例：几号买的？", until=tomorrow(), by=handler)
    assert case.messages[-1] is message
    assert message.answer_due_on == tomorrow()
    for text, until in (("", tomorrow()), ("示例", clock.today()), ("示例", None)):
        with pytest.raises(Refused):
            services.ask_citizen(case, text=text, until=until, by=handler)


def asked() -> tuple[Case, Account, Enterprise]:
    """Return a case, its handler, and the enterprise it is about."""
    shop = make_enterprise("示例食品店")
    case, handler = make_assigned(enterprise_id=shop.id)
    return case, handler, shop


def test_an_enterprise_answers_a_question_once(inside: Flask) -> None:
    case, handler, shop = asked()
    text = "请提供这个批次的进货记录。"
    question = services.ask_enterprise(case, text=text, until=tomorrow(), by=handler)
    assert meetings.list_questions_to(shop.id) == [question]
    assert case.reference not in question.reference
    services.answer_question(question, text="示例：附上记录。", by=OWNER)
    assert audit.pending()[-1].subject == f"question:{question.reference}"
    with pytest.raises(Refused):
        services.answer_question(question, text="示例", by=OWNER)
    with pytest.raises(Refused):
        services.withdraw_question(question, by=handler)
    assert meetings.list_questions(case) == [question]


def test_a_question_taken_back_is_gone_from_the_enterprise(inside: Flask) -> None:
    case, handler, shop = asked()
    question = services.ask_enterprise(case, text="请说明。", until=tomorrow(), by=handler)
    services.withdraw_question(question, by=handler)
    assert meetings.list_questions_to(shop.id) == []
    with pytest.raises(NotFound):
        meetings.get_question("Q-22222222")


@pytest.mark.parametrize(
    "text", ["有消费者投诉你们", "Somebody complained", "请给 13800138000 回电", "举报称有虫", " "]
)
def test_a_question_that_would_tell_who_spoke_is_refused(inside: Flask, text: str) -> None:
    case, handler, _shop = asked()
    with pytest.raises(Refused) as told:
        services.ask_enterprise(case, text=text, until=tomorrow(), by=handler)
    assert told.value.field == "text"


def test_a_question_needs_an_open_case_with_an_enterprise(inside: Flask) -> None:
    case, handler, _shop = asked()
    with pytest.raises(Refused):
        services.ask_enterprise(case, text=f"见 {case.reference}", until=tomorrow(), by=handler)
    case.stage = Stage.CONCLUDED
    with pytest.raises(Refused):
        services.ask_enterprise(case, text="请说明。", until=tomorrow(), by=handler)
    other, handler = make_assigned()
    with pytest.raises(Refused):
        services.ask_enterprise(other, text="请说明。", until=tomorrow(), by=handler)


KNOWN = {"1", "示例〔2026〕1号"}
BOTH = (Party.COMPLAINANT, Party.RESPONDENT)


def test_a_meeting_is_planned_told_and_recorded_with_its_agreement(inside: Flask) -> None:
    case, handler = make_assigned(Track.COMPLAINT)
    services.accept_case(case, by=handler)
    at = clock.now() + timedelta(days=2)
    meeting = services.plan_meeting(case, starts_at=at, place="示例室", parties=BOTH, by=handler)
    assert (case.stage, "示例室" in case.messages[-1].text) == (Stage.MEDIATING, True)
    agreed = services.Minutes(came=BOTH, outcome=MeetingOutcome.AGREED, agreement="示例：退款。")
    with pytest.raises(Refused):
        services.record_meeting(case, meeting, minutes=agreed, by=handler)
    with time_machine.travel(at + timedelta(hours=1), tick=False):
        bare = services.Minutes(came=BOTH, outcome=MeetingOutcome.AGREED)
        with pytest.raises(Refused):
            services.record_meeting(case, meeting, minutes=bare, by=handler)
        services.record_meeting(case, meeting, minutes=agreed, by=handler)
        with pytest.raises(Refused):
            services.record_meeting(case, meeting, minutes=agreed, by=handler)
    assert (meeting.came, meeting.agreement) == (["complainant", "respondent"], "示例：退款。")
    assert meetings.find_unrecorded(case) is None
    services.conclude_complaint(
        case, outcome=Outcome.SETTLED, ground=None, answer=meeting.agreement, by=handler
    )


def test_a_meeting_needs_time_place_parties_and_an_accepted_complaint(inside: Flask) -> None:
    case, handler = make_assigned(Track.COMPLAINT)
    soon, past = clock.now() + timedelta(days=1), clock.now() - timedelta(days=1)
    with pytest.raises(Refused):
        services.plan_meeting(case, starts_at=soon, place="示例室", parties=BOTH, by=handler)
    services.accept_case(case, by=handler)
    for at, place, parties in (
        (past, "示例室", BOTH),
        (None, "示例室", BOTH),
        (soon, " ", BOTH),
        (soon, "示例室", BOTH[:1]),
    ):
        with pytest.raises(Refused):
            services.plan_meeting(case, starts_at=at, place=place, parties=parties, by=handler)


def test_notes_are_apart_from_messages(inside: Flask) -> None:
    case, handler = make_assigned()
    services.write_note(case, text="示例备注", by=handler)
    assert [note.text for note in meetings.list_notes(case)] == ["示例备注"]
    assert case.messages == []
    assert "示例备注" not in str([(line.before, line.after) for line in audit.pending()])
    with pytest.raises(Refused):
        services.write_note(case, text=" ", by=handler)
    with pytest.raises(NotAllowed):
        services.write_note(case, text="示例", by=make_handler("agriculture"))


def test_kept_replies_and_views_are_a_persons_own(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, other = make_handler(), make_handler()
    for text in ("示例一", "示例二"):
        services.keep_reply(title="示例", text=text, by=person)
    services.keep_view(name="示例", wanted={"due": "late"}, by=person)
    services.keep_view(name="示例", wanted={"due": "due-today"}, by=person)
    (reply,), (view,) = queue.list_replies(person), queue.list_views(person)
    assert (reply.text, view.wanted) == ("示例二", {"due": "due-today"})
    found = board.find_reply(person, f"own-{reply.id}")
    assert found is not None
    assert found.text == "示例二"
    assert board.find_reply(other, f"own-{reply.id}") is None
    monkeypatch.setattr("portal.complaints.services.desk.MOST_KEPT", 1)
    refusals: list[Callable[[], object]] = [
        lambda: services.keep_reply(title="更多", text="示例", by=person),
        lambda: services.keep_reply(title="", text="示例", by=person),
        lambda: services.keep_view(name="更多", wanted={}, by=person),
        lambda: services.keep_view(name=" ", wanted={}, by=person),
        lambda: services.remove_reply(reply.id, by=other),
        lambda: services.remove_view(view.id, by=other),
    ]
    for deed in refusals:
        with pytest.raises(Refused):
            deed()
    services.remove_reply(reply.id, by=person)
    services.remove_view(view.id, by=person)
    assert (queue.list_replies(person), queue.list_views(person)) == ([], [])


def picked(*cases: Case) -> list[tuple[str, str]]:
    return [(case.reference, services.mark_of(case)) for case in cases]


def test_many_cases_are_given_away_with_one_line_but_none_that_changed(inside: Flask) -> None:
    handler, colleague = make_handler(), make_handler()
    first, second, third = (make_case(Track.TIP) for _ in range(3))
    rows = picked(first, second, third)
    services.assign_case(second, handler=colleague, by=colleague)
    before = len(audit.pending())
    told = services.assign_cases(rows, handler=handler, by=handler)
    assert ([case.id for case in told.done], told.changed) == (
        [first.id, third.id],
        [second.reference],
    )
    assert second.handler_id == colleague.id
    lines = audit.pending()[before:]
    assert [line.action for line in lines] == ["case.many-assigned"]
    digest = audit.digest_of_rows([first.reference, third.reference])
    assert lines[0].after == {"handler": handler.username, "count": 2, "cases": digest}


def test_many_cases_go_to_a_handler_of_the_department_by_somebody_there(inside: Flask) -> None:
    handler, case = make_handler(), make_case()
    leader = make_account("department-leader", department=INTAKE)
    other = make_handler("agriculture")
    db.session.flush()
    for people in ({"handler": other, "by": handler}, {"handler": leader, "by": handler}):
        with pytest.raises(Refused):
            services.assign_cases(picked(case), **people)
    with pytest.raises(NotAllowed):
        services.assign_cases(picked(case), handler=other, by=other)
    with pytest.raises(Refused):
        services.assign_cases([], handler=handler, by=handler)
    with pytest.raises(Refused):
        services.assign_cases(
            picked(case) and [(str(n), "") for n in range(101)], handler=handler, by=handler
        )
    assert services.assign_cases(picked(case), handler=handler, by=leader).done == [case]


def test_the_queue_finds_by_number_part_firm_batch_and_urgency(inside: Flask) -> None:
    start = datetime(2026, 6, 1, 2, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        late = make_case(respondent="示例鱼店", batch="B-7")
    with time_machine.travel(start + timedelta(days=60), tick=False):
        fresh = make_case(respondent="示例肉店")
        mine = frozenset({INTAKE})

        def found(**wanted: Any) -> list[int]:
            return [one.id for one in queue.page_of_queue(QueueFilter(mine, **wanted)).items]

        assert found() == [late.id, fresh.id]
        assert found(urgency=Urgency.LATE) == [late.id]
        assert found(urgency=Urgency.TODAY) == found(urgency=Urgency.SOON) == []
        assert found(urgency=Urgency.LATER) == [fresh.id]
        for words in (late.reference, late.reference[-9:].lower(), "鱼", "B-7"):
            assert found(words=words) == [late.id], words
        assert found(words="%") == found(words="不存在") == []
        counts = queue.count_urgency(mine)
        assert (counts.open_count, counts.late, counts.unassigned) == (2, 1, 2)
        late.stage = Stage.CONCLUDED
        assert (found(), found(is_closed=True)) == ([fresh.id], [late.id])


def test_links_lead_to_records_of_rooms_beside_this_one(inside: Flask) -> None:
    case, handler = make_assigned()
    record = links.Record("示例〔2026〕1号", "示例处罚", "/示例")
    kind = links.Kind("示例", "示例", lambda typed: record if typed in KNOWN else None)
    links.register(kind)
    try:
        link = links.link_record(case, kind="示例", number=" 1 ", by=handler)
        for of, number in (("x", "1"), ("示例", "2"), ("示例", "1")):
            with pytest.raises(Refused):
                links.link_record(case, kind=of, number=number, by=handler)
        assert [one.record for one in links.list_linked(case)] == [record]
        links.unlink_record(case, number=link.id, by=handler)
        with pytest.raises(NotFound):
            links.unlink_record(case, number=link.id, by=handler)
    finally:
        del links._KINDS["示例"]


def test_a_department_without_a_handler_gets_no_batch(inside: Flask) -> None:
    with pytest.raises(Refused), services.filing_for("agriculture"):
        pass
