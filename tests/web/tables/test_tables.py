"""The desk where tables are brought in: uploaded, asked about, looked through, written."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from portal.enterprises import queries
from portal.jobs import worker
from portal.tables import reporting
from tests.factories.accounts import sign_in
from tests.factories.enterprises import credit_code
from tests.visitor import Visitor

TABLES = "/desk/tables/"
HEAD = "企业名称,统一社会信用代码,企业类型,地址\n"
GOOD = f"示例面馆,{credit_code(1)},餐饮服务,示例路 1 号\n"
FALSE = "示例面包店,91330302MA2CXY0001,餐饮服务,示例路 2 号\n"


@pytest.fixture
def data_officer(officer: Callable[..., Visitor]) -> Visitor:
    return officer("data-officer")


def work(app: Flask) -> None:
    with app.app_context():
        worker.run_all()


def send(visitor: Visitor, text: str, *, kind: str = "enterprises", status: int = 303) -> str:
    file = (io.BytesIO(text.encode()), "示例名录.csv")
    sent = {"kind": kind, "source": "示例局", "file": file}
    answer = visitor.client.post(TABLES, data=sent)
    assert answer.status_code == status, answer.get_data(as_text=True)[:800]
    return answer.headers.get("Location", "")


def test_a_table_is_checked_shown_and_written_on_a_word(app: Flask, data_officer: Visitor) -> None:
    address = send(data_officer, HEAD + GOOD + FALSE)
    assert "正在校验" in data_officer.get(address).text
    work(app)
    report = data_officer.get(address).text
    assert "已校验，等待写入" in report
    assert "统一社会信用代码的校验位不对" in report
    with app.app_context():
        assert queries.count_enterprises() == 0
    data_officer.client.post(f"{address}/writing")
    work(app)
    assert "已写入 1 条" in data_officer.get(address).text
    with app.app_context():
        assert queries.get_enterprise(credit_code(1)).name == "示例面馆"


def test_a_header_of_words_nobody_knows_is_asked_about_by_its_words(
    app: Flask, data_officer: Visitor
) -> None:
    address = send(data_officer, f"哪家,那个码,哪一类,在哪儿\n{GOOD}")
    work(app)
    page = data_officer.get(f"{address}/columns")
    assert "没有表头" not in page.text
    told = {
        head.get_text(strip=True): field["name"]
        for row in page.soup.select("tbody tr")
        for head, field in zip(row.select("th"), row.select("select"), strict=True)
    }
    fields = {"哪家": "name", "那个码": "credit_code", "哪一类": "kind", "在哪儿": "address"}
    chosen = {str(told[title]): field for title, field in fields.items()}
    data_officer.post(f"{address}/columns", chosen)
    work(app)
    report = data_officer.get(address)
    assert "已校验，等待写入" in report.text
    assert "新增 1" in report.text


def test_the_same_spreadsheet_comes_back_with_the_reasons_beside(
    app: Flask, data_officer: Visitor
) -> None:
    address = send(data_officer, HEAD + GOOD + FALSE)
    work(app)
    answer = data_officer.client.get(f"{address}/report.xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][-2:] == ["校验结果", "原因"]
    assert rows[1][0] == "示例面馆"
    assert rows[1][-2] == "新增"
    assert rows[2][-2:] == ["退回", "统一社会信用代码：统一社会信用代码的校验位不对"]
    assert data_officer.client.get(f"{address}/source").data.decode() == HEAD + GOOD + FALSE


def test_a_report_that_is_not_whole_says_what_it_leaves_out(
    app: Flask, data_officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "MOST_ROWS", 1)
    address = send(data_officer, HEAD + GOOD + FALSE)
    work(app)
    answer = data_officer.client.get(f"{address}/report.xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "没有列出新增和与已有相同的行" in rows[0][-1]
    assert "示例面馆" not in [row[0] for row in rows]
    assert rows[-1][0] == "示例面包店"


def test_columns_nobody_knows_are_asked_with_samples(app: Flask, data_officer: Visitor) -> None:
    address = send(data_officer, (HEAD + GOOD).replace("企业类型", "做哪一行"))
    work(app)
    page = data_officer.get(f"{address}/columns").html
    assert "做哪一行" in page
    assert "餐饮服务" in page
    answer = data_officer.client.post(f"{address}/columns", data={})
    assert answer.status_code == 422
    name = page.split('<select class="inp" id="', 1)[1].split('"', 1)[0]
    answer = data_officer.client.post(f"{address}/columns", data={name: "kind"})
    assert answer.status_code == 303
    work(app)
    assert "已校验，等待写入" in data_officer.get(address).text
    assert data_officer.client.get(f"{address}/columns").status_code == 303


def test_what_cannot_be_taken_is_said_at_its_field(data_officer: Visitor) -> None:
    send(data_officer, "a,b\n1,2\n", status=422)
    send(data_officer, "", status=422)
    send(data_officer, HEAD + GOOD, kind="nothing", status=422)
    answer = data_officer.client.post(TABLES, data={})
    assert answer.status_code == 422


def test_an_import_can_be_called_off(app: Flask, data_officer: Visitor) -> None:
    address = send(data_officer, HEAD + GOOD)
    data_officer.client.post(f"{address}/cancellation")
    work(app)
    assert "什么都没有写入" in data_officer.get(address).text


def test_the_guide_names_every_column(data_officer: Visitor) -> None:
    page = data_officer.get(f"{TABLES}kinds/certificates").text
    assert "证书编号" in page
    assert data_officer.client.get(f"{TABLES}kinds/nothing").status_code == 404


@pytest.mark.parametrize(
    "address", [TABLES, f"{TABLES}T-AAAAAAAA", "/desk/names/", "/desk/mergers/"]
)
def test_only_those_who_keep_the_register_may_come_in(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 303
    sign_in(client, "editor")
    assert client.get(address).status_code == 403
