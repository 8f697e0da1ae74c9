"""Inspections on the web: the public list and record, the desk, who may do what."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from portal.inspections import queries, services
from portal.kernel.db import db, write_intent
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.inspections import OFFICER, make_record
from tests.visitor import Visitor

DESK = "/desk/inspections/"


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel("2026-11-10 02:00:00 +0000", tick=False):
        yield


@pytest.fixture
def record(that_day: None, app: Flask) -> str:
    with app.app_context(), write_intent():
        found = make_record(
            make_enterprise("示例餐馆", kind="caterer", credit_code=credit_code(7)),
            findings="负责人证件 330302199001011234，2 项记录不全",
            licence_number="330302199001011234",
            scope="后厨，联系电话 13800138000",
        )
        db.session.commit()
        return found.reference


def publish(app: Flask, record: str) -> None:
    with app.app_context(), write_intent():
        services.publish_records([queries.get_record(record)], by=OFFICER)
        db.session.commit()


def test_a_citizen_reads_what_was_found_and_no_identity_number(
    app: Flask, citizen: Visitor, record: str
) -> None:
    publish(app, record)
    listed = citizen.get("/inspections/?kind=routine&result=rectify&year=2026&q=餐馆").html
    assert "48 项，2 项不符合" in listed
    assert "20 个工作日" in listed
    shown = citizen.get(f"/inspections/{record}").html
    assert "3303021990****1234" in shown
    assert "330302199001011234" not in shown
    assert "后厨" in shown
    assert "13800138000" not in shown
    assert "2 人" in shown
    page = citizen.get(f"/enterprises/{credit_code(7)}").html
    assert "监督检查" in page
    assert "48 项，2 项不符合" in page


def test_nothing_is_shown_before_its_day(citizen: Visitor, record: str) -> None:
    assert "没有符合条件的检查结果" in citizen.get("/inspections/").text
    citizen.get(f"/inspections/{record}", status=404)
    page = citizen.get(f"/enterprises/{credit_code(7)}").html
    assert "inspections-heading" not in page


@pytest.mark.parametrize(
    ("query", "said"),
    [("kind=party", "检查类型不存在"), ("result=fine", "检查结果不存在"), ("year=x", "不是年份")],
)
def test_an_unknown_filter_is_told_and_what_may_be_chosen(
    citizen: Visitor, query: str, said: str
) -> None:
    assert said in citizen.get(f"/inspections/?{query}", status=400).text


@pytest.mark.parametrize(
    "query", ["after=x", "year=20264", "year=²", "year=020201", "kind=party%00"]
)
def test_nonsense_is_never_a_fault_of_ours(citizen: Visitor, query: str) -> None:
    response = citizen.client.get(f"/inspections/?{query}")
    assert response.status_code in {400, 404}


def test_an_officer_publishes_early_and_withdraws_with_a_reason(
    officer: Callable[..., Visitor], citizen: Visitor, record: str
) -> None:
    keeper, reviewer = officer("data-officer"), officer("reviewer", name="reviewer-2")
    assert "最迟公开" in keeper.get(DESK).text
    assert "示例餐馆" in keeper.get(f"{DESK}?stage=recorded").text
    assert "这一阶段没有记录" in keeper.get(f"{DESK}?stage=withdrawn").text
    reviewer.post(f"{DESK}publication", data={"chosen": [record]})
    citizen.get(f"/inspections/{record}")
    address = f"{DESK}{record}"
    assert "撤回这条记录" in keeper.get(address).text
    assert (
        "请写明理由" in reviewer.post(f"{address}/withdrawal", data={"reason": ""}, status=422).text
    )
    reviewer.post(f"{address}/withdrawal", data={"reason": "录错了企业，致电 13800138000"})
    assert "录错了企业" in keeper.get(address).text
    gone = citizen.get(f"/inspections/{record}", status=410).text
    assert "录错了企业" in gone
    assert "13800138000" not in gone


@pytest.mark.parametrize("address", [DESK, f"{DESK}I-1"])
def test_the_desk_is_for_those_who_keep_the_register(
    stranger: Visitor, client: object, citizen: Visitor, address: str
) -> None:
    stranger.get(address, status=403)
    response = citizen.client.get(address)
    assert response.status_code in {302, 303, 401}


def test_only_reviewers_publish_and_withdraw(stranger: Visitor, record: str) -> None:
    stranger.post(f"{DESK}publication", data={"chosen": [record]}, status=403)
    stranger.post(f"{DESK}{record}/withdrawal", data={"reason": "x"}, status=403)


def test_the_list_is_taken_away_whole_as_it_was_narrowed(
    app: Flask, citizen: Visitor, record: str
) -> None:
    publish(app, record)
    table = citizen.client.get("/inspections.csv?kind=routine").get_data(as_text=True)
    assert record in table
    assert "责令改正" in table
    assert "330302199001011234" not in table
    assert record not in citizen.client.get("/inspections.csv?year=2020").get_data(as_text=True)
    document = citizen.client.get("/inspections.json?result=rectify").get_json()
    (told,) = document["inspections"]
    assert list(told) == list(document["fields"])
    assert (told["kind"], told["result"], told["item_count"]) == ("routine", "rectify", 48)
    assert document["next"] is None
    feed = citizen.client.get("/inspections.atom").get_data(as_text=True)
    assert told["page"] in feed
    assert "示例餐馆：责令改正" in feed
    links = citizen.get("/inspections/?kind=routine").links()
    assert "/inspections.csv?kind=routine" in links


@pytest.mark.parametrize("file", ["csv", "json", "atom"])
def test_a_programme_is_told_what_there_is_to_ask(citizen: Visitor, file: str) -> None:
    for asked in ("kind=none", "result=x", "year=abc"):
        answer = citizen.client.get(f"/inspections.{file}?{asked}")
        assert answer.status_code == 400
        assert answer.get_json(force=True)["parameter"] == asked.partition("=")[0]
    assert citizen.client.get("/inspections.json?after=x").status_code == 404


def test_a_long_list_goes_on_for_programmes(app: Flask, citizen: Visitor) -> None:
    with app.app_context(), write_intent():
        shop = make_enterprise("示例超市", kind="seller", credit_code=credit_code(8))
        services.publish_records([make_record(shop) for _ in range(31)], by=OFFICER)
        db.session.commit()
    first = citizen.client.get("/inspections.json?q=超市").get_json()
    following = first["next"].removeprefix("http://localhost")
    second = citizen.client.get(following).get_json()
    seen = {one["reference"] for one in (*first["inspections"], *second["inspections"])}
    assert (len(first["inspections"]), len(seen), second["next"]) == (30, 31, None)
