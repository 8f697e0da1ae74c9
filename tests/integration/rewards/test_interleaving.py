"""Whatever people do in whatever order: D1 to D8 hold and the ledger balances."""

from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused
from portal.rewards import queries, services
from portal.rewards.models import RewardCase
from portal.rewards.rules import Collector, Decision, LedgerAccount, Part, Ruling, Stage
from tests.factories import rewards as factory

NAMES = ("handler-p", "ann", "bea", "cas", "dan")
MONEY_SET_ASIDE = {
    Stage.NOTIFIED, Stage.OBJECTED, Stage.REVIEWED, Stage.VERIFIED, Stage.PAYING, Stage.FAILED,
}  # fmt: skip


class World:
    """Two rewards, one budget that covers little more than one, and five people."""

    def __init__(self) -> None:
        factory.make_budget(2 * factory.AMOUNT_FEN - 1)
        self.rewards = [factory.make_opened(), factory.make_opened()]
        self.codes: dict[int, str] = {}

    def propose(self, reward: RewardCase, by: Actor) -> None:
        services.propose_reward(reward, factory.proposal(), by=by, seen_round=reward.round)

    def approve(self, reward: RewardCase, by: Actor) -> None:
        services.approve_reward(reward, seen_round=reward.round, has_declared=True, by=by)

    def give_back(self, reward: RewardCase, by: Actor) -> None:
        services.return_reward(reward, seen_round=reward.round, reason="示例", by=by)

    def claim(self, reward: RewardCase, _by: Actor) -> None:
        code = services.readable_code(services.file_claim(reward, factory.ANONYMOUS))
        self.codes[reward.id] = str(code)

    def verify(self, reward: RewardCase, by: Actor) -> None:
        services.verify_claim(
            identity_code=reward.claim.identity_code if reward.claim else "",
            code=self.codes.get(reward.id, ""),
            collector=Collector.SELF,
            papers=[],
            by=by,
        )

    def start(self, reward: RewardCase, by: Actor) -> None:
        services.start_payment(reward, by=by)

    def pay(self, reward: RewardCase, by: Actor) -> None:
        services.record_payment(reward, bank_reference=f"BANK{reward.id}", by=by)

    def fail(self, reward: RewardCase, by: Actor) -> None:
        services.record_failure(reward, reason="示例", by=by)

    def retry(self, reward: RewardCase, by: Actor) -> None:
        services.retry_payment(reward, by=by)

    def object_to(self, reward: RewardCase, _by: Actor) -> None:
        services.object_to_reward(reward, text="示例")

    def uphold(self, reward: RewardCase, by: Actor) -> None:
        self._review(reward, Ruling.UPHOLD, by)

    def reopen(self, reward: RewardCase, by: Actor) -> None:
        self._review(reward, Ruling.REOPEN, by)

    def _review(self, reward: RewardCase, ruling: Ruling, by: Actor) -> None:
        services.review_objection(
            reward, ruling=ruling, because="示例", by=by, seen_round=reward.round
        )

    def lapse(self, _reward: RewardCase, _by: Actor) -> None:
        services.lapse_rewards(on=clock.today().replace(year=clock.today().year + 1))

    def recover(self, reward: RewardCase, by: Actor) -> None:
        services.record_recovery(reward, reason="示例", by=by)


STEPS: list[Callable[[World, RewardCase, Actor], None]] = [
    World.propose, World.approve, World.approve, World.give_back, World.claim, World.verify,
    World.start, World.pay, World.fail, World.retry, World.object_to, World.uphold, World.reopen,
    World.lapse, World.recover,
]  # fmt: skip
# The way to the money, so that the later stages are met often.
STRAIGHT = [0, 1, 1, 4, 5, 6, 7]
moves = st.tuples(st.integers(0, len(STEPS) - 1), st.integers(0, 1), st.sampled_from(NAMES))


def check(world: World) -> None:
    year = clock.today().year
    held = queries.ledger_balances(year)
    budget = queries.find_budget(year)
    assert budget is not None
    assert sum(held.values()) == 0
    assert held[LedgerAccount.RESERVED] == budget.reserved_fen
    assert held[LedgerAccount.PAID] == budget.paid_fen
    assert held[LedgerAccount.AVAILABLE] == budget.available_fen
    assert budget.reserved_fen + budget.paid_fen <= budget.granted_fen
    aside = [reward for reward in world.rewards if reward.stage in MONEY_SET_ASIDE]
    assert budget.reserved_fen == sum(reward.amount_fen or 0 for reward in aside)
    for reward in world.rewards:
        check_people(reward)


def check_people(reward: RewardCase) -> None:
    if reward.stage not in MONEY_SET_ASIDE | {Stage.PAID, Stage.RECOVERED}:
        return
    counted = queries.recount(reward)
    assert counted is not None
    assert counted.amount_fen == reward.amount_fen
    approvers = [
        row.approver
        for row in reward.approvals
        if row.round == reward.round
        and row.part in {Part.APPROVE_FIRST, Part.APPROVE_SECOND}
        and row.decision is Decision.APPROVE
    ]
    payers = {row.finished_by for row in reward.payments if row.finished_by}
    assert len({reward.handler, *approvers}) == 3
    assert not payers & {reward.handler, *approvers}
    assert sum(row.bank_reference is not None for row in reward.payments) <= 1


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.booleans(), st.lists(moves, max_size=25))
def test_no_order_of_steps_breaks_a_promise(
    app: Flask, is_straight: bool, then: list[tuple[int, int, str]]
) -> None:
    people = ("handler-p", "ann", "bea", "cas", "dan", "dan", "dan")
    straight = [(step, 0, name) for step, name in zip(STRAIGHT, people, strict=True)]
    with app.app_context(), write_intent():
        world = World()
        for step, which, name in (straight if is_straight else []) + then:
            take(world, step, world.rewards[which], Actor(kind="staff", name=name))
            check(world)
        db.session.rollback()


def take(world: World, step: int, reward: RewardCase, by: Actor) -> None:
    """Take one step as a request would: kept whole or not at all."""
    lines = list(db.session.info.get("audit_lines", []))
    try:
        with db.session.begin_nested():
            STEPS[step](world, reward, by)
    except Refused:
        db.session.info["audit_lines"] = lines


def test_the_straight_way_leads_to_the_money(inside: Flask) -> None:
    world = World()
    people = ("handler-p", "ann", "bea", "cas", "dan", "dan", "dan")
    for step, name in zip(STRAIGHT, people, strict=True):
        STEPS[step](world, world.rewards[0], Actor(kind="staff", name=name))
    assert world.rewards[0].stage is Stage.PAID
    with pytest.raises(Refused):
        World.pay(world, world.rewards[1], Actor(kind="staff", name="dan"))
