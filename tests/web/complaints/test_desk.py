"""The desk: the queue, deeds and their limits, cases a clerk writes down."""

from io import BytesIO

import pytest
from flask import Flask

from portal.complaints import queries, services
from portal.complaints.files import check_file
from portal.complaints.models import Case
from portal.complaints.policy import file_limits
from portal.complaints.rules import Stage, Track, Verdict
from portal.kernel.db import db, write_intent
from tests.factories import files
from tests.factories.complaints import make_handler
from tests.visitor import Visitor
from tests.web.complaints.conftest import Officer, filed
from tests.web.complaints.journeys import CONTACT, RESPONDENT, TOLD, photo

DEEDS = [
    *("assignment", "transfer", "taking-over", "handing-back", "acceptance", "refusal"),
    *("supplement", "step", "extension", "decision", "notice", "outcome", "verdict"),
    *("answer", "review", "message", "identity"),
    *("pause", "pause-end", "dispute", "dispute-end", "clue", "clue-end"),
]
PAGES = ("", "/files/none")


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


def test_files_are_shown_cleaned_and_originals_only_to_the_handler(
    app: Flask, handler: Visitor, officer: Officer
) -> None:
    reference = filed(app, Track.TIP)
    with app.app_context(), write_intent():
        case = queries.get_case(reference)
        picture = check_file("a", photo(), file_limits())
        paper = check_file("b", files.paper(password="p"), file_limits())
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
