"""Finance's part: paid once, whatever is retried."""

import pytest
from flask import Flask

from portal.kernel import clock
from portal.kernel.audit import SYSTEM, Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.rewards import dossier, queries, services
from portal.rewards.models import LedgerRewriteError
from portal.rewards.rules import LARGEST_BASE_FEN, LedgerAccount, Movement, PaymentResult, Stage
from portal.rewards.services import OwnPartTaken
from tests.factories import rewards as factory

FINANCE = Actor(kind="staff", name="finance-f", role="finance")


def held() -> dict[LedgerAccount, int]:
    return queries.ledger_balances(clock.today().year)


def test_the_same_payment_recorded_again_changes_nothing(inside: Flask) -> None:
    reward = factory.make_paying()
    for _again in range(3):
        services.record_payment(reward, bank_reference="BANK 1", by=FINANCE)
    assert held()[LedgerAccount.PAID] == factory.AMOUNT_FEN
    assert [row.result for row in reward.payments] == [PaymentResult.PAID]
    with pytest.raises(Refused):
        services.record_payment(reward, bank_reference="BANK2", by=FINANCE)
    assert sum(held().values()) == 0


def test_starting_twice_starts_once(inside: Flask) -> None:
    reward = factory.make_verified()
    first = services.start_payment(reward, by=FINANCE)
    assert services.start_payment(reward, by=FINANCE) is first
    assert first.amount_fen == reward.amount_fen


def test_a_bank_number_belongs_to_one_payment(inside: Flask) -> None:
    first, second = factory.make_paying(), factory.make_paying()
    services.record_payment(first, bank_reference="BANK1", by=FINANCE)
    for number in ("BANK1", "  "):
        with pytest.raises(Refused) as refusal:
            services.record_payment(second, bank_reference=number, by=FINANCE)
        assert refusal.value.field == "bank_reference"


def test_a_failed_payment_stays_reserved_and_is_tried_again(inside: Flask) -> None:
    reward = factory.make_failed()
    assert held()[LedgerAccount.RESERVED] == factory.AMOUNT_FEN
    services.retry_payment(reward, by=FINANCE)
    services.start_payment(reward, by=FINANCE)
    services.record_payment(reward, bank_reference="BANK1", by=FINANCE)
    assert [row.result for row in reward.payments] == [PaymentResult.FAILED, PaymentResult.PAID]
    assert [row.attempt for row in reward.payments] == [1, 2]
    assert held()[LedgerAccount.PAID] == factory.AMOUNT_FEN


@pytest.mark.parametrize("name", ["handler-p", "approver-a", "approver-b"])
def test_whoever_decided_pays_nothing(inside: Flask, name: str) -> None:
    by = Actor(kind="staff", name=name)
    with pytest.raises(OwnPartTaken):
        services.start_payment(factory.make_verified(), by=by)
    with pytest.raises(OwnPartTaken):
        services.record_payment(factory.make_paying(), bank_reference="B", by=by)
    with pytest.raises(OwnPartTaken):
        services.record_failure(factory.make_paying(), reason="x", by=by)
    with pytest.raises(OwnPartTaken):
        services.retry_payment(factory.make_failed(), by=by)


def test_a_reward_got_by_fraud_is_recovered_and_not_spent_again(inside: Flask) -> None:
    reward = factory.make_recovered()
    budget = queries.find_budget(clock.today().year)
    assert budget is not None
    assert budget.available_fen == budget.granted_fen - factory.AMOUNT_FEN
    assert held()[LedgerAccount.RECOVERED] == factory.AMOUNT_FEN
    assert [entry.movement for entry in queries.list_entries_of(reward)] == [
        Movement.RESERVE,
        Movement.PAY,
        Movement.RECOVER,
    ]


@pytest.mark.parametrize("stage", [Stage.NOTIFIED, Stage.VERIFIED, Stage.PAID])
def test_payments_keep_to_the_table_of_moves(inside: Flask, stage: Stage) -> None:
    reward = factory.MAKERS[stage]()
    with pytest.raises(MoveRefused):
        services.record_failure(reward, reason="x", by=FINANCE)
    with pytest.raises(MoveRefused):
        services.retry_payment(reward, by=FINANCE)
    if stage is not Stage.PAID:
        with pytest.raises(MoveRefused):
            services.record_payment(reward, bank_reference="B", by=FINANCE)
        with pytest.raises(MoveRefused):
            services.record_recovery(reward, reason="x", by=FINANCE)


@pytest.mark.parametrize(
    "amount", [0, -1, LARGEST_BASE_FEN + 1], ids=["nothing", "negative", "absurd"]
)
def test_a_budget_is_an_amount_that_makes_sense(inside: Flask, amount: int) -> None:
    with pytest.raises(Refused) as refusal:
        services.grant_budget(year=2026, amount_fen=amount, document="示例", by=SYSTEM)
    assert refusal.value.field == "amount"


def test_a_budget_needs_its_document(inside: Flask) -> None:
    with pytest.raises(Refused) as refusal:
        services.grant_budget(year=2026, amount_fen=1, document=" ", by=SYSTEM)
    assert refusal.value.field == "document"


def test_grants_add_up(inside: Flask) -> None:
    services.grant_budget(year=2026, amount_fen=100, document="示例 1", by=SYSTEM)
    budget = services.grant_budget(year=2026, amount_fen=50, document="示例 2", by=SYSTEM)
    assert (budget.granted_fen, budget.available_fen) == (150, 150)
    assert [entry.document for entry in queries.list_entries(2026)] == ["示例 2", "示例 1"]


def test_the_ledger_is_never_rewritten(inside: Flask) -> None:
    factory.make_budget()
    entry = queries.list_entries(clock.today().year)[0]
    entry.amount_fen += 1
    with pytest.raises(LedgerRewriteError):
        db.session.flush()
    db.session.rollback()
    factory.make_budget()
    db.session.delete(queries.list_entries(clock.today().year)[0])
    with pytest.raises(LedgerRewriteError):
        db.session.flush()
    db.session.rollback()


def test_finance_sees_no_file_before_the_claim_was_verified(inside: Flask) -> None:
    assert dossier.for_finance(factory.make_notified()) is None
    reward, _code = factory.make_claimed()
    assert dossier.for_finance(reward) is None
    file = dossier.for_finance(factory.make_paid())
    assert file is not None
    assert file.last_bank_reference.startswith("BANK")
    assert not hasattr(file, "case")


def test_a_claim_verified_in_an_earlier_year_is_paid_from_the_year_that_reserved_it(
    inside: Flask,
) -> None:
    reward = factory.make_paying()
    entry = queries.list_entries_of(reward)[0]
    entry.budget_year.year -= 1
    db.session.flush()
    services.record_payment(reward, bank_reference="B", by=FINANCE)
    assert queries.find_budget(clock.today().year) is None
    assert queries.ledger_balances(clock.today().year - 1)[LedgerAccount.PAID] > 0
