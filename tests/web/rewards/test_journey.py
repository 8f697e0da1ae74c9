"""One report, from its verdict to the money, through the pages of everybody who takes part."""

from collections.abc import Callable

from flask import Flask

from portal.accounts.queries import find_account
from portal.complaints.rules import Track
from portal.kernel.db import db, write_intent
from portal.rewards import queries
from portal.rewards.rules import LedgerAccount, Stage
from tests.factories import complaints as cases
from tests.factories import rewards as factory
from tests.visitor import Visitor
from tests.web.rewards.people import ANONYMOUS, filled_proposal, tracking

People = Callable[..., Visitor]


def verified_report(app: Flask) -> str:
    """Conclude an anonymous tip as true; return the number of the reward it opened."""
    with app.app_context(), write_intent():
        case, handler = cases.make_assigned(Track.TIP)
        cases.conclude(case, handler)
        reference = queries.get_reward_of_case(case).reference
        factory.make_budget()
        db.session.commit()
    return reference


def decide(app: Flask, officer: People, reference: str) -> None:
    """Propose and approve twice."""
    handler, first, second = (
        officer("handler", name="handler-h"),
        officer("approver", department=None, name="approver-1"),
        officer("approver", department=None, name="approver-2"),
    )
    with app.app_context(), write_intent():
        find_account("handler-h").display_name = "示例承办员"  # type: ignore[union-attr]
        db.session.commit()
    assert reference in handler.get("/desk/rewards/").text
    counted = handler.post(
        f"/desk/rewards/{reference}/calculation", filled_proposal(app), status=200
    )
    assert "¥3,000" in counted.text
    handler.follow(f"/desk/rewards/{reference}/proposal", filled_proposal(app))
    for approver in (first, second):
        page = approver.get(f"/desk/rewards/approvals/{reference}")
        assert "通过，¥3,000" in page.text
        assert "示例承办员" in page.all(".rwd-asked")[0]
        assert "handler-h" not in page.text
        sent = {"approval-seen_round": "1", "approval-has_declared": "y"}
        approver.follow(f"/desk/rewards/approvals/{reference}/approval", sent)


def claim(citizen: Visitor) -> tuple[str, str]:
    """Claim without a name, at the counter; return both codes written down."""
    page = citizen.follow("/track/reward/claim", ANONYMOUS)
    code, identity = page.all(".rwd-code")[:2]
    assert "已经抄下" in citizen.follow("/track/reward/code", {"code": code.lower()}).text
    citizen.get("/track/reward/code", status=404)
    return code, identity


def test_a_tip_found_true_is_paid_to_somebody_without_a_name(
    app: Flask, citizen: Visitor, officer: People
) -> None:
    reference = verified_report(app)
    decide(app, officer, reference)
    tracking(citizen, reference)
    case_page = citizen.get("/track/case")
    assert "¥3,000" in case_page.text
    assert "领取奖励" in case_page.text
    code, identity = claim(citizen)
    clerk = officer("intake-clerk", name="clerk-1")
    brought = {"identity_code": identity, "code": code, "collector": "self"}
    clerk.follow("/desk/rewards/counter/", brought)
    finance = officer("finance", department=None, name="finance-1")
    finance.follow(f"/desk/rewards/payments/{reference}/start")
    number = {"payment-bank_reference": "BANK 0001"}
    finance.follow(f"/desk/rewards/payments/{reference}/result", number)
    finance.follow(f"/desk/rewards/payments/{reference}/result", number)
    assert "已支付" in citizen.get("/track/reward/").text
    with app.app_context():
        assert queries.get_reward(reference).stage is Stage.PAID
        year = queries.list_budgets()[0].year
        held = queries.ledger_balances(year)
        assert held[LedgerAccount.PAID] == factory.AMOUNT_FEN
        assert sum(held.values()) == 0
