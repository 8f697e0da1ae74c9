"""Citizens, handlers of two departments and the clock, at random: what must hold always holds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import time_machine
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portal.accounts.models import Account
from portal.complaints import deadlines, doubles, meetings, queries, services
from portal.complaints.models import Case, CaseEvent, Message
from portal.complaints.rules import (
    CLOSED,
    Identity,
    MeetingOutcome,
    Outcome,
    Party,
    Stage,
    Track,
    Verdict,
)
from portal.kernel import audit, clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.kernel.signals import case_substantiated
from portal.places.profile import current_place
from tests.factories.complaints import make_case, make_handler

FARM = "agriculture"
CANARY = Identity(name="金丝雀示例", telephone="13912345678", address="金丝雀路 7 号")
Deed = Callable[[Case, Case, Account, Account], Any]
PARTIES = (Party.COMPLAINANT, Party.RESPONDENT)


def _file(case: Case, _other: Case, _by: Account, _to: Account) -> None:
    identity = CANARY if case.track is Track.COMPLAINT else None
    make_case(case.track, identity=identity)


def _record(case: Case, _other: Case, by: Account, _to: Account) -> None:
    meeting = meetings.find_unrecorded(case)
    if meeting is not None:
        minutes = services.Minutes(PARTIES, MeetingOutcome.AGREED, agreement="示例")
        services.record_meeting(case, meeting, minutes=minutes, by=by)


def _plan(case: Case, _other: Case, by: Account, _to: Account) -> None:
    at = clock.now() + timedelta(days=1)
    services.plan_meeting(case, starts_at=at, place="示例室", parties=PARTIES, by=by)


def _away(_case: Case, _other: Case, by: Account, to: Account) -> None:
    today = clock.today()
    services.mark_leave(by, deputy=to, from_on=today, until_on=today + timedelta(days=2), by=by)


def _conclude(case: Case, _other: Case, by: Account, _to: Account) -> None:
    if case.track is Track.COMPLAINT:
        services.conclude_complaint(
            case, outcome=Outcome.SETTLED, ground=None, answer="示例", by=by
        )
    else:
        services.conclude_report(case, verdict=Verdict.TRUE, answer="示例", by=by)


def _until() -> Any:
    return clock.today() + timedelta(days=3)


def _grounds(case: Case) -> str:
    return "three-years" if case.track is Track.COMPLAINT else "duplicate"


DEEDS: dict[str, Deed] = {
    "file": _file,
    "assign": lambda case, _other, by, to: services.assign_case(case, handler=to, by=by),
    "many": lambda case, other, by, to: services.assign_cases(
        [(one.reference, services.mark_of(one)) for one in (case, other)], handler=to, by=by
    ),
    "accept": lambda case, _other, by, _to: services.accept_case(case, by=by),
    "refuse": lambda case, _other, by, _to: services.refuse_case(
        case, ground=_grounds(case), note="示例", by=by
    ),
    "supplement": lambda case, _other, by, _to: services.ask_for_supplement(
        case, until=_until(), note="示例", by=by
    ),
    "answer-it": lambda case, _other, _by, _to: services.write_as_citizen(case, text="示例补充"),
    "screen": lambda case, _other, by, _to: services.advance_case(case, to=Stage.SCREENING, by=by),
    "verify": lambda case, _other, by, _to: services.advance_case(case, to=Stage.VERIFYING, by=by),
    "mediate": lambda case, _other, by, _to: services.advance_case(case, to=Stage.MEDIATING, by=by),
    "plan": _plan,
    "record": _record,
    "decide": lambda case, _other, by, _to: services.decide_filing(
        case, is_filed=True, note="", by=by
    ),
    "conclude": _conclude,
    "tell": lambda case, _other, by, _to: services.answer_report(case, note="示例", by=by),
    "withdraw": lambda case, _other, _by, _to: services.withdraw_case(case),
    "review": lambda case, _other, _by, _to: services.ask_for_review(case, reason="示例"),
    "reopen": lambda case, _other, by, _to: services.decide_review(
        case, is_upheld=False, note="示例", by=by
    ),
    "transfer": lambda case, _other, by, _to: services.transfer_case(
        case, to=FARM, reason="示例", by=by
    ),
    "take": lambda case, _other, by, _to: services.take_over(case, by=by),
    "return": lambda case, _other, by, _to: services.hand_back(case, reason="示例", by=by),
    "join": lambda case, other, by, _to: services.join_cases(case, other, by=by),
    "split": lambda case, _other, by, _to: services.split_case(case, reason="示例", by=by),
    "ask": lambda case, _other, by, _to: services.ask_citizen(
        case, text="示例", until=_until(), by=by
    ),
    "note": lambda case, _other, by, _to: services.write_note(case, text="示例", by=by),
    "away": _away,
    "morning": lambda _case, _other, _by, _to: services.keep_leaves(),
    "compare": lambda _case, _other, _by, _to: services.compare_all(),
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(DEEDS)),
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(0, 6),
    ),
    min_size=10,
    max_size=24,
)


def check_owner(case: Case) -> None:
    """C9: one department, and whoever handles a case belongs to it."""
    assert case.department in {office.code for office in current_place().departments.offices}
    assert case.handler is None or case.handler.department == case.department
    waiting = [row for row in case.transfers if row.is_taken is None]
    assert len(waiting) <= 1 or case.stage is not Stage.TRANSFERRED
    if case.stage is Stage.TRANSFERRED:
        assert case.transfers[0].to_department == case.department
        assert case.handler_id is None


def check_matter(case: Case) -> None:
    """C5: a matter is led by the case received first; while open its cases stand at one step."""
    matter = doubles.list_matter(case)
    assert [one.received_at for one in matter] == sorted(one.received_at for one in matter)
    if not any(one.stage in CLOSED for one in matter):
        assert len({(one.stage, one.department, one.handler_id) for one in matter}) == 1


def check_silence() -> None:
    """C1: whoever filed is nowhere but in the sealed table."""
    lines = [(line.subject, line.before, line.after) for line in audit.pending()]
    told = [event.note for event in db.session.query(CaseEvent)]
    told += [message.text for message in db.session.query(Message)]
    told += [f"{case.told}{case.request}{case.answer}" for case in db.session.query(Case)]
    whole = f"{lines}{told}"
    assert not any(word in whole for word in (CANARY.name, CANARY.telephone, CANARY.address))


def check(case: Case, received: dict[int, Any], substantiated: list[int]) -> None:
    """What holds of one case, whatever was done."""
    check_owner(case)
    check_matter(case)
    assert case.received_at == received.setdefault(case.id, case.received_at)
    assert queries.find_case(case.reference) is case  # C3
    if case.stage is Stage.REFUSED:  # C4
        assert case.ground
        assert case.answer
    assert case.next_due_on == deadlines.due_in_queue(case)
    if case.verdict is Verdict.TRUE and case.concluded_at:
        assert case.id in substantiated


@contextmanager
def story(app: Flask) -> Iterator[tuple[list[Account], list[int]]]:
    """Begin with two handlers in each of two departments; forget everything at the end."""
    heard: list[int] = []
    with case_substantiated.connected_to(lambda _sender, record: heard.append(record.id)):
        people = [make_handler(), make_handler(), make_handler(FARM), make_handler(FARM)]
        for track in (Track.TIP, Track.REPORT, Track.COMPLAINT, Track.COMPLAINT):
            case = make_case(track, identity=CANARY if track is Track.COMPLAINT else None)
            services.assign_case(case, handler=people[0], by=people[0])
        yield people, heard
    db.session.rollback()


@settings(
    max_examples=12,
    # A story is long to shorten; the seed repeats it as it is.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(steps=STEPS)
def test_whatever_people_do_the_promises_hold(inside: Flask, steps: list[tuple[Any, ...]]) -> None:
    received: dict[int, Any] = {}
    with time_machine.travel("2026-06-01T02:00:00Z", tick=False) as moment, story(inside) as begun:
        people, heard = begun
        for name, first, second, by, to, days in steps:
            cases = db.session.query(Case).order_by(Case.id).all()
            case, other = cases[first % len(cases)], cases[second % len(cases)]
            moment.shift(timedelta(days=days, minutes=1))
            # Mostly whoever handles the case: others are refused, and little would happen.
            person = case.handler if by and case.handler else people[by]
            with suppress(Refused), db.session.begin_nested():
                DEEDS[name](case, other, person, people[to])
            for one in (case, other):
                check(one, received, heard)
        for one in db.session.query(Case).order_by(Case.id):
            check(one, received, heard)
        check_silence()
