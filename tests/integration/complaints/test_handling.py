"""What handlers decide, and what the rules keep them from."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.accounts.models import Account
from portal.complaints import policy, queries, services
from portal.complaints.files import check_file
from portal.complaints.models import Case, TrackingVisit
from portal.complaints.rules import Identity, Outcome, Stage, Track, Verdict
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.kernel.permissions import Permission
from portal.web.attachments import FileLimits
from tests.factories import files
from tests.factories.accounts import make_account
from tests.factories.complaints import PERSON, conclude, make_assigned, make_case, make_handler

Deed = Callable[[Case, Account], Any]


def test_every_move_writes_one_line_with_before_and_after(inside: Flask) -> None:
    case, handler = make_assigned()
    services.accept_case(case, by=handler)
    line = next(one for one in audit.pending() if one.action == "case.accepted")
    assert line.subject == f"case:{case.reference}"
    assert line.before is not None
    assert line.after is not None
    assert (line.before["stage"], line.after["stage"]) == ("submitted", "accepted")
    assert case.events[0].stage is Stage.ACCEPTED


def test_no_audit_line_holds_a_person_or_the_persons_words(inside: Flask) -> None:
    case, handler = make_assigned()
    services.write_as_citizen(case, text="示例原话")
    conclude(case, handler)
    lines = str([(line.subject, line.before, line.after) for line in audit.pending()])
    for secret in (PERSON.name, PERSON.telephone, "示例原话", case.told):
        assert secret not in lines


DEEDS: list[tuple[Track, Deed]] = [
    (Track.COMPLAINT, lambda case, by: services.accept_case(case, by=by)),
    (
        Track.COMPLAINT,
        lambda case, by: services.refuse_case(case, ground="three-years", note="示例", by=by),
    ),
    (Track.REPORT, lambda case, by: services.advance_case(case, to=Stage.SCREENING, by=by)),
    (Track.COMPLAINT, lambda case, by: services.write_as_handler(case, text="示例", by=by)),
    (Track.COMPLAINT, lambda case, by: services.read_identity(case, by=by, reason="示例")),
]


@pytest.mark.parametrize(("track", "deed"), DEEDS)
def test_only_the_assigned_handler_decides(inside: Flask, track: Track, deed: Deed) -> None:
    case, _handler = make_assigned(track)
    with pytest.raises(NotAllowed):
        deed(case, make_handler())
    with pytest.raises(NotAllowed):
        deed(case, make_handler("agriculture"))
    with pytest.raises(NotAllowed):
        deed(case, make_account("intake-clerk", department=case.department))
    with pytest.raises(Refused):
        deed(make_case(track), make_handler())


def test_a_handler_is_one_of_the_department(inside: Flask) -> None:
    case, handler = make_assigned()
    for person in (
        make_handler("agriculture"),
        make_account("volunteer", department=case.department),
    ):
        with pytest.raises(Refused):
            services.assign_case(case, handler=person, by=handler)


def test_a_report_is_refused_on_its_own_grounds(inside: Flask) -> None:
    case, handler = make_assigned(Track.TIP)
    services.advance_case(case, to=Stage.SCREENING, by=handler)
    with pytest.raises(Refused):
        services.refuse_case(case, ground="three-years", note="示例", by=handler)
    services.refuse_case(case, ground="duplicate", note="示例：已并入先前的举报", by=handler)
    assert case.events[0].ground == "duplicate"


def test_each_track_is_concluded_in_its_own_way(inside: Flask) -> None:
    complaint, handler = make_assigned()
    report, other = make_assigned(Track.REPORT)
    with pytest.raises(Refused):
        services.conclude_report(complaint, verdict=Verdict.TRUE, answer="示例", by=handler)
    with pytest.raises(Refused):
        services.conclude_complaint(
            report, outcome=Outcome.SETTLED, ground=None, answer="示例", by=other
        )


def test_mediation_is_ended_on_a_legal_ground(inside: Flask) -> None:
    case, handler = make_assigned()
    services.accept_case(case, by=handler)
    with pytest.raises(Refused):
        services.conclude_complaint(
            case, outcome=Outcome.TERMINATED, ground="made up", answer="示例", by=handler
        )
    services.conclude_complaint(
        case, outcome=Outcome.TERMINATED, ground="absent", answer="示例", by=handler
    )
    assert case.ground == "absent"


def test_verification_is_extended_once_and_with_a_reason(inside: Flask) -> None:
    case, handler = make_assigned(Track.REPORT)
    with pytest.raises(Refused):
        services.extend_verification(case, note="示例", by=handler)
    services.advance_case(case, to=Stage.SCREENING, by=handler)
    services.advance_case(case, to=Stage.VERIFYING, by=handler)
    before = case.next_due_on
    services.extend_verification(case, note="示例：要送检", by=handler)
    assert before is not None
    assert case.next_due_on is not None
    assert case.next_due_on > before
    with pytest.raises(Refused):
        services.extend_verification(case, note="示例", by=handler)


def test_a_review_that_is_upheld_leaves_the_result(inside: Flask) -> None:
    case, handler = make_assigned(Track.TIP)
    conclude(case, handler)
    services.ask_for_review(case, reason="示例")
    services.decide_review(case, is_upheld=True, note="示例", by=handler)
    assert (case.stage, case.verdict) == (Stage.CONCLUDED, Verdict.TRUE)


def test_a_review_that_is_granted_opens_the_case_again(inside: Flask) -> None:
    case, handler = make_assigned(Track.TIP)
    conclude(case, handler, verdict=Verdict.UNTRUE)
    services.ask_for_review(case, reason="示例")
    services.decide_review(case, is_upheld=False, note="示例", by=handler)
    assert (case.stage, case.verdict, case.concluded_at) == (Stage.VERIFYING, None, None)


def test_a_refused_case_may_be_reviewed_too(inside: Flask) -> None:
    case, handler = make_assigned()
    services.refuse_case(case, ground="three-years", note="示例", by=handler)
    services.ask_for_review(case, reason="示例")
    services.decide_review(case, is_upheld=True, note="示例", by=handler)
    assert case.stage is Stage.REFUSED


def test_where_no_review_is_granted_nobody_can_ask(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, handler = make_assigned()
    conclude(case, handler)
    monkeypatch.setattr("portal.complaints.policy.may_ask_for_review", lambda: False)
    with pytest.raises(Refused):
        services.ask_for_review(case, reason="示例")


def test_a_move_the_table_does_not_list_is_refused(inside: Flask) -> None:
    case, handler = make_assigned()
    with pytest.raises(MoveRefused):
        services.advance_case(case, to=Stage.SCREENING, by=handler)
    with pytest.raises(Refused):
        services.advance_case(case, to=Stage.ACCEPTED, by=handler)
    with pytest.raises(Refused):
        services.rate_case(case, score=5)
    conclude(case, handler)
    with pytest.raises(Refused):
        services.rate_case(case, score=6)
    services.rate_case(case, score=5)
    assert case.stage is Stage.RATED
    with pytest.raises(Refused):
        services.withdraw_case(case)


def test_a_report_is_rated_without_moving(inside: Flask) -> None:
    case, handler = make_assigned(Track.REPORT)
    conclude(case, handler)
    services.rate_case(case, score=2)
    assert (case.stage, case.score) == (Stage.CONCLUDED, 2)


def test_intake_alone_passes_a_case_on_and_to_somebody_who_can_take_it(inside: Flask) -> None:
    case, handler = make_assigned()
    for to in ("agriculture", "no such", case.department):
        with pytest.raises(Refused):
            services.transfer_case(case, to=to, reason="示例", by=handler)
    farmer, doctor = make_handler("agriculture"), make_handler("health")
    services.transfer_case(case, to="agriculture", reason="示例", by=handler)
    with pytest.raises(Refused):
        services.assign_case(case, handler=farmer, by=farmer)
    services.take_over(case, by=farmer)
    assert (case.department, case.handler) == ("agriculture", farmer)
    with pytest.raises(Refused):
        services.transfer_case(case, to=doctor.department or "", reason="示例", by=farmer)
    services.hand_back(case, reason="示例", by=farmer)
    assert (case.department, case.handler) == ("market-regulation", None)
    services.take_over(case, by=handler)
    assert [row.is_taken for row in case.transfers] == [True, True]


def test_an_identity_opens_for_its_own_case_only(inside: Flask) -> None:
    case, handler = make_assigned()
    db.session.commit()
    assert services.read_identity(case, by=handler, reason="示例") == PERSON
    other, again = make_assigned(identity=Identity(name="示例二"))
    db.session.commit()
    assert services.read_identity(other, by=again, reason="示例").name == "示例二"
    tip, third = make_assigned(Track.TIP)
    with pytest.raises(Refused):
        services.read_identity(tip, by=third, reason="示例")
    plain = make_account("data-officer", "handler", department=case.department)
    with pytest.raises(Refused):
        services.read_identity(tip, by=plain, reason=" ")


def test_without_the_permission_not_even_the_handler_reads_an_identity(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, handler = make_assigned()
    only = {Permission.CASE_HANDLE}
    monkeypatch.setattr(Account, "may", lambda _self, permission: permission in only)
    with pytest.raises(NotAllowed):
        services.read_identity(case, by=handler, reason="示例")


def test_more_files_than_allowed_are_refused(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = FileLimits(1, 1024, 1000, ("application/pdf",))
    monkeypatch.setattr(policy, "file_limits", lambda: limits)
    file = check_file("x", files.paper(is_bare=True), limits)
    case = make_case()
    services.write_as_citizen(case, text="", files=[file])
    with pytest.raises(Refused):
        services.write_as_citizen(case, text="", files=[file])


def test_a_receipt_is_confirmed_once(inside: Flask) -> None:
    case = make_case()
    services.confirm_receipt(case, by=CITIZEN)
    first = case.receipt_confirmed_at
    services.confirm_receipt(case, by=CITIZEN)
    assert case.receipt_confirmed_at == first


def test_a_case_that_is_not_there_is_not_found(inside: Flask) -> None:
    with pytest.raises(NotFound):
        queries.get_case("LC26-2222-2222-2222")
    assert services.find_open_case("no such token") is None
    services.close_visit("no such token")


def test_a_visit_ends_by_itself_and_old_ones_are_swept_out(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case()
    token = services.open_visit(case)
    visit = queries.find_visit(token)
    assert visit is not None
    visit.seen_at = clock.now() - timedelta(hours=1)
    db.session.flush()
    assert services.find_open_case(token) is None
    services.open_visit(case)
    db.session.flush()
    assert db.session.query(TrackingVisit).count() == 1
