"""The receipt: shown until it is written down, put away when somebody leaves in a hurry, signed."""

from collections.abc import Iterator

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import delete

from portal.complaints import queries
from portal.complaints import receipt as receipts
from portal.complaints.models import CaseReceipt
from portal.extensions import signing_keys
from portal.kernel.db import db, write_intent
from tests.factories.door import read_sheet
from tests.visitor import Page, Visitor
from tests.web.complaints.journeys import STORY, file_case, number_of, open_case, secret_of

ADDRESS = "/complaints/receipt"


@pytest.fixture
def slip(citizen: Visitor) -> Iterator[Page]:
    """Return the receipt of an anonymous tip just filed."""
    yield file_case(citizen, "tip")


def signed_text(visitor: Visitor, address: str = f"{ADDRESS}.txt") -> str:
    """Return the signed receipt as a file."""
    answer = visitor.client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.get_data(as_text=True)


def test_a_receipt_is_shown_again_until_it_is_confirmed_then_never(
    citizen: Visitor, slip: Page
) -> None:
    for _time in range(2):
        assert secret_of(citizen.get(ADDRESS)) == secret_of(slip)
    citizen.post(ADDRESS, {}, status=422)
    page = citizen.follow(ADDRESS, {"is_written": "y"})
    assert page.heading == "收到了，正在看。"
    citizen.get(ADDRESS, status=303)
    for gone in (".pdf", ".txt"):
        citizen.get(ADDRESS + gone, status=404)


def test_a_receipt_outlives_the_window_until_it_is_confirmed(citizen: Visitor, slip: Page) -> None:
    cookie = citizen.client.get_cookie("session")
    assert cookie is not None
    assert cookie.expires is not None
    citizen.post(ADDRESS, {"is_written": "y"})
    after = citizen.client.get_cookie("session")
    assert after is not None
    assert after.expires is None
    assert number_of(slip)


def test_two_receipts_are_confirmed_one_after_the_other(citizen: Visitor, slip: Page) -> None:
    newer = file_case(citizen, "tip")
    assert number_of(newer) != number_of(slip)
    older = citizen.follow(ADDRESS, {"is_written": "y"})
    assert (number_of(older), secret_of(older)) == (number_of(slip), secret_of(slip))
    assert citizen.follow(ADDRESS, {"is_written": "y"}).heading == "收到了，正在看。"


def test_a_case_from_before_receipts_were_signed_has_none_to_save(
    app: Flask, citizen: Visitor, slip: Page
) -> None:
    assert number_of(slip)
    with app.app_context(), write_intent():
        db.session.execute(delete(CaseReceipt))
        db.session.commit()
    assert not citizen.get(ADDRESS).soup.select("#signed")
    citizen.get(f"{ADDRESS}.txt", status=404)
    open_case(citizen, slip)
    citizen.get("/track/case/receipt.txt", status=404)
    assert number_of(slip) in read(citizen.client.get("/track/case/receipt.pdf").data)


def test_whoever_leaves_in_a_hurry_finds_the_receipt_by_its_number(
    citizen: Visitor, slip: Page
) -> None:
    left = citizen.post(f"{ADDRESS}/leave", {})
    assert left.location.endswith("/")
    assert "Clear-Site-Data" in left.response.headers
    for turned_back in (citizen.get(ADDRESS), citizen.post(ADDRESS, {"is_written": "y"}, 422)):
        assert secret_of(slip).split()[0] not in turned_back.html
        assert number_of(slip) not in turned_back.html
    citizen.get(f"{ADDRESS}.pdf", status=404)
    wrong = citizen.post(f"{ADDRESS}/number", {"number": "LC26-7K3M"}, status=422)
    assert "查询码对不上" in wrong.text
    citizen.post(f"{ADDRESS}/number", {}, status=422)
    again = citizen.follow(f"{ADDRESS}/number", {"number": number_of(slip).lower()})
    assert secret_of(again) == secret_of(slip)


def test_nobody_without_a_receipt_can_put_one_away_or_find_one(citizen: Visitor) -> None:
    citizen.post(f"{ADDRESS}/leave", {})
    citizen.get(ADDRESS, status=303)
    citizen.post(f"{ADDRESS}/number", {"number": "LC26-7K3M-92QF-HT4W"}, status=422)


def test_neither_the_code_nor_any_address_holds_the_secret(citizen: Visitor, slip: Page) -> None:
    words = secret_of(slip).split()
    digits = [receipts.digits_of(word) for word in words]
    for tag in slip.soup.select("[href], [src], [action], svg"):
        told = str({**tag.attrs, "inside": tag.get_text()})
        assert not [one for one in (*words, *digits) if one in told], tag


def test_the_signed_receipt_tells_digests_and_days_and_no_content(
    app: Flask, citizen: Visitor, slip: Page
) -> None:
    told = signed_text(citizen)
    assert told.strip() in slip.soup.select_one("pre").get_text()  # type: ignore[union-attr]
    assert f"number: {number_of(slip)}" in told
    assert "due: verification 20" in told
    assert told.isascii()
    assert STORY not in told
    assert not [word for word in secret_of(slip).split() if word in told]
    with app.app_context():
        case = queries.get_case(number_of(slip))
        assert queries.find_signed_receipt(case) == told
        assert signing_keys().signer().key.key_id in told
    open_case(citizen, slip)
    assert signed_text(citizen, "/track/case/receipt.txt") == told


def read(answer: bytes) -> str:
    """Return what a sheet says: one page of A4, whose code holds the number and nothing else."""
    sheet = pypdfium2.PdfDocument(answer)
    assert [round(one) for one in sheet[0].get_size()] == [595, 842]
    sheet.close()
    assert answer.count(b"/FontFile3") == answer.count(b"/Type/FontDescriptor") > 0
    code, text = read_sheet(answer)
    assert code in text
    return text


def test_a_receipt_is_a_sheet_of_paper_with_the_secret_until_it_is_confirmed(
    citizen: Visitor, slip: Page
) -> None:
    sheet = read(citizen.client.get(f"{ADDRESS}.pdf").data)
    words = secret_of(slip).split()
    assert number_of(slip) in sheet
    assert all(word in sheet and receipts.digits_of(word) in sheet for word in words)
    open_case(citizen, slip)
    later = read(citizen.client.get("/track/case/receipt.pdf").data)
    assert number_of(slip) in later
    assert not [word for word in words if word in later]
    assert "signature: " in later
    english = read(citizen.client.get(f"/en{ADDRESS}.pdf").data)
    assert number_of(slip) in english


def test_sheets_are_slowed_for_who_asks_for_too_many(
    citizen: Visitor, slip: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.complaints.policy.sheet_limit", lambda: "1 per 1 hour")
    monkeypatch.setattr("portal.complaints.printed.print_receipt", lambda *_told: b"%PDF")
    assert number_of(slip)
    assert citizen.client.get(f"{ADDRESS}.pdf").status_code == 200
    assert citizen.client.get(f"{ADDRESS}.pdf").status_code == 429
