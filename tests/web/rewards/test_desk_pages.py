"""The pages of handler, approvers and finance."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.kernel import clock
from portal.rewards import queries
from portal.rewards.models import RewardCase
from portal.rewards.rules import UNDER_REVIEW, Stage
from tests.factories import rewards as factory
from tests.visitor import Visitor
from tests.web.rewards.people import filled_proposal, kept

People = Callable[..., Visitor]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def handler(officer: People) -> Visitor:
    return officer("handler", name="handler-h")


@pytest.fixture
def approver(officer: People) -> Visitor:
    return officer("approver", department=None, name="approver-x")


@pytest.fixture
def finance(officer: People) -> Visitor:
    return officer("finance", department=None, name="finance-x")


def stage_of(app: Flask, reference: str) -> Stage:
    with app.app_context():
        return queries.get_reward(reference).stage


@pytest.mark.parametrize("stage", factory.MAKERS, ids=str)
def test_every_stage_has_its_desk_pages(
    app: Flask, handler: Visitor, approver: Visitor, finance: Visitor, stage: Stage
) -> None:
    reference = kept(app, factory.MAKERS[stage])
    assert reference in handler.get("/desk/rewards/").text
    assert reference in handler.get(f"/desk/rewards/{reference}").text
    assert reference in approver.get(f"/desk/rewards/approvals/{reference}").text
    awaiting = stage in {Stage.PROPOSED, Stage.FIRST_APPROVED} | UNDER_REVIEW
    assert (reference in approver.get("/desk/rewards/approvals/").text) is awaiting
    payable = {Stage.VERIFIED, Stage.PAYING, Stage.FAILED, Stage.PAID, Stage.RECOVERED}
    assert (reference in finance.get("/desk/rewards/payments/").text) is (stage in payable)
    expected = 200 if stage in payable else 404
    finance.get(f"/desk/rewards/payments/{reference}", status=expected)


def test_finance_sees_nothing_of_the_report(app: Flask, finance: Visitor) -> None:
    reference = kept(app, lambda: factory.make_verified(factory.NAMED))
    with app.app_context():
        case = queries.get_reward(reference).case
        secret = (case.reference, case.told, case.respondent, "示例举报人", "6200000000000000")
    for address in ("", reference):
        page = finance.get(f"/desk/rewards/payments/{address}")
        assert not [text for text in secret if text in page.html]
    look = f"/desk/rewards/payments/{reference}/payee"
    finance.post(look, {"look-reason": " "}, status=422)
    opened = finance.post(look, {"look-reason": "示例：核对户名"}, status=200)
    assert "示例举报人" in opened.text
    assert not [text for text in secret[:3] if text in opened.html]


def test_an_anonymous_claim_has_nobody_to_show(app: Flask, finance: Visitor) -> None:
    reference = kept(app, factory.make_verified)
    assert "/payee" not in finance.get(f"/desk/rewards/payments/{reference}").html
    sent = {"look-reason": "示例"}
    finance.post(f"/desk/rewards/payments/{reference}/payee", sent, status=404)


def test_the_handler_counts_before_proposing(app: Flask, handler: Visitor) -> None:
    reference = kept(app, factory.make_opened)
    address = f"/desk/rewards/{reference}/calculation"
    partly = {"scheme": "zhejiang-2023", "seen_round": "1", "grade": "1", "base": "400000"}
    page = handler.post(address, partly, status=200)
    assert "¥20,000" in page.text
    fragment = handler.post(address, partly, status=200, headers=HTMX)
    assert fragment.soup.select_one("html") is None
    for wrong in ({"grade": "9"}, {"base": "x"}, {"uplift": "500"}, {"base": "9" * 13}):
        refused = handler.post(address, {**partly, **wrong}, status=422)
        assert refused.soup.select_one(".errs") is not None
    assert stage_of(app, reference) is Stage.OPENED


def test_a_handler_may_look_at_another_scheme(app: Flask, handler: Visitor) -> None:
    reference = kept(app, factory.make_opened)
    page = handler.get(f"/desk/rewards/{reference}?scheme=insiders-2024")
    assert "实名举报" in page.text
    other = handler.get(f"/desk/rewards/{reference}?scheme=nothing")
    chosen = other.soup.select_one("input[name=scheme]")
    assert chosen is not None
    assert chosen["value"] == "zhejiang-2023"


@pytest.mark.parametrize(
    "changed",
    [
        {"grade": "7"},
        {"base": ""},
        {"answer_natural_person": "no"},
        {"answer_natural_person": ""},
        {"answer_natural_person": "\x00"},
        {"uplift": "50"},
        {"uplift": "-5"},
        {"grade": "1", "base": "12000000"},
    ],
)
def test_a_proposal_that_cannot_be_comes_back_with_its_fields(
    app: Flask, handler: Visitor, changed: dict[str, str]
) -> None:
    reference = kept(app, factory.make_opened)
    sent = filled_proposal(app, **changed)
    page = handler.post(f"/desk/rewards/{reference}/proposal", sent, status=422)
    assert page.soup.select_one(".errs") is not None
    assert stage_of(app, reference) is Stage.OPENED


def test_a_report_is_refused_with_ground_and_reason(app: Flask, handler: Visitor) -> None:
    reference = kept(app, factory.make_opened)
    address = f"/desk/rewards/{reference}/refusal"
    handler.post(address, {"refusal-seen_round": "1", "refusal-ground": "x"}, status=422)
    sent = {
        "refusal-seen_round": "1",
        "refusal-ground": "offender",
        "refusal-because": "示例：系违法行为人",
    }
    handler.follow(address, sent)
    assert stage_of(app, reference) is Stage.INELIGIBLE
    handler.post(address, sent, status=409)


def test_the_time_to_claim_is_extended(app: Flask, handler: Visitor) -> None:
    reference = kept(app, factory.make_notified)
    address = f"/desk/rewards/{reference}/extension"
    page = handler.get(f"/desk/rewards/{reference}")
    assert "还可以延长 10 个工作日" in page.text
    handler.post(address, {"extension-days": "11", "extension-reason": "示例"}, status=422)
    handler.post(address, {"extension-days": "x", "extension-reason": ""}, status=422)
    sent = {"extension-days": "10", "extension-reason": "示例：住院"}
    after = handler.follow(address, sent)
    assert "延长领取期限" not in after.all(".panel h2")


def test_an_approver_declares_or_is_asked_again(app: Flask, approver: Visitor) -> None:
    reference = kept(app, factory.make_proposed)
    address = f"/desk/rewards/approvals/{reference}/approval"
    page = approver.post(address, {"approval-seen_round": "1"}, status=422)
    assert "没有利害关系" in page.text
    approver.post(address, {"approval-has_declared": "y"}, status=422)
    stale = {"approval-seen_round": "2", "approval-has_declared": "y"}
    approver.post(address, stale, status=409)
    approver.follow(address, {**stale, "approval-seen_round": "1"})
    assert stage_of(app, reference) is Stage.FIRST_APPROVED
    assert "由另一个人来办" in approver.get(f"/desk/rewards/approvals/{reference}").text
    refused = approver.post(address, {**stale, "approval-seen_round": "1"}, status=422)
    assert "您已经以“一审”身份办过本件" in refused.text


def test_a_second_approval_without_money_says_so(app: Flask, approver: Visitor) -> None:
    reference = kept(app, factory.make_first_approved)
    sent = {"approval-seen_round": "1", "approval-has_declared": "y"}
    page = approver.post(f"/desk/rewards/approvals/{reference}/approval", sent, status=422)
    assert "奖励预算还没有下达" in page.text
    assert stage_of(app, reference) is Stage.FIRST_APPROVED


def test_a_proposal_goes_back_with_a_reason(
    app: Flask, approver: Visitor, handler: Visitor
) -> None:
    reference = kept(app, factory.make_proposed)
    address = f"/desk/rewards/approvals/{reference}/return"
    approver.post(address, {"return-seen_round": "1", "return-reason": ""}, status=422)
    approver.follow(address, {"return-seen_round": "1", "return-reason": "示例：等级偏高"})
    page = handler.get(f"/desk/rewards/{reference}")
    assert "示例：等级偏高" in page.text
    sent = filled_proposal(app, grade="3", seen_round="2")
    handler.follow(f"/desk/rewards/{reference}/proposal", sent)
    assert stage_of(app, reference) is Stage.PROPOSED


@pytest.mark.parametrize(
    ("ruling", "stage"), [("uphold", Stage.REVIEWED), ("reopen", Stage.OPENED)]
)
def test_an_objection_is_reviewed(app: Flask, approver: Visitor, ruling: str, stage: Stage) -> None:
    reference = kept(app, factory.make_objected)
    address = f"/desk/rewards/approvals/{reference}/review"
    approver.post(address, {"review-seen_round": "1", "review-ruling": "x"}, status=422)
    sent = {"review-seen_round": "1", "review-ruling": ruling, "review-because": "示例理由"}
    approver.follow(address, sent)
    assert stage_of(app, reference) is stage


def test_a_payment_fails_is_retried_and_recovered(app: Flask, finance: Visitor) -> None:
    reference = kept(app, factory.make_verified)
    address = f"/desk/rewards/payments/{reference}"
    finance.follow(f"{address}/start")
    finance.post(f"{address}/failure", {"failure-reason": " "}, status=422)
    assert (
        "示例：账号不符"
        in finance.follow(f"{address}/failure", {"failure-reason": "示例：账号不符"}).text
    )
    finance.follow(f"{address}/retry")
    finance.follow(f"{address}/start")
    finance.post(f"{address}/result", {"payment-bank_reference": ""}, status=422)
    finance.follow(f"{address}/result", {"payment-bank_reference": "BANK9"})
    finance.post(f"{address}/result", {"payment-bank_reference": "BANK8"}, status=422)
    finance.post(f"{address}/start", {}, status=409)
    finance.post(f"{address}/retry", {}, status=409)
    finance.post(f"{address}/recovery", {"recovery-reason": ""}, status=422)
    finance.follow(f"{address}/recovery", {"recovery-reason": "示例：材料系伪造"})
    assert stage_of(app, reference) is Stage.RECOVERED


def test_whoever_approved_cannot_pay(app: Flask, officer: People) -> None:
    both = officer("finance", "approver", department=None, name="approver-b")
    reference = kept(app, factory.make_verified)
    address = f"/desk/rewards/payments/{reference}"
    assert "身份办过本件" in both.post(f"{address}/start", {}, status=422).text
    both.get("/desk/rewards/payments/")
    paying = kept(app, factory.make_failed)
    both.post(f"/desk/rewards/payments/{paying}/retry", {}, status=422)


def test_the_counter_accepts_a_code(app: Flask, officer: People, finance: Visitor) -> None:
    codes: list[dict[str, str]] = []

    def claimed() -> RewardCase:
        reward, code = factory.make_claimed(factory.NAMED)
        assert reward.claim is not None
        codes.append({"identity_code": reward.claim.identity_code, "code": code})
        return reward

    clerk = officer("intake-clerk", name="clerk-x")
    first, second = kept(app, claimed), kept(app, claimed)
    clerk.get("/desk/rewards/counter/")
    for wrong in ("", "2222", "\x00", "x" * 300):
        sent = {"identity_code": wrong, "code": wrong, "collector": "self"}
        clerk.post("/desk/rewards/counter/", sent, status=422)
    agent: dict[str, Any] = {**codes[0], "collector": "agent", "papers": ["attorney"]}
    told = clerk.post("/desk/rewards/counter/", agent, status=422).text
    assert "还要核对：委托人身份证件、受托人身份证件" in told
    agent["papers"] = ["attorney", "principal-identity", "agent-identity"]
    assert "核验通过" in clerk.follow("/desk/rewards/counter/", agent).text
    finance.get("/desk/rewards/payments/verification")
    sent = {**codes[1], "collector": "self", "papers": "identity"}
    finance.follow("/desk/rewards/payments/verification", sent)
    assert {stage_of(app, first), stage_of(app, second)} == {Stage.VERIFIED}


def test_a_budget_is_granted_and_the_ledger_shows_it(finance: Visitor) -> None:
    year = clock.today().year
    sent = {"year": str(year), "amount": "200,000", "document": "示例财〔2026〕1号"}
    page = finance.follow("/desk/rewards/budget/", sent)
    assert "¥200,000.00" in page.text
    assert "示例财〔2026〕1号" in page.text
    for wrong in (
        {"year": "20260"},
        {"year": "x"},
        {"amount": "0"},
        {"amount": "-1"},
        {"amount": "9" * 13},
        {"document": ""},
        {"document": "\x00"},
    ):
        finance.post("/desk/rewards/budget/", {**sent, **wrong}, status=422)


def test_nobody_returns_or_reviews_the_own_decision(app: Flask, officer: People) -> None:
    first = officer("approver", department=None, name="approver-a")
    proposed, objected = kept(app, factory.make_first_approved), kept(app, factory.make_objected)
    address = f"/desk/rewards/approvals/{proposed}/return"
    sent = {"return-seen_round": "1", "return-reason": "示例"}
    assert "身份办过本件" in first.post(address, sent, status=422).text
    address = f"/desk/rewards/approvals/{objected}/review"
    sent = {"review-seen_round": "1", "review-ruling": "uphold", "review-because": "示例"}
    assert "身份办过本件" in first.post(address, sent, status=422).text


def test_whoever_approved_records_no_recovery(app: Flask, officer: People) -> None:
    both = officer("finance", "approver", department=None, name="approver-a")
    address = f"/desk/rewards/payments/{kept(app, factory.make_paid)}/recovery"
    page = both.post(address, {"recovery-reason": "示例"}, status=422)
    assert "身份办过本件" in page.text


def test_the_cases_desk_page_leads_to_its_reward(app: Flask, officer: People) -> None:
    reference = kept(app, factory.make_opened)
    with app.app_context():
        case = queries.get_reward(reference).case
        case_reference, name = case.reference, case.handler.username if case.handler else ""
    page = officer("handler", name=name).get(f"/desk/cases/{case_reference}")
    assert any(reference in link for link in page.links())
