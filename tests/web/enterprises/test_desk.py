"""The desk of the register: whom names mean, and two entries that are one enterprise."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.enterprises import merger_proposals, naming_queries, queries, services
from portal.kernel.db import db, write_intent
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.ratings import make_rating
from tests.visitor import Visitor


@pytest.fixture
def data_officer(officer: Callable[..., Visitor]) -> Visitor:
    return officer("data-officer")


@pytest.fixture
def question(app: Flask) -> str:
    with app.app_context():
        make_enterprise("温州示例酵母股份有限公司", credit_code=credit_code(1))
        make_enterprise("温州示例酵母科技厂", credit_code=credit_code(2))
        services.ask_about([("示例酵母", "")], seen_in="抽检结果")
        db.session.commit()
        return naming_queries.list_open_names()[0].reference


def test_a_name_is_shown_with_its_candidates_and_settled(
    app: Flask, data_officer: Visitor, question: str
) -> None:
    assert "示例酵母" in data_officer.get("/desk/names/").text
    page = data_officer.get(f"/desk/names/{question}").text
    assert "是这家企业名称的简称" in page
    post = data_officer.client.post
    assert post(f"/desk/names/{question}", data={}).status_code == 422
    wrong = {"meant": "other", "key": "没有这家"}
    assert post(f"/desk/names/{question}", data=wrong).status_code == 422
    right = {"meant": "other", "key": credit_code(2)}
    assert post(f"/desk/names/{question}", data=right).status_code == 303
    with app.app_context():
        found = queries.match_name("示例酵母")
        assert found is not None
        assert found.credit_code == credit_code(2)
    assert "认定指的是" in data_officer.get(f"/desk/names/{question}").text
    assert post(f"/desk/names/{question}", data={"meant": "nobody"}).status_code == 303
    assert "不在企业库里" in data_officer.get("/desk/names/").text
    assert data_officer.client.get("/desk/names/N-NOTHING").status_code == 404


def test_entries_are_compared_merged_redirected_and_split(
    app: Flask, data_officer: Visitor, question: str
) -> None:
    pair = {"kept": credit_code(1), "gone": credit_code(2)}
    address = f"/desk/mergers/?kept={pair['kept']}&gone={pair['gone']}"
    assert "温州示例酵母科技厂" in data_officer.get(address).text
    post = data_officer.client.post
    assert post("/desk/mergers/", data=pair).status_code == 422
    again = {**pair, "gone": pair["kept"], "reason": "同一家"}
    assert post("/desk/mergers/", data=again).status_code == 422
    assert post("/desk/mergers/", data={**pair, "reason": "同一家"}).status_code == 303
    moved = data_officer.client.get(f"/enterprises/{pair['gone']}")
    assert moved.status_code == 301
    assert moved.headers["Location"].endswith(pair["kept"])
    with app.app_context():
        gone = queries.find_entry(pair["gone"])
        assert gone is not None
        split = f"/desk/mergers/{gone.reference}/split"
    assert post(split, data={}).status_code == 422
    assert post(split, data={"reason": "是两家"}).status_code == 303
    assert data_officer.client.get(f"/enterprises/{pair['gone']}").status_code == 200
    assert "已拆分" in data_officer.get("/desk/mergers/").text


def test_a_merger_that_moves_a_grade_waits_for_a_second_person(
    app: Flask, officer: Callable[..., Visitor], question: str
) -> None:
    first = officer("data-officer", name="first-1")
    second = officer("data-officer", name="second-1")
    with app.app_context(), write_intent():
        found = queries.find_enterprise(credit_code(2))
        assert found is not None
        make_rating(found)
        db.session.commit()
    pair = {"kept": credit_code(1), "gone": credit_code(2), "reason": "同一家"}
    page = first.follow("/desk/mergers/", pair)
    assert "等级会随之转移" in page.text
    with app.app_context():
        (proposal,) = merger_proposals.list_proposals()
        address = f"/desk/mergers/proposals/{proposal.reference}"
    refused = first.post(f"{address}/confirmation", {}, status=422)
    assert "提出合并的人不能自己确认" in refused.text
    assert "请写明理由" in second.post(f"{address}/refusal", {}, status=422).text
    assert "已确认合并" in second.follow(f"{address}/confirmation", {}).text
    assert first.client.get(f"/enterprises/{credit_code(2)}").status_code == 301
