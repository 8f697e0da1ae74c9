"""Several people at once: no overspending, no double payment, no double claim."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select

from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused
from portal.rewards import queries, services
from portal.rewards.models import LedgerEntry, Payment, RewardClaim
from portal.rewards.rules import LedgerAccount, Movement, Stage
from tests.factories import rewards as factory

PEOPLE = 6
FINANCE = Actor(kind="staff", name="finance-f", role="finance")


def kept(app: Flask, make: Callable[[], list[str]]) -> list[str]:
    with app.app_context(), write_intent():
        references = make()
        db.session.commit()
    return references


def at_once(app: Flask, steps: list[Callable[[], object]]) -> list[bool]:
    """Take every step in a transaction and a thread of its own; say which were kept."""

    def take(step: Callable[[], object]) -> bool:
        with app.app_context(), write_intent():
            try:
                step()
                db.session.commit()
            except Refused:
                db.session.rollback()
                return False
            return True

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(take, steps))


def test_approvals_at_once_never_spend_more_than_was_granted(app: Flask) -> None:
    def proposed() -> list[str]:
        factory.make_budget(2 * factory.AMOUNT_FEN + 1)
        return [factory.make_first_approved().reference for _n in range(PEOPLE)]

    def approve(reference: str) -> Callable[[], object]:
        by = Actor(kind="staff", name="approver-b", role="approver")
        return lambda: services.approve_reward(
            queries.get_reward(reference), seen_round=1, has_declared=True, by=by
        )

    references = kept(app, proposed)
    assert sum(at_once(app, [approve(reference) for reference in references])) == 2
    with app.app_context():
        held = queries.ledger_balances(clock.today().year)
        budget = queries.find_budget(clock.today().year)
        assert budget is not None
        assert held[LedgerAccount.RESERVED] == budget.reserved_fen == 2 * factory.AMOUNT_FEN
        stages = [queries.get_reward(reference).stage for reference in references]
        assert sorted(stages).count(Stage.NOTIFIED) == 2


def test_one_reward_approved_by_several_at_once_reserves_once(app: Flask) -> None:
    def proposed() -> list[str]:
        factory.make_budget()
        return [factory.make_first_approved().reference]

    (reference,) = kept(app, proposed)
    people = [Actor(kind="staff", name=f"approver-{n}") for n in range(PEOPLE)]
    steps: list[Callable[[], object]] = [
        lambda by=by: services.approve_reward(  # type: ignore[misc]
            queries.get_reward(reference), seen_round=1, has_declared=True, by=by
        )
        for by in people
    ]
    assert sum(at_once(app, steps)) == 1
    with app.app_context():
        reserved = select(func.count()).where(LedgerEntry.movement == Movement.RESERVE)
        assert db.session.scalar(reserved) == 1


def test_one_payment_recorded_by_several_at_once_is_paid_once(app: Flask) -> None:
    (reference,) = kept(app, lambda: [factory.make_paying().reference])
    steps: list[Callable[[], object]] = [
        lambda n=n: services.record_payment(  # type: ignore[misc]
            queries.get_reward(reference), bank_reference=f"BANK{n % 2}", by=FINANCE
        )
        for n in range(PEOPLE)
    ]
    kept_steps = at_once(app, steps)
    with app.app_context():
        paid = select(func.count()).where(LedgerEntry.movement == Movement.PAY)
        assert db.session.scalar(paid) == 1
        numbers = db.session.scalars(select(Payment.bank_reference)).all()
        assert len(numbers) == 1
        # Whoever sent the number that was kept is told yes, whoever sent another is told no.
        said_yes = {n % 2 for n, was_kept in enumerate(kept_steps) if was_kept}
        assert said_yes == {int(str(numbers[0])[-1])}


def test_one_reward_claimed_twice_at_once_has_one_claim(app: Flask) -> None:
    (reference,) = kept(app, lambda: [factory.make_notified().reference])
    steps: list[Callable[[], object]] = [
        lambda: services.file_claim(queries.get_reward(reference), factory.ANONYMOUS)
    ] * 3
    assert sum(at_once(app, steps)) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count(RewardClaim.id))) == 1


def test_two_payments_with_one_bank_number_at_once_keep_one(app: Flask) -> None:
    references = kept(app, lambda: [factory.make_paying().reference for _n in range(2)])
    steps: list[Callable[[], object]] = [
        lambda reference=reference: services.record_payment(  # type: ignore[misc]
            queries.get_reward(reference), bank_reference="SAME", by=FINANCE
        )
        for reference in references
    ]
    assert sum(at_once(app, steps)) == 1
