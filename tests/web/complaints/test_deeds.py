"""The deeds of the desk, each from its form to what it changes."""

import pytest
from flask import Flask

from portal.accounts.queries import get_account
from portal.complaints import queries, services
from portal.complaints.models import Case
from portal.complaints.rules import Outcome, Stage, Track
from portal.kernel import clock
from portal.kernel.audit import AuditLine
from portal.kernel.db import db, write_intent
from tests.factories.accounts import make_account
from tests.visitor import Visitor
from tests.web.complaints.conftest import HANDLER, Officer, filed
from tests.web.complaints.journeys import RESPONDENT, TOLD


def stage_of(app: Flask, reference: str) -> Stage:
    """Return where a case stands."""
    with app.app_context():
        return queries.get_case(reference).stage


def test_a_complaint_goes_from_receipt_to_its_end(app: Flask, handler: Visitor) -> None:
    reference = filed(app)
    address = f"/desk/cases/{reference}"
    handler.post(f"{address}/acceptance", {})
    handler.post(f"{address}/step", {"step-to": "mediating"})
    assert "转入" not in handler.get(address).text
    refused = handler.post(f"{address}/outcome", {"outcome-outcome": "terminated"}, status=422)
    assert "请选择法定理由" in refused.text
    sent = {"outcome-outcome": "settled", "outcome-answer": "示例：退了 38 元"}
    handler.post(f"{address}/outcome", sent)
    assert stage_of(app, reference) is Stage.CONCLUDED
    handler.post(f"{address}/acceptance", {}, status=409)


def test_a_report_goes_from_screening_to_its_answer(app: Flask, handler: Visitor) -> None:
    reference = filed(app, Track.REPORT)
    address = f"/desk/cases/{reference}"
    for stage in ("screening", "verifying"):
        handler.post(f"{address}/step", {"step-to": stage})
    handler.post(f"{address}/step", {"step-to": "nonsense"}, status=422)
    handler.post(f"{address}/step", {"step-to": "concluded"}, status=422)
    handler.post(f"{address}/extension", {"extension-note": ""}, status=422)
    more = {
        "extension-note": "示例：要检验",
        "extension-granted_on": clock.today().isoformat(),
        "extension-approved_by": "示例：分管负责人",
        "extension-document": "示例延〔2026〕1 号",
    }
    handler.post(f"{address}/extension", more)
    no = {"decision-decision": "no", "decision-note": ""}
    assert "请写明理由" in handler.post(f"{address}/decision", no, status=422).text
    handler.post(f"{address}/decision", {"decision-decision": "yes"})
    verdict = {"verdict-verdict": "true", "verdict-answer": "示例：已处罚"}
    handler.post(f"{address}/verdict", verdict)
    handler.post(f"{address}/answer", {"answer-note": "示例：已告知"})
    handler.post(f"{address}/step", {"step-to": "archived"})
    assert stage_of(app, reference) is Stage.ARCHIVED


def test_a_refusal_needs_a_ground_of_the_law_and_words(app: Flask, handler: Visitor) -> None:
    address = f"/desk/cases/{filed(app)}"
    page = handler.post(f"{address}/refusal", {"refusal-note": "示例"}, status=422)
    assert "请选择法定理由" in page.text
    assert "示例" in page.html
    handler.post(f"{address}/refusal", {"refusal-ground": "made-up"}, status=422)
    handler.post(f"{address}/refusal", {"refusal-ground": "three-years"}, status=422)
    sent = {"refusal-ground": "three-years", "refusal-note": "示例：五年前"}
    handler.post(f"{address}/refusal", sent)


def test_a_supplement_is_asked_for_until_a_day_to_come(app: Flask, handler: Visitor) -> None:
    address = f"/desk/cases/{filed(app)}/supplement"
    past = {"supplement-until": "2020-01-01", "supplement-note": "示例"}
    assert "晚于今天" in handler.post(address, past, status=422).text
    handler.post(address, {"supplement-until": "x", "supplement-note": "示例"}, status=422)
    handler.post(address, {"supplement-until": "2999-01-01", "supplement-note": "示例：小票"})


def test_a_transfer_is_taken_or_handed_back_and_always_has_one_owner(
    app: Flask, handler: Visitor, officer: Officer
) -> None:
    other = officer("handler", department="agriculture", name="farm-handler")
    reference = filed(app)
    address = f"/desk/cases/{reference}"
    gone = {"transfer-department": "agriculture", "transfer-reason": "示例：农残"}
    handler.post(f"{address}/transfer", {**gone, "transfer-department": "x"}, status=422)
    handler.post(f"{address}/transfer", {**gone, "transfer-reason": ""}, status=422)
    assert handler.post(f"{address}/transfer", gone).location.endswith("/desk/cases/")
    handler.get(address, status=403)
    assert "接收并接办" in other.get(address).text
    other.post(f"{address}/handing-back", {"handing-back-reason": ""}, status=422)
    other.post(f"{address}/handing-back", {"handing-back-reason": "示例：不归我们"})
    other.get(address, status=403)
    handler.post(f"{address}/assignment", {"assignment-handler": HANDLER})
    handler.post(f"{address}/transfer", gone)
    other.post(f"{address}/taking-over", {})
    assert "退回受理部门" in other.get(address).text
    other.post(
        f"{address}/transfer", {**gone, "transfer-department": "market-regulation"}, status=422
    )
    other.post(f"{address}/handing-back", {"handing-back-reason": "示例：查过了"})
    handler.post(f"{address}/handing-back", {"handing-back-reason": "示例"}, status=422)


def test_a_case_is_given_to_a_handler_of_the_department(app: Flask, handler: Visitor) -> None:
    reference = filed(app, to="")
    address = f"/desk/cases/{reference}/assignment"
    assert "指定承办人" in handler.get(f"/desk/cases/{reference}").text
    with app.app_context(), write_intent():
        make_account("volunteer", department="market-regulation", name="no-handler")
        db.session.commit()
    for name in ("nobody", "no-handler", ""):
        handler.post(address, {"assignment-handler": name}, status=422)
    handler.post(f"/desk/cases/{reference}/acceptance", {}, status=422)
    handler.post(address, {"assignment-handler": HANDLER})


def test_a_handler_vanished_meanwhile_is_said_at_the_field(
    app: Flask, handler: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.complaints.views.handling.find_account", lambda _name: None)
    address = f"/desk/cases/{filed(app)}/assignment"
    assert (
        "本部门的承办人" in handler.post(address, {"assignment-handler": HANDLER}, status=422).text
    )


def test_an_identity_is_read_with_a_reason_and_the_look_is_on_record(
    app: Flask, handler: Visitor, officer: Officer
) -> None:
    reference = filed(app)
    address = f"/desk/cases/{reference}"
    assert "13800138000" not in handler.get(address).html
    refused = handler.post(f"{address}/identity", {}, status=422)
    assert "13800138000" not in refused.html
    page = handler.post(f"{address}/identity", {"identity-reason": "示例：约调解"}, status=200)
    assert "13800138000" in page.text
    with app.app_context():
        line = db.session.query(AuditLine).filter_by(action="case.identity-read").one()
        assert line.actor == HANDLER
        assert "13800138000" not in str(line.after)
        assert "约调解" not in str(line.after)
    # Whoever reads the log reads the reason beside it, as long as it is kept.
    assert "理由：示例：约调解" in officer("auditor").get("/desk/log").text


def test_a_tip_has_no_identity_to_read(app: Flask, handler: Visitor) -> None:
    address = f"/desk/cases/{filed(app, Track.TIP)}"
    assert "查看身份" not in handler.get(address).text
    handler.post(f"{address}/identity", {"identity-reason": "示例"}, status=422)


def test_handler_and_citizen_talk_without_names(app: Flask, handler: Visitor) -> None:
    address = f"/desk/cases/{filed(app)}"
    page = handler.follow(f"{address}/message", {"message-text": "示例：请问几点？"})
    assert "示例：请问几点？" in page.text
    handler.post(f"{address}/message", {"message-text": " "}, status=422)


def test_a_review_is_answered(app: Flask, handler: Visitor) -> None:
    reference = filed(app)
    with app.app_context(), write_intent():
        case, person = queries.get_case(reference), get_account(HANDLER)
        services.accept_case(case, by=person)
        services.conclude_complaint(
            case, outcome=Outcome.UNSETTLED, ground=None, answer="示例", by=person
        )
        services.ask_for_review(case, reason="示例")
        db.session.commit()
    address = f"/desk/cases/{reference}"
    assert "答复复核" in handler.get(address).text
    handler.post(f"{address}/review", {"review-decision": "upheld"}, status=422)
    handler.post(f"{address}/review", {"review-decision": "reopened", "review-note": "示例"})
    assert stage_of(app, reference) is Stage.ACCEPTED


def test_a_reporter_told_by_telephone_is_noted(
    app: Flask, handler: Visitor, officer: Officer
) -> None:
    clerk = officer("intake-clerk", department=None, name="clerk")
    sent = {
        **RESPONDENT, **TOLD, "chosen": "report", "channel": "telephone",
        "name": "示例", "telephone": "13800138000", "submit_token": "by telephone",
    }  # fmt: skip
    clerk.post("/desk/cases/new", sent)
    with app.app_context(), write_intent():
        case, person = db.session.query(Case).one(), get_account(HANDLER)
        reference = case.reference
        services.assign_case(case, handler=person, by=person)
        services.advance_case(case, to=Stage.SCREENING, by=person)
        services.advance_case(case, to=Stage.VERIFYING, by=person)
        services.decide_filing(case, is_filed=True, note="", by=person)
        db.session.commit()
    address = f"/desk/cases/{reference}"
    assert "已另行告知当事人" in handler.get(address).text
    handler.post(f"{address}/notice", {})
    assert "已另行告知当事人" not in handler.get(address).text
    early = f"/desk/cases/{filed(app, Track.REPORT)}/notice"
    handler.post(early, {}, status=422)
