"""The reporter's own pages."""

import pytest
from flask import Flask

from portal.rewards import queries
from portal.rewards.rules import Stage
from tests.factories import rewards as factory
from tests.visitor import Visitor
from tests.web.rewards.people import ANONYMOUS, NOTHING_AGAINST, kept, tracking

ACCOUNT = {
    **NOTHING_AGAINST,
    "claim-identity": "named",
    "claim-method": "account",
    "claim-name": "示例举报人",
    "claim-bank": "示例银行",
    "claim-account": "6200 0000 0000 0000",
    "claim-has_promised": "y",
}


@pytest.fixture
def notified(app: Flask) -> str:
    return kept(app, factory.make_notified)


@pytest.mark.parametrize("address", ["/track/reward/", "/track/reward/code"])
def test_without_number_and_secret_nothing_is_shown(citizen: Visitor, address: str) -> None:
    assert citizen.get(address, status=303).location.endswith("/track")


@pytest.mark.parametrize("address", ["claim", "code", "objection"])
def test_without_number_and_secret_nothing_is_done(citizen: Visitor, address: str) -> None:
    assert citizen.post(f"/track/reward/{address}", {}).location.endswith("/track")


@pytest.mark.parametrize("stage", factory.MAKERS, ids=str)
def test_every_stage_has_its_page_and_its_panel(app: Flask, citizen: Visitor, stage: Stage) -> None:
    reference = kept(app, factory.MAKERS[stage])
    tracking(citizen, reference)
    page = citizen.get("/track/reward/")
    case = citizen.get("/track/case")
    assert "奖励" in case.text
    told = stage not in {
        Stage.OPENED, Stage.PROPOSED, Stage.FIRST_APPROVED, Stage.INELIGIBLE, Stage.CONTESTED,
    }  # fmt: skip
    assert ("¥3,000" in page.text) is told
    assert ("¥3,000" in case.text) is told
    may_claim = stage in {Stage.NOTIFIED, Stage.REVIEWED}
    assert (page.soup.select_one("form[action$='/claim']") is not None) is may_claim
    for private in ("handler-p", "approver-a", "finance-f", "clerk-c"):
        assert private not in page.html + case.html


def test_a_claim_into_an_account(app: Flask, citizen: Visitor, notified: str) -> None:
    tracking(citizen, notified)
    page = citizen.follow("/track/reward/claim", ACCOUNT)
    assert page.all(".rwd-code")[1].startswith("SF-")
    again = citizen.get("/track/reward/code")
    assert again.all(".rwd-code") == page.all(".rwd-code")
    assert "6200" not in citizen.get("/track/reward/").html


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"claim-identity": ""}, "claim-identity"),
        ({"claim-method": "cheque"}, "claim-method"),
        ({"claim-name": ""}, "claim-name"),
        ({"claim-bank": "\x00"}, "claim-bank"),
        ({"claim-account": "12"}, "claim-account"),
        ({"claim-account": "x" * 500}, "claim-account"),
        ({"claim-has_promised": ""}, "claim-has_promised"),
    ],
)
def test_a_claim_that_is_not_complete_keeps_what_was_typed(
    citizen: Visitor, notified: str, changed: dict[str, str], field: str
) -> None:
    tracking(citizen, notified)
    sent = {key: value for key, value in {**ACCOUNT, **changed}.items() if value}
    page = citizen.post("/track/reward/claim", sent, status=422)
    assert page.soup.select_one(f".errs a[href='#{field}']") is not None, page.text
    if field != "claim-name":
        typed = page.soup.select_one("#claim-name")
        assert typed is not None
        assert typed["value"] == "示例举报人"


def test_a_code_typed_wrongly_stays_shown(citizen: Visitor, notified: str) -> None:
    tracking(citizen, notified)
    citizen.follow("/track/reward/claim", ANONYMOUS)
    for typed in ("", "wrong", "\x00", "x" * 500):
        page = citizen.post("/track/reward/code", {"code": typed}, status=422)
        assert page.soup.select_one("#code-error") is not None
        assert page.all(".rwd-code")


def test_there_is_no_code_before_a_claim(citizen: Visitor, notified: str) -> None:
    tracking(citizen, notified)
    citizen.get("/track/reward/code", status=404)
    citizen.post("/track/reward/code", {"code": "x"}, status=404)


def test_a_reward_not_yet_decided_cannot_be_claimed(app: Flask, citizen: Visitor) -> None:
    tracking(citizen, kept(app, factory.make_opened))
    citizen.post("/track/reward/claim", ANONYMOUS, status=409)


def test_an_objection_is_made_once(app: Flask, citizen: Visitor, notified: str) -> None:
    tracking(citizen, notified)
    citizen.post("/track/reward/objection", {"objection-text": " "}, status=422)
    sent = {"objection-text": "示例：我提供了直接证据"}
    page = citizen.follow("/track/reward/objection", sent)
    assert "示例：我提供了直接证据" in page.text
    again = citizen.post("/track/reward/objection", sent, status=422)
    assert "只能提出一次" in again.text
    with app.app_context():
        assert queries.get_reward(notified).stage is Stage.OBJECTED


def test_htmx_is_led_on(citizen: Visitor, notified: str) -> None:
    tracking(citizen, notified)
    answer = citizen.post(
        "/track/reward/claim", ANONYMOUS, status=204, headers={"HX-Request": "true"}
    )
    assert answer.response.headers["HX-Redirect"].endswith("/track/reward/code")


def test_private_pages_are_never_stored(citizen: Visitor, notified: str) -> None:
    tracking(citizen, notified)
    page = citizen.get("/track/reward/")
    assert page.response.headers["Cache-Control"] == "no-store"
