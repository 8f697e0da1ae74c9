"""Whatever people do in whatever order, on whatever days: D1 to D8 hold and the ledger balances."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, ClassVar

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from portal.complaints.models import CaseJoin
from portal.complaints.rules import Track
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, write_intent
from portal.kernel.errors import Refused
from portal.rewards import queries, services
from portal.rewards.models import RewardCase
from portal.rewards.rules import (
    CLAIMABLE,
    Collector,
    Decision,
    LedgerAccount,
    Movement,
    Part,
    Ruling,
    Side,
    Stage,
)
from tests.factories import enterprises as firms
from tests.factories import rewards as factory

# The first handles, the others may do anything; the last has an interest in the third's firm.
NAMES = ("handler-p", "ann", "bea", "cas", "dan", "eve")
MONEY_SET_ASIDE = {
    Stage.NOTIFIED, Stage.OBJECTED, Stage.REVIEWED, Stage.VERIFIED, Stage.PAYING, Stage.FAILED,
}  # fmt: skip
TOLD = MONEY_SET_ASIDE | {Stage.PAID, Stage.LAPSED, Stage.RECOVERED}
AWARDED = TOLD - {Stage.RECOVERED} | {Stage.PROPOSED, Stage.FIRST_APPROVED}
START = datetime(2026, 3, 2, 1, tzinfo=UTC)
which = st.integers(0, 2)
who = st.sampled_from(NAMES)


class Town(RuleBasedStateMachine):
    """Three reports, two of them of one matter, a budget for one and a half, and a set clock.

    It is founded once; each story told in it is undone afterwards.
    """

    clock: ClassVar[Any]
    numbers: ClassVar[list[int]]

    def __init__(self) -> None:
        super().__init__()
        self.clock.move_to(START)
        self.story = db.session.begin_nested()
        self.rewards = [db.session.get_one(RewardCase, number) for number in self.numbers]
        self.codes: dict[int, tuple[str, str]] = {}

    def teardown(self) -> None:
        """Forget the story."""
        self.story.rollback()
        db.session.info.pop("audit_lines", None)

    def take(self, step: Any, *args: Any, **facts: Any) -> None:
        """Take one step as a request would: kept whole or not at all."""
        lines = list(db.session.info.get("audit_lines", []))
        try:
            with db.session.begin_nested():
                step(*args, **facts)
        except Refused:
            db.session.info["audit_lines"] = lines

    @initialize(at=which, steps=st.integers(0, 7))
    def go_straight(self, at: int, steps: int) -> None:
        """Begin some way along the straight way to the money, so that late stages are met often."""
        way = [
            partial(self.propose, at, "handler-p"), partial(self.approve, at, "ann"),
            partial(self.approve, at, "bea"), partial(self.claim, at, None),
            partial(self.verify, at, "cas"), partial(self.start, at, "dan"),
            partial(self.pay, at, "dan"),
        ]  # fmt: skip
        for step in way[:steps]:
            step()

    @rule(at=which, against=st.sampled_from([None, None, "offender", "staff-relative"]))
    def declare(self, at: int, against: str | None) -> None:
        said = {**factory.answers(), **({against: "yes"} if against else {})}
        self.take(services.declare, self.rewards[at], said)

    @rule(at=which, by=who)
    def propose(self, at: int, by: str) -> None:
        reward = self.rewards[at]
        self.take(
            services.propose_reward, reward, factory.proposal(), by=actor(by),
            seen_round=reward.round,
        )  # fmt: skip

    @rule(at=which, by=who)
    def refuse(self, at: int, by: str) -> None:
        self.take(
            services.refuse_reward, self.rewards[at], ground="offender", because="示例",
            by=actor(by), seen_round=self.rewards[at].round,
        )  # fmt: skip

    @rule(at=which, by=who)
    def approve(self, at: int, by: str) -> None:
        reward = self.rewards[at]
        facts = {"seen_round": reward.round, "has_declared": True}
        self.take(services.approve_reward, reward, **facts, by=actor(by))

    @rule(at=which, by=who)
    def give_back(self, at: int, by: str) -> None:
        reward = self.rewards[at]
        facts = {"seen_round": reward.round, "reason": "示例"}
        self.take(services.return_reward, reward, **facts, by=actor(by))

    @rule(at=which, against=st.sampled_from([None, "paid-by-others"]))
    def claim(self, at: int, against: str | None) -> None:
        reward = self.rewards[at]
        said = {**factory.answers(), **({against: "yes"} if against else {})}
        wish = factory.wish(declared=said)
        self.take(services.file_claim, reward, wish)
        if reward.claim is not None:
            kept = services.readable_code(reward.claim)
            if kept:
                self.codes[at] = (reward.claim.identity_code, kept)

    @rule(at=which, by=who)
    def verify(self, at: int, by: str) -> None:
        identity, code = self.codes.get(at, ("", ""))
        self.take(
            services.verify_claim, identity_code=identity, code=code,
            collector=Collector.SELF, papers=[], by=actor(by),
        )  # fmt: skip

    @rule(at=which, by=who)
    def start(self, at: int, by: str) -> None:
        self.take(services.start_payment, self.rewards[at], by=actor(by))

    @rule(at=which, by=who)
    def pay(self, at: int, by: str) -> None:
        self.take(
            services.record_payment, self.rewards[at], bank_reference=f"BANK{at}", by=actor(by)
        )

    @rule(at=which, by=who)
    def fail(self, at: int, by: str) -> None:
        self.take(services.record_failure, self.rewards[at], reason="示例", by=actor(by))

    @rule(at=which, by=who)
    def retry(self, at: int, by: str) -> None:
        self.take(services.retry_payment, self.rewards[at], by=actor(by))

    @rule(at=which)
    def object_to(self, at: int) -> None:
        self.take(services.object_to_reward, self.rewards[at], text="示例")

    @rule(at=which, by=who, ruling=st.sampled_from(Ruling))
    def review(self, at: int, by: str, ruling: Ruling) -> None:
        reward = self.rewards[at]
        self.take(
            services.review_objection, reward, ruling=ruling, because="示例", by=actor(by),
            seen_round=reward.round,
        )  # fmt: skip

    @rule(at=which, days=st.integers(1, 11))
    def extend(self, at: int, days: int) -> None:
        facts = {"days": days, "reason": "示例", "by": actor("handler-p")}
        self.take(services.extend_claim, self.rewards[at], **facts)

    @rule(at=which, by=who)
    def recover(self, at: int, by: str) -> None:
        self.take(services.record_recovery, self.rewards[at], reason="示例", by=actor(by))

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        """Let days go by; the daily work is done on the last."""
        self.clock.shift(timedelta(days=days))
        services.lapse_rewards(on=clock.today())

    @invariant()
    def the_ledger_balances(self) -> None:
        held = queries.ledger_balances(START.year)
        budget = queries.find_budget(START.year)
        assert budget is not None
        assert sum(held.values()) == 0
        assert held[LedgerAccount.RESERVED] == budget.reserved_fen
        assert held[LedgerAccount.PAID] == budget.paid_fen
        assert held[LedgerAccount.AVAILABLE] == budget.available_fen >= 0  # D5
        aside = [reward for reward in self.rewards if reward.stage in MONEY_SET_ASIDE]
        assert budget.reserved_fen == sum(reward.amount_fen or 0 for reward in aside)
        entries = [row for row in queries.list_entries(START.year) if row.reward_id]
        paid = [row.reward_id for row in entries if row.movement is Movement.PAY]
        assert len(paid) == len(set(paid))  # D6

    @invariant()
    def each_reward_is_right(self) -> None:
        for reward in self.rewards:
            if reward.stage in TOLD:
                check_told(reward)
        assert sum(reward.stage in AWARDED for reward in self.rewards[:2]) <= 1  # D2

    @invariant()
    def nothing_waits_beyond_its_last_day(self) -> None:
        for reward in self.rewards:
            until, today = reward.claim_until, clock.today()
            if reward.stage in CLAIMABLE:
                assert until is not None
                assert until >= today
            if reward.stage is Stage.LAPSED:
                assert until is not None
                assert until < today


def actor(name: str) -> Actor:
    """Return somebody by name."""
    return Actor(kind="staff", name=name)


def check_told(reward: RewardCase) -> None:
    """Check what was decided, from what, and by whom (D1, D3, D4, D7)."""
    counted = queries.recount(reward)
    assert counted is not None
    assert counted.amount_fen == reward.amount_fen
    assert factory.AMOUNT_FEN <= counted.amount_fen <= 100_000_000
    assert reward.case.verdict in (queries.scheme_of(reward).verdicts or ())
    last = {row.part: row for row in reward.approvals if row.round == reward.round}
    both = [last[part] for part in (Part.APPROVE_FIRST, Part.APPROVE_SECOND)]
    assert {row.decision for row in both} == {Decision.APPROVE}
    handlers = {row.approver for row in reward.approvals if row.part is Part.HANDLE}
    reviewers = {row.approver for row in reward.approvals if row.part is Part.REVIEW}
    approvers = {row.approver for row in both}
    hands = {claim.verified_by for claim in reward.claims} - {None}
    payers = {row.finished_by or row.started_by for row in reward.payments}
    assert len(approvers) == 2
    assert not handlers & approvers
    assert not (handlers | approvers) & reviewers
    assert not (hands | payers) & (handlers | approvers | reviewers)
    assert sum(row.bank_reference is not None for row in reward.payments) <= 1
    if reward.case.enterprise_id is not None:
        assert "eve" not in handlers | approvers | reviewers | hands | payers
    declared = queries.answers_of(reward, Side.REPORTER)
    assert all(row.said == factory.answers()[code] for code, row in declared.items())


@pytest.fixture
def town(app: Flask) -> Iterator[type[Town]]:
    """Found the town for one test, and forget it."""
    with ExitStack() as held:
        set_clock = held.enter_context(time_machine.travel(START, tick=False))
        held.enter_context(app.app_context())
        held.enter_context(write_intent())
        facts = {"clock": set_clock, "numbers": [reward.id for reward in found()]}
        yield type("ThisTown", (Town,), facts)
        db.session.rollback()


def found() -> list[RewardCase]:
    """Make the budget, the reports, and what people declared before anything happened."""
    factory.make_budget(2 * factory.AMOUNT_FEN - 1)
    rewards = [factory.make_opened(track) for track in (Track.TIP, Track.REPORT, Track.TIP)]
    first, second, third = (reward.case for reward in rewards)
    second.received_at = first.received_at + timedelta(hours=1)
    joined = CaseJoin(lead=first, member=second, joined_at=clock.now(), joined_by="ann")
    joined.split_by = joined.reason = ""
    db.session.add(joined)
    third.enterprise = firms.make_enterprise()
    db.session.flush()
    services.declare_enterprise(str(third.enterprise.credit_code), by=actor("eve"))
    return rewards


def test_no_order_of_steps_breaks_a_promise(town: type[Town]) -> None:
    often = settings(
        max_examples=25,
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(town, settings=often)


@pytest.mark.parametrize("at", [0, 2])
def test_the_straight_way_leads_to_the_money(town: type[Town], at: int) -> None:
    story = town()
    story.go_straight(at, 7)
    assert story.rewards[at].stage is Stage.PAID
