"""To the national platform and back: numbers on cases, files that name nobody."""

import csv
import io

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.complaints import queries
from portal.complaints.rules import Track
from portal.kernel.audit import AuditLine
from portal.kernel.db import db
from tests.factories.complaints import PERSON
from tests.visitor import Visitor
from tests.web.complaints.conftest import Officer, filed

HOME = "/desk/cases/national"
NUMBER = "1330302026000123"


def sent(handler: Visitor, **facts: str) -> TestResponse:
    """Ask for a hand-over file of this year."""
    usual = {"first": "2026-01-01", "last": "2026-12-31", "which": "new", "kind": "csv"}
    told = {f"out-{name}": text for name, text in {**usual, **facts}.items()}
    return handler.client.post(f"{HOME}/files", data=told)


def rows_of(answer: TestResponse) -> list[list[str]]:
    """Return the rows of a CSV file."""
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))


def returned(handler: Visitor, text: str, status: int = 200) -> str:
    """Send a table of numbers back; return the page's words."""
    table = (io.BytesIO(text.encode()), "numbers.csv")
    page = handler.post(
        f"{HOME}/numbers", {"back-file": table}, status, content_type="multipart/form-data"
    )
    return page.text


def number_on(app: Flask, reference: str) -> str | None:
    """Return the platform's number of a case."""
    with app.app_context():
        return queries.get_case(reference).national_12315_no


def test_a_handover_file_names_nobody_and_is_on_record(app: Flask, handler: Visitor) -> None:
    reference = filed(app, told="示例：我叫我的电话 13800138000，鱼饼发黏。")
    answer = sent(handler)
    assert answer.headers["Cache-Control"] == "no-store"
    head, row = rows_of(answer)
    told = dict(zip(head, row, strict=True))
    assert told["查询码"] == reference
    assert told["涉及金额（元）"] == "38.00"
    text = answer.get_data(as_text=True)
    for secret in (PERSON.name, PERSON.telephone, PERSON.address):
        assert secret not in text
    with app.app_context():
        line = db.session.query(AuditLine).filter_by(action="case.handed-over").one()
        assert line.after is not None
        assert (line.after["rows"], line.after["departments"]) == (1, ["market-regulation"])


def test_what_a_complainant_wrote_of_the_own_person_is_taken_out_of_the_text(
    app: Flask, handler: Visitor
) -> None:
    spaced = " ".join(PERSON.telephone)
    wide = PERSON.address.translate({ord("1"): "１"})
    told = f"示例：本人{PERSON.name}住{wide}，打 {spaced} 找我；店员叫小示例。"
    filed(app, told=told, request=f"退给{PERSON.name}")
    head, row = rows_of(sent(handler))
    told_of = dict(zip(head, row, strict=True))
    hidden = "示例：本人〔当事人姓名〕住〔当事人地址〕，打 〔当事人电话〕 找我；店员叫小示例。"
    assert told_of["事实和线索"] == hidden
    assert told_of["投诉请求"] == "退给〔当事人姓名〕"
    assert "别的人名、绰号" in handler.get(HOME).text


def test_a_program_gets_the_same_and_what_has_a_number_is_left_out(
    app: Flask, handler: Visitor
) -> None:
    first, second = filed(app), filed(app, Track.REPORT)
    returned(handler, f"件号,全国12315编号\n{first},{NUMBER}\n")
    found = sent(handler, kind="json").get_json()
    assert [row["reference"] for row in found["cases"]] == [second]
    every = sent(handler, kind="json", which="all", track="complaint").get_json()
    assert [row["national_12315_no"] for row in every["cases"]] == [NUMBER]
    assert set(found["columns"]) == set(found["cases"][0])


def test_the_file_itself_comes_back_with_numbers(app: Flask, handler: Visitor) -> None:
    reference = filed(app)
    head, row = rows_of(sent(handler))
    row[head.index("全国12315编号")] = NUMBER
    buffer = io.StringIO()
    csv.writer(buffer).writerows([head, row])
    assert "新填了 1 个" in returned(handler, buffer.getvalue())
    assert number_on(app, reference) == NUMBER
    assert "新填了 0 个" in returned(handler, buffer.getvalue())
    assert NUMBER in handler.get(f"/desk/cases/{reference}").text


def test_each_row_that_is_not_taken_says_why(app: Flask, handler: Visitor) -> None:
    first, second, other = filed(app), filed(app), filed(app)
    returned(handler, f"回执号,平台编号\n{other},999000999\n")
    table = (
        f"件号,全国12315编号\n{first},{NUMBER}\n{second},{NUMBER}\n{other},{NUMBER}9\n"
        f"LC26-2222-2222-2222,{NUMBER}\n{second},=1+1\n{second},\n"
    )
    text = returned(handler, table)
    assert "新填了 1 个" in text
    for reason in ("同类的另一件", "已经有别的全国编号", "没有这个查询码", "不像全国"):
        assert reason in text
    assert (number_on(app, first), number_on(app, second)) == (NUMBER, None)
    assert number_on(app, other) == "999000999"


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "", "%PDF-1.7", "件号,别的\nx,1\n"])
def test_a_file_that_is_no_table_of_numbers_is_refused(handler: Visitor, content: str) -> None:
    assert "修改" in returned(handler, content, 422)


def test_a_table_with_too_many_rows_is_refused(
    handler: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.complaints.national.pairs.MOST_PAIRS", 1)
    assert "一次最多 1 行" in returned(handler, "件号,平台编号\na,123456\nb,123457\n", 422)


def test_wrong_days_and_no_file_are_told_at_the_field(handler: Visitor) -> None:
    assert "结束的日子不能早于" in sent(handler, last="2025-01-01").get_data(as_text=True)
    assert sent(handler, first="x").status_code == 422
    assert "请选择编号对照表" in handler.post(f"{HOME}/numbers", {}, status=422).text
    assert handler.get(HOME).heading == "全国 12315 平台"


def test_a_handler_notes_changes_and_takes_off_a_number(app: Flask, handler: Visitor) -> None:
    reference = filed(app)
    address = f"/desk/cases/{reference}/national-number"
    bad = handler.post(address, {"national-number-number": "x y"}, status=422)
    assert "不像全国 12315 平台的编号" in bad.text
    handler.post(address, {"national-number-number": NUMBER})
    assert number_on(app, reference) == NUMBER
    handler.post(address, {"national-number-number": ""})
    assert number_on(app, reference) is None


def test_a_number_has_the_pattern_the_place_has_set(
    app: Flask, handler: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/desk/cases/{filed(app)}/national-number"
    monkeypatch.setattr("portal.complaints.policy.national_number_pattern", lambda: r"1\d{15}")
    handler.post(address, {"national-number-number": "ABCDEF"}, status=422)
    handler.post(address, {"national-number-number": NUMBER})


def test_only_handlers_and_only_of_their_own_department(
    app: Flask, officer: Officer, stranger: Visitor, citizen: Visitor, handler: Visitor
) -> None:
    reference = filed(app)
    other = officer("handler", department="agriculture")
    assert rows_of(sent(other))[1:] == []
    table = f"件号,全国12315编号\n{reference},{NUMBER}\n"
    assert "没有这个查询码" in returned(other, table)
    other.post(f"/desk/cases/{reference}/national-number", {}, status=403)
    for visitor in (stranger, officer("intake-clerk")):
        visitor.get(HOME, status=403)
        visitor.post(f"{HOME}/files", {}, status=403)
        visitor.post(f"{HOME}/numbers", {}, status=403)
    assert "sign-in" in citizen.get(HOME, status=303).location
