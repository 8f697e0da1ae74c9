"""The month's account beside ledger, payments, batches, rewards and budgets."""

import json
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text

from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, write_intent
from portal.kernel.errors import NotFound, Refused
from portal.rewards import queries, services
from portal.rewards.models import Reconciliation, ReconciliationKept
from portal.rewards.queries import reconciliation as accounts
from portal.rewards.queries.audit_trail import trail_of
from portal.rewards.rules import Movement
from portal.rewards.rules.reconciliation import Difference
from portal.rewards.services.reconciling import digest_of
from tests.factories import payments
from tests.factories import rewards as factory

FINANCE = Actor(kind="staff", name="finance-f", role="finance")
OCTOBER = datetime(2026, 10, 15, 4, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 15, 4, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 2, 4, tzinfo=UTC)
MONTH = date(2026, 11, 1)


def two_months() -> None:
    """Reserve two rewards in October, pay one by batch in November, let a third lapse there."""
    with time_machine.travel(OCTOBER, tick=False):
        batch = payments.make_batch(2)
        db.session.commit()
    with time_machine.travel(NOVEMBER, tick=False):
        content = payments.result_file(batch, failing={2})
        services.read_result(batch.reference, content=content, by=FINANCE)
        factory.make_lapsed()


def test_a_month_carries_on_from_the_one_before(inside: Flask) -> None:
    two_months()
    (october,), nothing = accounts.count_month(date(2026, 10, 1))
    assert (october.opening_fen, october.closing_fen) == (0, 2 * factory.AMOUNT_FEN)
    assert nothing == []
    (november,), nothing = accounts.count_month(MONTH)
    assert nothing == []
    assert november.opening_fen == october.closing_fen
    assert november.paid_fen == november.released_fen == factory.AMOUNT_FEN
    assert november.closing_fen == factory.AMOUNT_FEN


def test_an_account_is_kept_with_its_maker_and_digest(inside: Flask) -> None:
    two_months()
    with time_machine.travel(NOVEMBER, tick=False), pytest.raises(Refused):
        services.reconcile(MONTH, by=FINANCE)
    with time_machine.travel(DECEMBER, tick=False):
        made = services.reconcile(MONTH, by=FINANCE)
        again = services.reconcile(MONTH, by=FINANCE)
        assert accounts.list_months() == [date(2026, 12, 1), MONTH, date(2026, 10, 1)]
    assert (made.made_by, made.difference_count) == ("finance-f", 0)
    assert made.digest == again.digest == digest_of(made.content)
    assert list(accounts.list_reconciliations(MONTH)) == [again, made]
    assert list(accounts.list_reconciliations()) == [again, made]


def test_what_was_kept_is_never_changed(inside: Flask) -> None:
    with time_machine.travel(DECEMBER, tick=False):
        made = services.reconcile(MONTH, by=FINANCE)
    made.digest = "x"
    with pytest.raises(ReconciliationKept):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize("verb", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
@pytest.mark.parametrize(
    ("table", "column"),
    [("reward_ledger_entry", "document"), ("reward_reconciliation", "made_by")],
)
def test_the_database_itself_refuses_to_rewrite(
    app: Flask, verb: str, table: str, column: str
) -> None:
    with app.app_context(), write_intent():
        factory.make_budget()
        with time_machine.travel(DECEMBER, tick=False):
            services.reconcile(MONTH, by=FINANCE)
        db.session.flush()
        with pytest.raises(Exception, match="never changed"):
            db.session.execute(text(verb.format(table=table, column=column)))
        db.session.rollback()


def test_whatever_differs_from_the_ledger_is_named(inside: Flask) -> None:
    reward = factory.make_paid()
    budget = queries.find_budget(clock.today().year)
    assert budget is not None
    budget.released_fen += 1
    reward.payments[0].amount_fen += 1
    batch = payments.make_batch()
    batch.line_count += 1
    db.session.flush()
    _lines, found = accounts.count_month(MONTH)
    assert {one.kind for one in found} == {
        Difference.AMOUNTS_DIFFER, Difference.BATCH_SUM, Difference.BUDGET_SUM,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-1", "x", "2026-11-01"])
def test_a_month_is_written_with_four_and_two_digits(text: str) -> None:
    with pytest.raises(NotFound):
        accounts.month_in(text)
    assert accounts.month_in("2026-11") == MONTH


def test_every_fen_leads_from_the_budget_to_the_banks_number(inside: Flask) -> None:
    two_months()
    trail = trail_of(2026)
    assert [line.movement for line in trail] == [
        Movement.GRANT, Movement.RESERVE, Movement.RESERVE, Movement.PAY, Movement.RESERVE,
        Movement.RELEASE,
    ]  # fmt: skip
    paid = trail[3]
    assert paid.bank_reference == f"LS{paid.payment}"
    assert paid.batch.startswith("PC26-")
    assert trail[-1].available_fen == factory.YEAR_FEN - 2 * factory.AMOUNT_FEN
    assert trail[0].document == "示例文号"


def test_the_command_tells_and_keeps_and_ends_with_1_where_books_differ(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    told = run(args=["rewards", "reconcile", "--month", "2026-10", "--json", "--keep"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.output)["account"]["differences"] == []
    with app.app_context():
        assert db.session.query(Reconciliation).count() == 1
    with app.app_context(), write_intent():
        factory.make_paid().payments[0].amount_fen += 1
        db.session.commit()
    assert run(args=["rewards", "reconcile", "--month", "2026-10"]).exit_code == 1
    assert run(args=["rewards", "reconcile", "--month", "soon"]).exit_code != 0
