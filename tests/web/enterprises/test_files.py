"""The register to take away: the same question, the same fields, told whole or refused aloud."""

import csv
import hashlib
import io
import json
from datetime import date
from xml.etree import ElementTree

import pytest
from flask import Flask
from openpyxl import load_workbook

from portal.enterprises import services
from portal.enterprises.fields import fields
from portal.enterprises.rules import EnterpriseKind, FlagKind
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db, write_intent
from tests.factories.enterprises import credit_code, make_enterprise
from tests.visitor import Visitor

ADDRESSES = tuple(
    f"/enterprises.{suffix}"
    for suffix in ("csv", "xlsx", "json", "atom", "feed", "csv.manifest.json")
)
ATOM = "{http://www.w3.org/2005/Atom}"
STREET = "330302024"


@pytest.fixture
def register(app: Flask) -> str:
    """Enter two enterprises; return the code of the one that has everything."""
    with app.app_context(), write_intent():
        make_enterprise("=示例面馆", kind=EnterpriseKind.CATERER, credit_code=None)
        one = make_enterprise("示例旧名", credit_code=credit_code(7001), region_code=STREET)
        services.rename_enterprise(one, name="示例鱼饼厂", by=SYSTEM)
        services.add_licence(one, kind="small-operator", number="鹿登字 1 号", by=SYSTEM)
        services.add_flag(
            one, kind=FlagKind.FIVE_S, from_on=clock.today(), source="示例名单", by=SYSTEM
        )
        db.session.commit()
    return credit_code(7001)


def table(citizen: Visitor, address: str) -> list[dict[str, str]]:
    text = citizen.client.get(address).get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_table_holds_what_the_search_found(register: str, citizen: Visitor) -> None:
    both = table(citizen, "/enterprises.csv?sort=name")
    assert [row["名称"] for row in both] == ["'=示例面馆", "示例鱼饼厂"]
    (row,) = table(citizen, "/enterprises.csv?q=鱼饼&kind=maker")
    expected = {
        "统一社会信用代码": register,
        "曾用名": "示例旧名",
        "企业类型": "食品生产",
        "街道、镇": "滨江街道",
        "标识": "5S 现场管理",
    }
    assert {name: row[name] for name in expected} == expected
    assert {name: row[name] for name in expected} == expected
    assert row["网页"] == f"http://localhost/enterprises/{register}"
    assert list(row) == [str(one.title) for one in fields()]


def test_a_manifest_tells_how_to_check_the_file(register: str, citizen: Visitor) -> None:
    for suffix in ("csv", "xlsx"):
        file = citizen.client.get(f"/enterprises.{suffix}")
        told = citizen.client.get(f"/enterprises.{suffix}.manifest.json").get_json()
        assert told["row_count"] == 2
        assert told["byte_count"] == len(file.get_data())
        assert told["sha256"] == hashlib.sha256(file.get_data()).hexdigest()
        assert told["etag"] == file.get_etag()[0]
        again = citizen.client.get(
            f"/enterprises.{suffix}", headers={"If-None-Match": file.headers["ETag"]}
        )
        assert again.status_code == 304


def test_a_workbook_holds_the_same_rows(register: str, citizen: Visitor) -> None:
    content = citizen.client.get("/enterprises.xlsx?kind=maker").get_data()
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[2] for row in rows] == ["名称", "示例鱼饼厂"]


def test_a_workbook_too_long_is_refused_and_leads_to_the_table(
    register: str, citizen: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.tables.writing.MOST_ROWS", 1)
    for address in ("/enterprises.xlsx", "/enterprises.xlsx.manifest.json"):
        answer = citizen.client.get(address)
        assert answer.status_code == 422
        assert answer.get_json(force=True)["csv"] == "http://localhost/enterprises.csv"


def test_programmes_get_pages_of_records(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        made = {make_enterprise().reference for _ in range(25)}
        db.session.commit()
    first = citizen.client.get("/enterprises.json?kind=maker").get_json()
    second = citizen.client.get(first["next"].removeprefix("http://localhost")).get_json()
    seen = [one["reference"] for page in (first, second) for one in page["enterprises"]]
    assert (first["total"], len(seen), set(seen), second["next"]) == (25, 25, made, None)
    assert second["previous"] is not None


def test_one_enterprise_is_told_with_what_other_rooms_know(register: str, citizen: Visitor) -> None:
    told = citizen.client.get(f"/enterprises/{register}.json").get_json()
    assert told["name"] == "示例鱼饼厂"
    assert told["former_names"] == [{"name": "示例旧名", "until": clock.today().isoformat()}]
    assert told["licences"][0]["number"] == "鹿登字 1 号"
    assert told["flags"][0]["kind"] == "five-s"
    assert (told["grades"], told["grade_history"], told["takeaway_seals"]) == ([], [], None)
    assert _names_of_fields(citizen) == set(told) - {"grade_history", "takeaway_seals", "fields"}
    assert citizen.client.get("/enterprises/nothing.json").status_code == 404


def _names_of_fields(citizen: Visitor) -> set[str]:
    document = citizen.client.get("/enterprises/fields.json").get_json()
    return {one["name"] for one in document["fields"]}


def test_feeds_tell_what_changed_last_first(register: str, citizen: Visitor) -> None:
    told = citizen.client.get("/enterprises.atom").get_data()
    atom = ElementTree.fromstring(told)  # noqa: S314 - what this site wrote itself
    titles = [one.text for one in atom.findall(f"{ATOM}entry/{ATOM}title")]
    assert titles == ["示例鱼饼厂", "=示例面馆"]
    feed = json.loads(citizen.client.get("/enterprises.feed?q=鱼饼").get_data())
    assert [one["title"] for one in feed["items"]] == ["示例鱼饼厂"]
    assert "企业：鱼饼" in feed["title"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("kind=bakery", 400, "kind"),
        ("streets=1", 400, "streets"),
        ("sort=size", 400, "sort"),
        ("since=yesterday", 400, "since"),
        ("since=0001-01-01", 400, "since"),
        ("changed=8", 400, "changed"),
    ],
)
def test_a_question_nobody_offers_is_refused_with_what_is(
    register: str, citizen: Visitor, address: str, query: str, status: int, parameter: str
) -> None:
    answer = citizen.client.get(f"{address}?{query}")
    told = answer.get_json(force=True)
    assert (answer.status_code, told["parameter"]) == (status, parameter)
    assert told["allowed"]


def test_a_cursor_of_nowhere_is_a_problem(register: str, citizen: Visitor) -> None:
    for address in ("/enterprises.json", "/enterprises.atom", "/enterprises.feed"):
        assert citizen.client.get(f"{address}?after=nowhere").status_code == 404


def test_the_refusal_is_a_page_for_people(register: str, citizen: Visitor) -> None:
    page = citizen.get("/enterprises/?kind=bakery", status=400)
    assert page.heading == "没有这个筛选条件"
    assert "/enterprises/?kind=caterer" in page.links()
    page = citizen.get("/enterprises/?streets=1", status=400)
    assert "region=…" in page.text
    citizen.get("/enterprises/?since=2026-02-30", status=400)
    citizen.get(f"/enterprises/?since={date(2020, 1, 1)}&utm_source=x")


def test_the_dictionary_is_a_page_in_both_languages(citizen: Visitor) -> None:
    for address in ("/enterprises/fields", "/en/enterprises/fields"):
        page = citizen.get(address)
        assert len(page.soup.select("tbody tr")) == len(fields()) + 6
