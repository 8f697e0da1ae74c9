"""The desk of incidents: who may do what, and what a wrong form says."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.inspections.incidents import queries
from portal.inspections.incidents.rules import IncidentStage
from portal.kernel.db import db, write_intent
from tests.factories.enterprises import credit_code, make_enterprise
from tests.visitor import Visitor

DESK = "/desk/incidents/"
CODE = credit_code(71)
TOLD = {
    "enterprise": CODE,
    "kind": "accident",
    "happened_on": "2026-01-05",
    "detail": "示例：一起食源性疾病",
    "document": "示例食安调〔2026〕3 号",
}


@pytest.fixture
def incident(app: Flask, officer: Callable[..., Visitor]) -> str:
    with app.app_context(), write_intent():
        make_enterprise("示例餐馆", credit_code=CODE)
        db.session.commit()
    page = officer("data-officer", name="first-1").follow(DESK, TOLD)
    return next(link for link in page.links() if link.startswith(f"{DESK}Q-"))


def stage_of(app: Flask, address: str) -> IncidentStage:
    with app.app_context():
        return queries.get_incident(address.rpartition("/")[2]).stage


def test_one_records_and_another_confirms_and_withdraws(
    app: Flask, officer: Callable[..., Visitor], incident: str
) -> None:
    reviewer = officer("reviewer", name="second-1")
    assert "示例食安调〔2026〕3 号" in reviewer.get(f"{DESK}?enterprise={CODE}").text
    assert "登记一件" not in reviewer.get(DESK).text
    assert "确认属实" in reviewer.get(incident).text
    assert "已确认" in reviewer.follow(f"{incident}/confirmation", {}).text
    assert "请写明理由" in reviewer.post(f"{incident}/withdrawal", {}, status=422).text
    reviewer.post(f"{incident}/withdrawal", {"reason": "示例：认定有误"})
    assert stage_of(app, incident) is IncidentStage.WITHDRAWN
    reviewer.post(f"{incident}/confirmation", {}, status=409)


def test_whoever_recorded_it_does_not_confirm_it(
    app: Flask, officer: Callable[..., Visitor], incident: str
) -> None:
    both = officer("data-officer", "reviewer", name="third-1")
    page = both.follow(DESK, {**TOLD, "kind": "obstructed-inspection"})
    own = next(link for link in page.links() if link.startswith(f"{DESK}Q-") and link != incident)
    assert "登记的人不能自己确认" in both.post(f"{own}/confirmation", {}, status=409).text
    assert "请写明理由" in both.post(f"{own}/refusal", {}, status=422).text
    both.post(f"{own}/refusal", {"reason": "示例：记错了"})
    assert stage_of(app, own) is IncidentStage.REFUSED


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"enterprise": "E-00000000"}, "企业库里没有这个代码"),
        ({"kind": "nonsense"}, "登记一件"),
        ({"happened_on": "2999-01-01"}, "登记一件"),
        ({"happened_on": "yesterday"}, "登记一件"),
        ({"detail": ""}, "请写明是什么情况"),
        ({}, "已经登记过"),
    ],
)
def test_a_form_says_what_is_wrong(
    officer: Callable[..., Visitor], incident: str, typed: dict[str, str], said: str
) -> None:
    assert said in officer("data-officer").post(DESK, {**TOLD, **typed}, status=422).text


def test_pages_are_for_those_who_work_there(
    citizen: Visitor, stranger: Visitor, incident: str
) -> None:
    for address in (DESK, incident):
        assert stranger.client.get(address).status_code == 403
        assert citizen.client.get(address).status_code == 303
    for deed in ("confirmation", "refusal", "withdrawal"):
        assert stranger.client.post(f"{incident}/{deed}").status_code == 403
