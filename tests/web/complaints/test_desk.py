"""The desk: the queue, deeds and their limits, cases a clerk writes down."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from portal.accounts.queries import get_account
from portal.complaints import queries, services
from portal.complaints.files import check_file
from portal.complaints.models import Case
from portal.complaints.policy import file_limits
from portal.complaints.rules import Outcome, Stage, Track, Verdict
from portal.kernel.audit import AuditLine
from portal.kernel.db import db, write_intent
from tests.factories.accounts import make_account
from tests.factories.complaints import make_case, make_handler
from tests.visitor import Visitor
from tests.web.complaints.journeys import CONTACT, RESPONDENT, TOLD, photo

Officer = Callable[..., Visitor]
DEEDS = [
    *("assignment", "transfer", "taking-over", "handing-back", "acceptance", "refusal"),
    *("supplement", "step", "extension", "decision", "notice", "outcome", "verdict"),
    *("answer", "review", "message", "identity"),
]
PAGES = ("", "/files/none")
HANDLER = "desk-handler"


@pytest.fixture
def handler(officer: Officer) -> Visitor:
    """Return a handler of the intake department."""
    return officer("handler", name=HANDLER)


def filed(app: Flask, track: Track = Track.COMPLAINT, *, to: str = HANDLER, **facts: Any) -> str:
    """Return the number of a case assigned to this handler; to nobody for an empty name."""
    with app.app_context(), write_intent():
        case = make_case(track, **facts)
        if to:
            person = get_account(to)
            services.assign_case(case, handler=person, by=person)
        db.session.commit()
        return case.reference


def stage_of(app: Flask, reference: str) -> Stage:
    """Return where a case stands."""
    with app.app_context():
        return queries.get_case(reference).stage


@pytest.mark.parametrize("page", PAGES)
def test_another_departments_handler_may_not_open_a_page_of_the_case(
    app: Flask, officer: Officer, page: str
) -> None:
    reference = filed(app, to="")
    other = officer("handler", department="agriculture")
    other.get(f"/desk/cases/{reference}{page}", status=403)


@pytest.mark.parametrize("deed", DEEDS)
def test_another_departments_handler_may_not_do_anything_with_the_case(
    app: Flask, officer: Officer, deed: str
) -> None:
    reference = filed(app, to="")
    other = officer("handler", department="agriculture")
    other.post(f"/desk/cases/{reference}/{deed}", {}, status=403)


@pytest.mark.parametrize("page", ["", "new", "new/receipt", "LC26-2222-2222-2222"])
def test_a_stranger_is_refused_and_somebody_signed_out_is_led_to_sign_in(
    citizen: Visitor, stranger: Visitor, page: str
) -> None:
    stranger.get(f"/desk/cases/{page}", status=403)
    assert "sign-in" in citizen.get(f"/desk/cases/{page}", status=303).location


@pytest.mark.parametrize("deed", DEEDS)
def test_a_stranger_may_do_nothing(
    app: Flask, citizen: Visitor, stranger: Visitor, deed: str
) -> None:
    reference = filed(app, to="")
    stranger.post(f"/desk/cases/{reference}/{deed}", {}, status=403)
    assert "sign-in" in citizen.post(f"/desk/cases/{reference}/{deed}", {}).location


@pytest.mark.parametrize("deed", ["acceptance", "message", "step", "identity", "refusal"])
def test_a_colleague_of_the_same_department_does_not_decide_anothers_case(
    app: Flask, handler: Visitor, officer: Officer, deed: str
) -> None:
    reference = filed(app)
    colleague = officer("handler", name="colleague")
    assert "只有接办的承办人" in colleague.get(f"/desk/cases/{reference}").text
    sent = {
        "message-text": "示例",
        "step-to": "screening",
        "identity-reason": "示例",
        "refusal-ground": "three-years",
        "refusal-note": "示例",
    }
    colleague.post(f"/desk/cases/{reference}/{deed}", sent, status=403)


def test_a_clerk_sees_what_lies_with_intake_and_decides_nothing(
    app: Flask, officer: Officer, handler: Visitor
) -> None:
    reference = filed(app)
    clerk = officer("intake-clerk", department=None)
    assert reference in clerk.get("/desk/cases/").text
    page = clerk.get(f"/desk/cases/{reference}")
    assert "您只能查看" in page.text
    assert "13800138000" not in page.html
    clerk.post(f"/desk/cases/{reference}/acceptance", {}, status=403)


def test_the_queue_shows_the_own_department_and_the_nearest_limit_first(
    app: Flask, handler: Visitor, officer: Officer
) -> None:
    tip, complaint = filed(app, Track.TIP), filed(app)
    page = handler.get("/desk/cases/")
    rows = page.all("tbody th small")
    assert [row.split()[0] for row in rows] == [complaint, tip]
    assert handler.get("/desk/cases/?track=tip").all("tbody th small")[0].startswith(tip)
    assert not handler.get("/desk/cases/?stage=accepted").all("tbody tr")
    assert handler.get("/desk/cases/?whose=mine").all("tbody tr")
    assert "没有要办的件" in handler.get("/desk/cases/?whose=closed").text
    assert handler.get("/desk/cases/?track=nonsense&stage=x").all("tbody tr")
    assert "没有要办的件" in officer("handler", department="agriculture").get("/desk/cases/").text
    fragment = handler.get("/desk/cases/", headers={"HX-Request": "true"})
    assert fragment.soup.select_one("html") is None


def test_a_long_queue_is_paged(
    app: Flask, handler: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE_LENGTH", 2)
    numbers = {filed(app, Track.TIP) for _ in range(3)}
    first = handler.get("/desk/cases/?track=tip")
    link = first.soup.select_one(".pager a[rel=next]")
    assert link is not None
    second = handler.get(str(link["href"]))
    seen = [row.split()[0] for row in first.all("tbody small") + second.all("tbody small")]
    assert sorted(seen) == sorted(numbers)
    handler.get("/desk/cases/?after=broken", status=404)
    handler.get("/desk/cases/?after=WyJ4IiwxXQ", status=404)


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
    handler.post(f"{address}/extension", {"extension-note": "示例：要检验"})
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
    app: Flask, handler: Visitor
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
    assert "已另行告知举报人" in handler.get(address).text
    handler.post(f"{address}/notice", {})
    assert "已另行告知举报人" not in handler.get(address).text
    early = f"/desk/cases/{filed(app, Track.REPORT)}/notice"
    handler.post(early, {}, status=422)


def test_files_are_shown_cleaned_and_originals_only_to_the_handler(
    app: Flask, handler: Visitor, officer: Officer
) -> None:
    reference = filed(app, Track.TIP)
    with app.app_context(), write_intent():
        case = queries.get_case(reference)
        picture = check_file("a", photo(), file_limits())
        paper = check_file("b", b"%PDF-1.7\nexample", file_limits())
        services.write_as_citizen(case, text="", files=[picture, paper])
        db.session.commit()
        keys = [file.key for file in case.evidence]
    address = f"/desk/cases/{reference}/files"
    assert handler.client.get(f"{address}/{keys[0]}").mimetype == "image/jpeg"
    original = handler.client.get(f"{address}/{keys[1]}")
    assert original.data.startswith(b"%PDF")
    assert original.headers["Content-Disposition"].startswith("attachment")
    colleague = officer("handler", name="colleague")
    colleague.get(f"{address}/{keys[1]}", status=403)
    assert "原件只有承办人能看" in colleague.get(f"/desk/cases/{reference}").text
    assert "元数据已清除" in handler.get(f"/desk/cases/{reference}").text


def test_a_clerk_writes_a_case_down_and_the_caller_gets_a_receipt(
    app: Flask, officer: Officer
) -> None:
    clerk = officer("intake-clerk", department=None)
    form = clerk.get("/desk/cases/new")
    token = form.soup.select_one("input[name=submit_token]")
    assert token is not None
    sent = {
        **RESPONDENT, **TOLD, **CONTACT, "chosen": "complaint", "channel": "counter",
        "submit_token": token["value"], "national_12315_no": "示例 1",
        "files": (BytesIO(photo()), "x.jpg"),
    }  # fmt: skip
    refused = clerk.post("/desk/cases/new", {**sent, "name": "", "files": []}, status=422)
    assert "投诉要实名" in refused.text
    clerk.get("/desk/cases/new/receipt", status=404)
    receipt = clerk.follow("/desk/cases/new", sent)
    assert len(receipt.all(".words li")) == 5
    again = clerk.follow("/desk/cases/new", {**sent, "files": (BytesIO(photo()), "x.jpg")})
    assert again.all("b.code") == receipt.all("b.code")
    with app.app_context():
        case = db.session.query(Case).one()
        assert case.national_12315_no == "示例 1"
        assert len(case.evidence) == 1
    clerk.post("/desk/cases/new/receipt", {}, status=422)
    clerk.post("/desk/cases/new/receipt", {"is_written": "y"})
    clerk.get("/desk/cases/new/receipt", status=404)
    clerk.post("/desk/cases/new/receipt", {"is_written": "y"}, status=404)


def test_cases_about_one_batch_are_named_beside_each_other(app: Flask, handler: Visitor) -> None:
    first, second = filed(app, batch="示例批号 7"), filed(app, batch="示例批号 7")
    assert second in handler.get(f"/desk/cases/{first}").text


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("track", list(Track))
def test_the_page_of_a_case_opens_in_every_stage(
    app: Flask, handler: Visitor, stage: Stage, track: Track
) -> None:
    reference = filed(app, track)
    with app.app_context(), write_intent():
        case = queries.get_case(reference)
        case.stage, case.verdict = stage, Verdict.TRUE
        make_handler("agriculture", name="farm")
        db.session.commit()
    handler.get(f"/desk/cases/{reference}")


def test_a_number_that_is_none_is_not_found(handler: Visitor) -> None:
    for number in ("x", "LC26-2222-2222-2222", "%00", "好" * 300):
        handler.get(f"/desk/cases/{number}", status=404)
