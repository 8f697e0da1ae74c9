"""make crash-rewards: kill -9 between approval, export and result; then count who was paid.

The bank here is a folder, and as careful as banks are: it pays each payment number once. Whoever
is paid under two numbers is paid twice, and that is what is looked for. Before it, eight
processes approve against one budget that does not hold them all.
"""

import argparse
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from bench import falls
from bench.bank import Bank
from bench.throwaway import site_of
from deploy.console import finish, say
from deploy.postgres import private_server
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import Base, db, write_intent
from portal.kernel.errors import Refused
from portal.rewards import queries, services
from portal.rewards.batch_files import write_order
from portal.rewards.models import LedgerEntry, Payment, PaymentBatch, RewardCase
from portal.rewards.rules import LedgerAccount, Movement, PayeeFacts, PaymentResult, Stage
from portal.rewards.rules.batches import BatchStage
from tests.factories import rewards as factory

KILLS, AT_ONCE, APPROVALS = 200, 8, 200
SEED = 6
# A process is killed within so many statements and commits of its beginning.
LONGEST_LIFE = 90
NEW_AT_ONCE = 3
YEAR_FEN = 10**11
FINANCE = Actor(kind="staff", name="finance-f", role="finance")
SECOND = Actor(kind="staff", name="approver-b", role="approver")


def _prepare(app: Flask, granted_fen: int, count: int) -> list[str]:
    """Make the tables anew, a budget, and rewards that wait for the second approver."""
    with app.app_context(), write_intent():
        Base.metadata.drop_all(db.engine)
        Base.metadata.create_all(db.engine)
        factory.make_budget(granted_fen)
        references = [factory.make_first_approved().reference for _n in range(count)]
        db.session.commit()
        db.session.close()
        db.engine.dispose()
    return references


def _one_transaction(step: Callable[[], object]) -> None:
    with write_intent():
        try:
            step()
            db.session.commit()
        except Refused:
            db.session.rollback()


def _at_stage(*stages: Stage) -> list[RewardCase]:
    wanted = select(RewardCase).where(RewardCase.stage.in_(stages)).order_by(RewardCase.id)
    return list(db.session.scalars(wanted))


def _claim(reward: RewardCase) -> None:
    account = f"62{reward.id:014d}"
    payee = PayeeFacts(name="示例", bank="示例银行", account=account)
    services.file_claim(reward, replace(factory.NAMED, payee=payee))


def _approve(reward: RewardCase) -> None:
    services.approve_reward(reward, seen_round=reward.round, has_declared=True, by=SECOND)


def _collect(reward: RewardCase) -> None:
    claim = reward.claim
    factory.verify(reward, services.readable_code(claim) or "" if claim else "")


def _go_on(bank: Bank, draw: random.Random) -> None:
    """Take every reward one step nearer to its money, each step a transaction of its own."""
    under_way = len(_at_stage(*set(Stage) - {Stage.FIRST_APPROVED, Stage.PAID}))
    for reward in _at_stage(Stage.FIRST_APPROVED)[: max(NEW_AT_ONCE - under_way, 0)]:
        _one_transaction(partial(_approve, reward))
    for reward in _at_stage(Stage.NOTIFIED):
        _one_transaction(partial(_claim if reward.claim is None else _collect, reward))
    for reward in _at_stage(Stage.FAILED):
        _one_transaction(partial(services.retry_payment, reward, by=FINANCE))
    _one_transaction(lambda: services.make_batch(by=FINANCE))
    for batch in queries.list_batches():
        if batch.stage is BatchStage.OPEN or draw.random() < 0.1:  # noqa: PLR2004
            _send_and_take(batch.reference, bank)


def _send_and_take(reference: str, bank: Bank) -> None:
    rows = services.export_batch(queries.get_batch(reference), by=FINANCE, kind="csv")
    bank.receive(reference, write_order(rows, "csv"))
    result = bank.answer(reference)
    _one_transaction(lambda: services.read_result(reference, content=result, by=FINANCE))


def _is_finished() -> bool:
    return all(reward.stage is Stage.PAID for reward in db.session.scalars(select(RewardCase)))


def _live_until(app: Flask, bank: Bank, seed: int, point: int | None) -> None:
    """Work in a process of its own and be killed at a point; without one, to the very end."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    count, draw = 0, random.Random(seed)

    def reached() -> None:
        nonlocal count
        count += 1
        if count == point:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        with app.app_context(), falls.counting(reached):
            while point is not None or not _is_finished():
                _go_on(bank, draw)
    finally:
        os._exit(0)


def _faults(app: Flask, bank: Bank) -> list[str]:
    """Return what is wrong between ledger, batches, rewards and the bank."""
    with app.app_context():
        year = clock.today().year
        held, budget = queries.ledger_balances(year), queries.find_budget(year)
        wrong = ["the ledger does not sum to zero"] if sum(held.values()) else []
        if budget is None or (budget.reserved_fen, budget.paid_fen, budget.available_fen) != tuple(
            held[one]
            for one in (LedgerAccount.RESERVED, LedgerAccount.PAID, LedgerAccount.AVAILABLE)
        ):
            wrong.append("the year's sums are not the ledger's")
        paid = {
            payment.reference: payment
            for payment in db.session.scalars(select(Payment).filter_by(result=PaymentResult.PAID))
        }
        entries = db.session.scalars(
            select(LedgerEntry.reward_id).filter_by(movement=Movement.PAY)
        ).all()
        if Counter(entries) != Counter(payment.reward_id for payment in paid.values()):
            wrong.append("entries and payments differ")
        wrong += [f"recorded, not paid: {one}" for one in paid.keys() - bank.paid().keys()]
        wrong += [f"paid twice: {account}" for account in bank.paid_twice()]
        return wrong


def _last_faults(app: Flask, bank: Bank) -> list[str]:
    with app.app_context():
        rewards = list(db.session.scalars(select(RewardCase)))
        wrong = [f"not paid: {one.reference}" for one in rewards if one.stage is not Stage.PAID]
        owed = {f"62{one.id:014d}": one.amount_fen for one in rewards}
        if owed != dict(bank.paid().values()):
            wrong.append("the bank has paid something else than is owed")
        if audit.first_broken_line() is not None:
            wrong.append("a line of the audit is broken")
        if db.session.scalar(select(func.count()).where(PaymentBatch.stage == BatchStage.OPEN)):
            wrong.append("a batch is still open")
        return wrong


def _told(app: Flask) -> str:
    with app.app_context():
        counts = [
            db.session.scalar(select(func.count()).select_from(model))
            for model in (RewardCase, PaymentBatch, Payment)
        ]
        return f"{counts[0]} rewards, {counts[1]} batches, {counts[2]} attempts to pay"


def let_fall(name: str, folder: Path, url: str, kills: int) -> bool:
    """Kill again and again on one database; return whether nobody was paid twice or forgotten."""
    app, bank, draw = site_of(folder, url), Bank(folder / "bank"), random.Random(SEED)
    # As many as are paid between so many falls, and some that the last process brings to an end.
    falls.apart(partial(_prepare, app, YEAR_FEN, max(NEW_AT_ONCE, kills * 2 // 5)))
    begun = time.monotonic()
    wrong: list[str] = []
    for kill in range(kills):
        _live_until(app, bank, kill, draw.randint(1, LONGEST_LIFE))
        wrong += [f"kill {kill}: {one}" for one in falls.apart(partial(_faults, app, bank))]
    waiting = falls.apart(partial(_count_waiting, app))
    _live_until(app, bank, kills, None)
    wrong += falls.apart(partial(_faults, app, bank)) + falls.apart(
        partial(_last_faults, app, bank)
    )
    say(
        f"{name}: {kills} kills in {time.monotonic() - begun:.0f} s, seed {SEED}: "
        f"{falls.apart(partial(_told, app))}, {waiting} not begun at the last; wrong: "
        f"{len(wrong)}"
    )
    for one in wrong[:20]:
        say(f"  {one}")
    return not wrong


def _approve_all(app: Flask, references: list[str], seed: int) -> None:
    random.Random(seed).shuffle(references)
    with app.app_context():
        for reference in references:
            _one_transaction(lambda one=reference: _approve(queries.get_reward(one)))  # type: ignore[misc]


def approve_at_once(name: str, folder: Path, url: str, count: int) -> bool:
    """Let eight processes approve against a budget for half of them; return whether it held."""
    app, half = site_of(folder, url), count // 2
    granted = half * factory.AMOUNT_FEN + factory.AMOUNT_FEN - 1
    references = falls.apart(partial(_prepare, app, granted, count))
    begun = time.monotonic()
    children = []
    for number in range(AT_ONCE):
        child = os.fork()
        if child == 0:
            try:
                _approve_all(app, references, number)
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    approved, reserved = falls.apart(partial(_reserved, app))
    is_well: bool = approved == half and reserved == half * factory.AMOUNT_FEN <= granted
    say(
        f"{name}: {AT_ONCE} processes, {count} rewards each tried by all, budget for {half}: "
        f"{approved} approved, {reserved} of {granted} 分 reserved, "
        f"{time.monotonic() - begun:.0f} s: {'well' if is_well else 'WRONG'}"
    )
    return is_well


def _count_waiting(app: Flask) -> int:
    with app.app_context():
        return len(_at_stage(Stage.FIRST_APPROVED))


def _reserved(app: Flask) -> tuple[int, int]:
    with app.app_context():
        held = queries.ledger_balances(clock.today().year)
        return len(_at_stage(Stage.NOTIFIED)), held[LedgerAccount.RESERVED]


def _both(name: str, url: str | None, kills: int, approvals: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="portal-crash-rewards-") as folder:
        where = Path(folder)
        once = url or f"sqlite:///{where}/once.db"
        is_held = not approvals or approve_at_once(name, where, once, approvals)
        return let_fall(name, where, url or f"sqlite:///{where}/falls.db", kills) and is_held


def main() -> int:
    """Do it on the databases asked for; return 1 where anybody was paid twice or forgotten."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=KILLS)
    asked.add_argument("--approvals", type=int, default=APPROVALS)
    asked.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    told = asked.parse_args()
    well = []
    if "sqlite" in told.databases:
        well.append(_both("SQLite", None, told.kills, told.approvals))
    if "postgresql" in told.databases:
        with private_server("fsync=on", "synchronous_commit=on") as server:
            well.append(_both("PostgreSQL", server, told.kills, told.approvals))
    return int(not all(well))


if __name__ == "__main__":
    finish(main)
