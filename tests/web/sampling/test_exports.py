"""Results to take away: whole, masked, harmless in a spreadsheet, and possible to check."""

import csv
import hashlib
import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from flask import Flask

from portal.sampling.fields import FIELDS
from portal.sampling.views import exports
from tests.factories.sampling import PASSED, fill, row
from tests.visitor import Visitor

SUFFIXES = ("csv", "xlsx", "json", "atom", "feed")
ROWS = (
    row(1, 被抽样单位名称="陈示例", 备注="=HYPERLINK(1) 电话 13800000000"),
    row(2, 食品名称="+姜", **PASSED),
    row(3, 食品名称="葱（示例）", 公告日期="2026-11-19", **PASSED),
)


@pytest.fixture
def filled(app: Flask) -> Flask:
    fill(app, *ROWS)
    return app


def body(citizen: Visitor, address: str) -> bytes:
    answer = citizen.client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.get_data()


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def cells(content: bytes) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_person_is_masked_in_every_form(filled: Flask, citizen: Visitor, suffix: str) -> None:
    content = body(citizen, f"/sampling.{suffix}?q=豇豆")
    told = str(cells(content)) if suffix == "xlsx" else content.decode()
    assert "陈某" in told
    for secret in ("陈示例", "13800000000"):
        assert secret not in told
        assert secret.encode() not in content


def test_a_spreadsheet_runs_nothing(filled: Flask, citizen: Visitor) -> None:
    told = {line["产品名称"]: line for line in lines(body(citizen, "/sampling.csv"))}
    assert set(told) == {"豇豆（示例）", "'+姜", "葱（示例）"}
    assert told["豇豆（示例）"]["备注"] == "'=HYPERLINK(1) 电话 ****"
    book = openpyxl.load_workbook(io.BytesIO(body(citizen, "/sampling.xlsx")))
    kinds = {cell.data_type for line in book.active.iter_rows() for cell in line}
    assert "f" not in kinds


def test_dates_and_numbers_are_typed_in_the_workbook(filled: Flask, citizen: Visitor) -> None:
    head, *rest = cells(body(citizen, "/sampling.xlsx?q=豇豆"))
    told = dict(zip(head, rest[0], strict=True))
    assert told["抽样日期"] == datetime(2026, 10, 15)  # noqa: DTZ001 - a day has no zone
    assert told["最大超限倍数"] == 2.04
    assert told["网页"].startswith("http://localhost/sampling/")
    assert head == tuple(str(one.title) for one in FIELDS)


@pytest.mark.parametrize(("suffix", "query"), [("csv", "q=示例"), ("csv", ""), ("xlsx", "q=示例")])
def test_the_manifest_tells_what_the_file_holds(
    filled: Flask, citizen: Visitor, suffix: str, query: str
) -> None:
    content = body(citizen, f"/sampling.{suffix}?{query}")
    answer = citizen.client.get(f"/sampling.{suffix}.manifest.json?{query}")
    manifest = answer.get_json()
    assert manifest["sha256"] == hashlib.sha256(content).hexdigest()
    assert manifest["byte_count"] == len(content)
    count = len(lines(content)) if suffix == "csv" else len(cells(content)) - 1
    assert manifest["row_count"] == count == 3
    path = manifest["url"].removeprefix("http://localhost")
    assert body(citizen, path) == content


def test_a_file_names_its_manifest_and_its_dictionary(filled: Flask, citizen: Visitor) -> None:
    links = citizen.client.get("/sampling.csv?result=failed").headers.getlist("Link")
    assert '</sampling.csv.manifest.json?result=failed>; rel="describedby"' in links
    assert '</sampling/fields.json>; rel="profile"' in links


def test_nothing_is_left_out_of_a_workbook_in_silence(
    filled: Flask, citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    for address in ("/sampling.xlsx?q=示例", "/sampling.xlsx.manifest.json?q=示例"):
        answer = citizen.client.get(address)
        assert answer.status_code == 422
        problem = answer.get_json(force=True)
        assert "最多 2 行" in problem["detail"]
        assert len(lines(body(citizen, problem["csv"].removeprefix("http://localhost")))) == 3


def test_a_workbook_that_grows_while_it_is_written_is_refused_too(
    filled: Flask, citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.tables.writing.MOST_ROWS", 2)
    assert citizen.client.get("/sampling.xlsx").status_code == 422


def test_json_leads_from_page_to_page_and_leaves_nothing_out(app: Flask, citizen: Visitor) -> None:
    known = set(fill(app, *(row(n) for n in range(1, 46))))
    address, seen, pages = "/sampling.json?result=failed", list[str](), 0
    while address:
        page = citizen.client.get(address).get_json()
        assert page["total"] == 45
        seen += [one["reference"] for one in page["results"]]
        address = (page["next"] or "").removeprefix("http://localhost")
        pages += 1
    assert len(seen) == len(set(seen)) == 45
    assert set(seen) == known
    back = citizen.client.get(page["previous"].removeprefix("http://localhost")).get_json()
    assert back["results"][0]["reference"] in seen
    assert pages == 3


def test_a_programme_chooses_how_long_its_pages_are(app: Flask, citizen: Visitor) -> None:
    fill(app, *(row(n) for n in range(1, 31)))
    first = citizen.client.get("/sampling.json?limit=25").get_json()
    assert (len(first["results"]), "limit=25" in first["next"]) == (25, True)
    last = citizen.client.get(first["next"].removeprefix("http://localhost")).get_json()
    assert (len(last["results"]), last["next"]) == (5, None)
    back = citizen.client.get(last["previous"].removeprefix("http://localhost")).get_json()
    assert back["results"] == first["results"]
    assert len(citizen.client.get("/sampling.json?limit=1").get_json()["results"]) == 1
    assert len(citizen.client.get("/sampling.json?limit=100").get_json()["results"]) == 30
    assert "limit" not in citizen.client.get("/sampling.json").get_json()["next"]


@pytest.mark.parametrize("limit", ["", "0", "-1", "101", "1.5", "２０", "all", "%00", "9" * 5000])
def test_a_page_that_is_too_long_is_refused_with_the_range(citizen: Visitor, limit: str) -> None:
    answer = citizen.client.get(f"/sampling.json?limit={limit}")
    assert answer.status_code == 400
    problem = answer.get_json()
    assert (problem["parameter"], problem["allowed"]) == ("limit", {"from": 1, "to": 100})
    named = citizen.client.get("/sampling.json?size=5").get_json()["allowed"]
    assert {"value": "limit", "label": "limit"} in named
    assert citizen.client.get("/sampling.csv?limit=5").status_code == 400, "a file is whole"


def test_json_speaks_in_codes_that_the_dictionary_explains(filled: Flask, citizen: Visitor) -> None:
    (one,) = citizen.client.get("/sampling.json?q=豇豆").get_json()["results"]
    fields = citizen.client.get("/sampling/fields.json").get_json()["fields"]
    assert set(one) <= {field["name"] for field in fields}
    for field in fields:
        if field["codes"] and one[field["name"]]:
            assert one[field["name"]] in field["codes"], field["name"]
    assert one["result"] == "failed"
    assert one["category"] == "32"
    assert one["sampled_on"] == "2026-10-15"
    assert one["failed_items"] == [
        {"name": "灭蝇胺", "value": "1.02 mg/kg", "limit": "≤0.5 mg/kg", "ratio": 2.04}
    ]


def test_file_page_and_programme_say_the_same(filled: Flask, citizen: Visitor) -> None:
    page = citizen.get("/sampling/?q=示例")
    found = [text.split()[0] for text in page.all("article.row h3 a")]
    table = [line["产品名称"].lstrip("'") for line in lines(body(citizen, "/sampling.csv?q=示例"))]
    programme = citizen.client.get("/sampling.json?q=示例").get_json()["results"]
    assert found == table == [one["product"] for one in programme]


def test_a_table_in_english_has_english_heads(filled: Flask, citizen: Visitor) -> None:
    content = body(citizen, "/en/sampling.csv")
    assert len(lines(content)) == 3
    assert "/en/sampling/" in lines(content)[0][next(iter(reversed(lines(content)[0])))]


@pytest.mark.parametrize("suffix", ["json", "atom", "feed"])
def test_what_is_asked_for_again_unchanged_is_not_sent_again(
    filled: Flask, citizen: Visitor, suffix: str
) -> None:
    first = citizen.client.get(f"/sampling.{suffix}")
    again = {"If-None-Match": first.headers["ETag"]}
    assert citizen.client.get(f"/sampling.{suffix}", headers=again).status_code == 304
    fill(filled, row(9))
    assert citizen.client.get(f"/sampling.{suffix}", headers=again).status_code == 200


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_file_that_would_be_the_same_is_not_made_again(
    filled: Flask, citizen: Visitor, suffix: str
) -> None:
    address = f"/sampling.{suffix}?q=示例"
    etag = citizen.client.get(address).headers["ETag"]
    manifest = citizen.client.get(f"/sampling.{suffix}.manifest.json?q=示例").get_json()
    assert f'"{manifest["etag"]}"' == etag, "so a script knows whether both speak of one state"
    again = {"If-None-Match": etag}
    assert citizen.client.get(address, headers=again).status_code == 304
    assert citizen.client.get(f"/sampling.{suffix}", headers=again).status_code == 200
    assert citizen.client.get(f"/en{address}", headers=again).status_code == 200
    fill(filled, row(9))
    assert citizen.client.get(address, headers=again).status_code == 200


def test_nobody_keeps_the_portal_busy_with_long_files(
    filled: Flask, citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "FREELY", 2)
    monkeypatch.setattr(exports, "LONG_FILES", "2 per hour")
    for _time in range(2):
        body(citizen, "/sampling.csv?q=示例")
    answer = citizen.client.get("/sampling.xlsx?q=示例")
    assert answer.status_code == 429
    assert answer.mimetype == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    assert body(citizen, "/sampling.csv?q=豇豆"), "short ones are free"


def test_a_cursor_that_is_none_leads_nowhere(filled: Flask, citizen: Visitor) -> None:
    for suffix in ("json", "atom", "feed"):
        answer = citizen.client.get(f"/sampling.{suffix}?after=x")
        assert answer.status_code == 404
        assert answer.mimetype == "application/problem+json"


def test_the_dictionary_is_a_page_in_both_languages(citizen: Visitor) -> None:
    page = citizen.get("/sampling/fields")
    assert page.heading == "抽检数据的字段"
    assert len(page.soup.select("tbody tr")) == len(FIELDS) + 6
    citizen.get("/en/sampling/fields")
