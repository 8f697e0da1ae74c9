"""Documents on the pages of a case: whom they reach, and what they say of whom."""

import io

import pypdfium2 as pdfium
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.complaints import queries
from portal.complaints.documents import list_documents
from portal.complaints.models import DeedReason
from portal.complaints.rules import DocumentKind, Track
from portal.kernel.audit import AuditLine
from portal.kernel.db import db
from tests.factories.complaints import PERSON
from tests.visitor import Visitor
from tests.web.complaints.conftest import HANDLER, Officer, filed
from tests.web.complaints.journeys import file_case, number_of, open_case


def read(answer: TestResponse) -> str:
    """Return the words of a PDF."""
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    with pdfium.PdfDocument(io.BytesIO(answer.data)) as sheet:
        return "".join(
            one.get_textpage().get_text_range().replace("\r\n", "").replace("\n", "")
            for one in sheet
        )


def key_of(app: Flask, reference: str, kind: DocumentKind) -> str:
    """Return how the newest document of a kind is addressed."""
    with app.app_context():
        found = list_documents(queries.get_case(reference))
        return next(one.key for one in found if one.kind is kind)


@pytest.fixture
def accepted(app: Flask, handler: Visitor) -> str:
    """Return the number of a complaint that was accepted."""
    reference = filed(app)
    handler.post(f"/desk/cases/{reference}/acceptance", {})
    return reference


def test_a_citizen_reads_what_is_addressed_to_the_citizen(
    app: Flask, citizen: Visitor, handler: Visitor
) -> None:
    receipt = file_case(citizen)
    reference, opened = number_of(receipt), open_case(citizen, receipt)
    assert "给您的文书" not in opened.text
    address = f"/desk/cases/{reference}"
    handler.post(f"{address}/assignment", {"assignment-handler": HANDLER})
    ground = {"refusal-ground": "three-years", "refusal-note": "示例：五年前买的"}
    handler.post(f"{address}/refusal", ground)
    assert "投诉不予受理决定书" in citizen.get("/track/case").text
    key = key_of(app, reference, DocumentKind.REFUSAL)
    page = citizen.get(f"/track/case/documents/{key}")
    for way in ("《中华人民共和国消费者权益保护法》第三十九条", "提请仲裁", "向人民法院起诉"):
        assert way in page.text
    text = read(citizen.client.get(f"/track/case/documents/{key}.pdf"))
    assert "第十六条" in text
    assert reference in text


def test_a_document_of_another_case_is_not_to_be_had(
    app: Flask, citizen: Visitor, accepted: str
) -> None:
    key = key_of(app, accepted, DocumentKind.ACCEPTANCE)
    open_case(citizen, file_case(citizen))
    for ending in ("", ".pdf"):
        citizen.get(f"/track/case/documents/{key}{ending}", status=404)
        Visitor(app).get(f"/track/case/documents/{key}{ending}", status=303)


def test_a_copy_without_a_reason_names_nobody(app: Flask, handler: Visitor, accepted: str) -> None:
    key = key_of(app, accepted, DocumentKind.COMPLAINT_FORM)
    address = f"/desk/cases/{accepted}/documents/{key}"
    assert "待法制机构确认" in handler.get(address).text
    text = read(handler.client.get(f"{address}.pdf"))
    assert "另行加密保管" in text
    for secret in (PERSON.name, PERSON.telephone, PERSON.address):
        assert secret not in text
        assert secret not in handler.get(address).html


def test_the_handler_prints_a_name_for_a_reason_that_is_on_record(
    app: Flask, handler: Visitor, accepted: str
) -> None:
    key = key_of(app, accepted, DocumentKind.COMPLAINT_FORM)
    address = f"/desk/cases/{accepted}/documents/{key}/copies"
    handler.post(address, {"copy-reader": "citizen", "copy-reason": ""}, status=422)
    handler.post(address, {"copy-reader": "respondent", "copy-reason": "示例"}, status=422)
    sent = {"copy-reader": "citizen", "copy-reason": "示例：邮寄"}
    text = read(handler.client.post(address, data=sent))
    assert PERSON.name in text
    assert PERSON.telephone in text
    with app.app_context():
        lines = db.session.query(AuditLine).filter_by(action="case.identity-read").all()
        kept = db.session.query(DeedReason).one()
        assert [line.after for line in lines] == [{"reason_digest": kept.digest}]
        assert kept.text == "示例：邮寄（投登〔2026〕1号）"


def test_a_colleague_and_a_stranger_print_no_name(
    app: Flask, officer: Officer, stranger: Visitor, accepted: str
) -> None:
    key = key_of(app, accepted, DocumentKind.ACCEPTANCE)
    address = f"/desk/cases/{accepted}/documents/{key}"
    sent = {"copy-reader": "citizen", "copy-reason": "示例"}
    colleague = officer("handler")
    assert "打印带姓名" not in colleague.get(address).text
    colleague.post(f"{address}/copies", sent, status=403)
    colleague.post(f"{address}/voiding", {"voiding-reason": "示例"}, status=403)
    for visitor in (stranger, officer("handler", department="agriculture")):
        for ending in ("", ".pdf"):
            visitor.get(f"{address}{ending}", status=403)
        visitor.post(f"{address}/copies", sent, status=403)
        visitor.post(f"{address}/voiding", {"voiding-reason": "示例"}, status=403)
    out = Visitor(app)
    for ending in ("", ".pdf"):
        assert "sign-in" in out.get(f"{address}{ending}", status=303).location


def test_a_voided_document_says_so_everywhere(app: Flask, handler: Visitor, accepted: str) -> None:
    key = key_of(app, accepted, DocumentKind.ACCEPTANCE)
    address = f"/desk/cases/{accepted}/documents/{key}"
    handler.post(f"{address}/voiding", {"voiding-reason": " "}, status=422)
    page = handler.follow(f"{address}/voiding", {"voiding-reason": "示例：写错了地址"})
    assert "写错了地址" in page.text
    handler.post(f"{address}/voiding", {"voiding-reason": "示例"}, status=422)
    assert "作废" in read(handler.client.get(f"{address}.pdf"))
    assert "已作废" in handler.get(f"/desk/cases/{accepted}").text


def test_an_anonymous_report_has_a_form_without_a_person(app: Flask, handler: Visitor) -> None:
    reference = filed(app, Track.TIP)
    handler.post(f"/desk/cases/{reference}/step", {"step-to": "screening"})
    key = key_of(app, reference, DocumentKind.REPORT_FORM)
    address = f"/desk/cases/{reference}/documents/{key}"
    assert "打印带姓名" not in handler.get(address).text
    handler.post(f"{address}/copies", {"copy-reader": "citizen", "copy-reason": "示例"}, status=422)
