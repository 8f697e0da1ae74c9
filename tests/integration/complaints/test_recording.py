"""What the citizen's part of the log tells, and what the log itself never holds."""

import hashlib
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask

from portal.complaints import deeds, services
from portal.complaints.clocks import Grounds, Span
from portal.complaints.models import (
    CaseHold,
    ClockFact,
    DeedReason,
    EnterpriseQuestion,
)
from portal.complaints.national.files import Wanted
from portal.complaints.retention import holding, purging
from portal.complaints.rules import Stage, Track, Verdict
from portal.complaints.rules.retention import Kept
from portal.complaints.services.national import hand_over
from portal.kernel import audit, clock
from portal.kernel.audit import SYSTEM, AuditLine
from portal.kernel.db import db
from tests.factories.accounts import make_account
from tests.factories.complaints import INTAKE, conclude, make_assigned, make_handler
from tests.factories.enterprises import make_enterprise
from tests.integration.complaints.ageing import later


def test_what_was_done_to_many_cases_stands_in_the_part_of_each(inside: Flask) -> None:
    case, handler = make_assigned()
    deputy, today = make_handler(), clock.today()
    services.assign_cases([(case.reference, services.mark_of(case))], handler=handler, by=handler)
    leave = services.mark_leave(
        handler, deputy=deputy, from_on=today, until_on=today + timedelta(days=1), by=handler
    )
    services.end_leave(leave, by=handler)
    first = date(today.year - 1, 1, 1)
    hand_over(Wanted(frozenset({INTAKE}), first, today), by=handler)
    digests = {
        line.action: (line.after or {}).get("cases") or (line.after or {}).get("digest")
        for line in audit.pending()
    }
    db.session.commit()
    told = [one.what for one in deeds.deeds_of(case)]
    for words in (
        "和别的件一起指定了承办人", "承办人请假，由代办人接手", "承办人销假，交还给承办人",
        "列入给全国 12315 平台的移交文件，不含您的姓名、电话和地址",
    ):  # fmt: skip
        assert told.count(words) == 1
    # The one line of the log and the lines of the cases belong together.
    whole = audit.digest_of_rows([case.reference])
    for action in ("case.many-assigned", "leave.begun", "leave.ended", "case.handed-over"):
        assert digests[action] == whole
    assert not any(handler.username in f"{one.who}{one.what}" for one in deeds.deeds_of(case))


def test_a_reason_is_kept_beside_the_log_and_goes_with_the_words(
    inside: Flask, periods: None
) -> None:
    case, handler = make_assigned()
    db.session.commit()
    services.read_identity(case, by=handler, reason="示例：张示例要我回电")
    line = db.session.query(AuditLine).filter_by(action="case.identity-read").one()
    kept = db.session.query(DeedReason).one()
    assert line.after == {"reason_digest": kept.digest}
    assert kept.digest == hashlib.sha256(f"{kept.salt} {kept.text}".encode()).hexdigest()
    conclude(case, handler)
    with later():
        made = purging.purge_some(Kept.WORDS, by=SYSTEM)
    db.session.expire_all()
    assert made is not None
    assert made.counts["reasons"] == 1
    kept = db.session.query(DeedReason).one()
    assert (kept.text, kept.salt) == ("", "")
    assert [one.because for one in deeds.deeds_of(case) if one.is_look] == [""]


@pytest.mark.usefixtures("periods")
def test_reasons_of_clocks_questions_and_holds_go_with_the_words(inside: Flask) -> None:
    case, handler = make_assigned(Track.REPORT)
    case.enterprise = make_enterprise()
    for stage in (Stage.SCREENING, Stage.VERIFYING):
        services.advance_case(case, to=stage, by=handler)
    grounds = Grounds("示例：等检验", "示例 1 号", "示例")
    services.begin_pause(
        case, cause="testing", span=Span(clock.today()), grounds=grounds, by=handler
    )
    until = clock.today() + timedelta(days=3)
    asked = services.ask_enterprise(case, text="示例：这批进了多少？", until=until, by=handler)
    services.answer_question(asked, text="示例：三箱", by=SYSTEM)
    hold = holding.place_hold(
        case.reference, reason="示例：诉讼", by=make_account("records-officer")
    )
    db.session.flush()
    holding.release_hold(hold, by=make_account("records-officer", name="second"))
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        services.end_pause(case, until_on=clock.today(), by=handler)
        services.decide_filing(case, is_filed=True, note="", by=handler)
        services.conclude_report(case, verdict=Verdict.TRUE, answer="示例", by=handler)
    with later():
        made = purging.purge_some(Kept.WORDS, by=SYSTEM)
    assert made is not None
    for name in ("clock_facts", "questions", "holds"):
        assert made.counts[name] == 1
    db.session.expire_all()
    fact, question = db.session.query(ClockFact).one(), db.session.query(EnterpriseQuestion).one()
    assert (fact.reason, fact.document, question.text, question.answer) == ("", "", "", "")
    assert db.session.query(CaseHold).one().reason == ""
