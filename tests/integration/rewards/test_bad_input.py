"""What the rules of rewards refuse: said in words at the field, nothing lost, a line in the log."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.kernel import audit, clock
from portal.kernel.audit import Actor, AuditLine
from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused
from portal.rewards import queries, services
from portal.rewards.queries import amounts
from portal.rewards.rules import Schemes, Stage
from portal.rewards.scheme_files import schemes
from tests.factories import payments
from tests.factories import rewards as factory
from tests.factories.accounts import make_account
from tests.visitor import Page, Visitor
from tests.web.rewards.people import ANONYMOUS, filled_proposal, kept, tracking

People = Callable[..., Visitor]
YEAR = 2026
FINANCE = Actor(kind="staff", name="finance-f", role="finance")
BUDGET = {"year": str(YEAR), "amount": "100", "document": "示例文号 7"}
COUNTER = {"collector": "self", "papers": []}


@pytest.fixture
def handler(officer: People) -> Visitor:
    return officer("handler", name="handler-h")


@pytest.fixture
def finance(officer: People) -> Visitor:
    return officer("finance", department=None, name="finance-x")


def lines(app: Flask, action: str) -> list[dict[str, Any]]:
    """Return who did what refused step, from the log as it was written."""
    with app.app_context():
        found = db.session.scalars(select(AuditLine).filter_by(action=action))
        return [{"by": line.actor, "subject": line.subject, **(line.after or {})} for line in found]


def said_at(page: Page, name: str) -> str:
    """Return what the page says at a field: in the list above the form that leads there."""
    told = page.soup.select_one(f".errs a[href='#{name}'], .errs a[href^='#{name}-']")
    assert told is not None, page.soup.select(".errs")
    return told.get_text(strip=True)


def typed(page: Page, name: str) -> object:
    field = page.soup.select_one(f"[name='{name}']")
    assert field is not None
    return field.get("value")


@pytest.mark.parametrize(
    ("field", "value"), [("grade", "9"), ("base", "-1"), ("base", "100.005"), ("base", "1e5")]
)
def test_a_grade_or_amount_that_cannot_be(
    app: Flask, handler: Visitor, field: str, value: str
) -> None:
    reference = kept(app, factory.make_opened)
    sent = filled_proposal(app, **{field: value, "matched_part": "示例：全部"})
    page = handler.post(f"/desk/rewards/{reference}/proposal", sent, status=422)
    assert said_at(page, field)
    assert typed(page, "matched_part") == "示例：全部"
    if field == "base":
        assert typed(page, "base") == value
    told = {"by": "handler-h", "subject": f"reward:{reference}", "fields": [field]}
    assert lines(app, "reward.form-refused") == [told]


def test_a_grade_outside_the_scheme_past_every_form(inside: Flask) -> None:
    reward, by = factory.make_opened(), factory.person("handler", "handler-p").actor
    for changed, field in (({"grade": 9}, "grade"), ({"base_fen": -1}, "base")):
        wanted = factory.proposal(**changed)
        with pytest.raises(Refused) as refusal:
            services.propose_reward(reward, wanted, by=by, seen_round=1)
        assert refusal.value.field == field
    told = [(step["action"], step["after"]["field"]) for step in audit.refused()]
    assert told == [("reward.amount-refused", "grade"), ("reward.amount-refused", "base")]
    assert reward.stage is Stage.OPENED


@pytest.mark.parametrize(
    ("amount", "action"),
    [
        ("-1", "reward.form-refused"),
        ("0.005", "reward.form-refused"),
        ("0", "budget.refused"),
        ("9999999999999", "budget.refused"),
    ],
)
def test_money_that_cannot_be_granted(
    app: Flask, finance: Visitor, amount: str, action: str
) -> None:
    page = finance.post("/desk/rewards/budget/", {**BUDGET, "amount": amount}, status=422)
    assert said_at(page, "amount")
    assert (typed(page, "amount"), typed(page, "document")) == (amount, BUDGET["document"])
    (line,) = lines(app, action)
    assert (line["by"], line["subject"]) == ("finance-x", f"budget:{YEAR}")


def test_money_that_cannot_be_taken_back(app: Flask, finance: Visitor) -> None:
    lowering = {f"lowering-{name}": value for name, value in BUDGET.items()}
    for year, field in (("2031", "year"), (str(YEAR), "amount")):
        sent = {**lowering, "lowering-year": year}
        page = finance.post("/desk/rewards/budget/lowering", sent, status=422)
        assert said_at(page, f"lowering-{field}")
        with app.app_context(), write_intent():
            services.grant_budget(year=YEAR, amount_fen=1, document="示例", by=FINANCE)
            db.session.commit()
    assert [line["field"] for line in lines(app, "budget.refused")] == ["year", "amount"]


def claimed(app: Flask) -> tuple[str, dict[str, Any]]:
    """Return a claimed reward's number and what its reporter brings to the counter."""
    with app.app_context(), write_intent():
        reward, code = factory.make_claimed()
        assert reward.claim is not None
        brought = {"identity_code": reward.claim.identity_code, "code": code, **COUNTER}
        reference = reward.reference
        db.session.commit()
    return reference, brought


@pytest.mark.parametrize(("state", "days"), [("used", 0), ("expired", 120)])
def test_a_claim_code_that_was_used_or_has_ended(
    app: Flask, officer: People, state: str, days: int
) -> None:
    reference, brought = claimed(app)
    with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
        finance = officer("finance", department=None, name="finance-x")
        address = "/desk/rewards/payments/verification"
        if state == "used":
            finance.post(address, brought, status=303)
        page = finance.post(address, brought, status=422)
    assert {"used": "已经用过", "expired": "已经到期"}[state] in said_at(page, "code")
    assert typed(page, "identity_code") == brought["identity_code"]
    told = {"by": "finance-x", "subject": f"reward:{reference}", "state": state}
    assert lines(app, "reward.code-refused") == [told]


def test_codes_that_do_not_belong_together_are_refused_and_who_tried_is_logged(
    app: Flask, officer: People
) -> None:
    _reference, brought = claimed(app)
    finance = officer("finance", department=None, name="finance-x")
    sent = {**brought, "code": "wrong-wrong"}
    page = finance.post("/desk/rewards/payments/verification", sent, status=422)
    assert "对不上" in said_at(page, "code")
    assert typed(page, "identity_code") == brought["identity_code"]
    told = {"by": "finance-x", "subject": "claims"}
    assert lines(app, "claim.codes-unmatched") == [told], "nothing of what was typed"


def test_a_claim_by_somebody_else_or_too_late(app: Flask, citizen: Visitor) -> None:
    reference, _brought = claimed(app)
    page = tracking(citizen, reference).post("/track/reward/claim", ANONYMOUS, status=422)
    assert "已经" in page.text
    assert [line["by"] for line in lines(app, "reward.second-claim-refused")] == ["citizen"]
    late = kept(app, factory.make_notified)
    with time_machine.travel(clock.now() + timedelta(days=120), tick=False):
        page = tracking(citizen, late).post("/track/reward/claim", ANONYMOUS, status=422)
    (line,) = lines(app, "reward.late-claim-refused")
    assert line["subject"] == f"reward:{late}"


def test_nobody_approves_an_own_proposal(app: Flask, officer: People) -> None:
    with app.app_context(), write_intent():
        make_account("handler", "approver", department="market-regulation", name="handler-p")
        db.session.commit()
    reference, own = kept(app, factory.make_proposed), officer("approver", name="handler-p")
    sent = {"approval-seen_round": "1", "approval-has_declared": "y"}
    page = own.post(f"/desk/rewards/approvals/{reference}/approval", sent, status=422)
    assert page.soup.select_one(".errs") is not None
    (line,) = lines(app, "reward.own-part-refused")
    assert (line["by"], line["taken"]) == ("handler-p", "handle")


def test_an_altered_file_is_refused_line_by_line(app: Flask, finance: Visitor) -> None:
    with app.app_context(), write_intent():
        batch = payments.make_batch(2)
        db.session.commit()
        reference = batch.reference
        content = payments.result_file(batch).replace(b"3000.00,", b"1.00,", 1)
    address = f"/desk/rewards/batches/{reference}/result"
    page = finance.post(address, {"file": (io.BytesIO(content), "r.csv")}, status=422)
    assert "金额与批次不同" in page.text
    (line,) = lines(app, "payment-batch.result-refused")
    assert (line["by"], line["subject"]) == ("finance-x", f"payment-batch:{reference}")
    assert "amount-changed" in line["faults"]


def test_a_payment_told_under_another_number(app: Flask, finance: Visitor) -> None:
    reference = kept(app, factory.make_paid)
    sent = {"payment-bank_reference": "OTHER-1"}
    page = finance.post(f"/desk/rewards/payments/{reference}/result", sent, status=422)
    assert page.soup.select_one(".errs") is not None
    (line,) = lines(app, "reward.second-payment-refused")
    assert line["subject"] == f"reward:{reference}"


def test_a_scheme_edited_after_use(
    app: Flask,
    officer: People,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    reference = kept(app, factory.make_proposed)
    approver = officer("approver", department=None, name="approver-x")
    with app.app_context():
        edited = Schemes(tuple(replace(scheme, digest="0" * 64) for scheme in schemes()))
    monkeypatch.setattr(amounts, "schemes", lambda: edited)
    sent = {"approval-seen_round": "1", "approval-has_declared": "y"}
    page = approver.post(f"/desk/rewards/approvals/{reference}/approval", sent, status=409)
    assert "zhejiang-2023" in page.text
    assert "scheme edited after use" in caplog.text
    (line,) = lines(app, "reward.edited-scheme-refused")
    assert (line["by"], line["scheme"]) == ("approver-x", "zhejiang-2023")
    with app.app_context():
        assert queries.get_reward(reference).stage is Stage.PROPOSED
