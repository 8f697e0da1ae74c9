"""Eight processes approve against one budget that holds five of twelve: five, and never more."""

from flask import Flask
from sqlalchemy import func, select

from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused
from portal.rewards import queries, services
from portal.rewards.models import LedgerEntry, RewardCase
from portal.rewards.rules import LedgerAccount, Movement, Stage
from tests.crowd import in_processes
from tests.factories import rewards as factory

PROCESSES, CLAIMS, HELD = 8, 12, 5
EACH = 2 * CLAIMS // PROCESSES  # so that two processes try each reward
GRANTED_FEN = (HELD + 1) * factory.AMOUNT_FEN - 1


def prepare(app: Flask) -> list[str]:
    """Grant the money, approve every reward once; leave no connection that a fork would share."""
    with app.app_context(), write_intent():
        factory.make_budget(GRANTED_FEN)
        references = [factory.make_first_approved().reference for _n in range(CLAIMS)]
        db.session.commit()
        db.session.close()
        db.engine.dispose()
    return references


def approve(reference: str, by: Actor) -> None:
    """Approve for the second time, unless the rules refuse."""
    with write_intent():
        try:
            reward = queries.get_reward(reference)
            services.approve_reward(reward, seen_round=1, has_declared=True, by=by)
            db.session.commit()
        except Refused:
            db.session.rollback()


def approve_some(app: Flask, references: list[str], number: int) -> None:
    """Try as many rewards as each process has, under a name of its own."""
    by = Actor(kind="staff", name=f"second-approver-{number}", role="approver")
    with app.app_context():
        for step in range(EACH):
            approve(references[(number * EACH + step) % CLAIMS], by)


def test_eight_processes_never_spend_more_than_was_granted(app: Flask) -> None:
    references = prepare(app)
    ends = in_processes(PROCESSES, lambda number: approve_some(app, references, number))
    assert ends == [0] * PROCESSES
    with app.app_context():
        year = clock.today().year
        budget, held = queries.find_budget(year), queries.ledger_balances(year)
        assert budget is not None
        assert sum(held.values()) == 0
        assert held[LedgerAccount.RESERVED] == budget.reserved_fen == HELD * factory.AMOUNT_FEN
        assert budget.available_fen == factory.AMOUNT_FEN - 1
        stages = list(db.session.scalars(select(RewardCase.stage)))
        assert stages.count(Stage.NOTIFIED) == HELD
        assert stages.count(Stage.FIRST_APPROVED) == CLAIMS - HELD
        reserved = select(func.count()).where(LedgerEntry.movement == Movement.RESERVE)
        assert db.session.scalar(reserved) == HELD
