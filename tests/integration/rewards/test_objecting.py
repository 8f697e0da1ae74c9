"""Whoever disagrees with a reward says so once, and somebody who had no part in it looks again."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.rewards import queries, services
from portal.rewards.rules import UNDER_REVIEW, Ruling, Stage
from portal.rewards.services import OwnPartTaken
from tests.factories import rewards as factory

HANDLER = Actor(kind="staff", name="handler-p", role="handler")
REVIEWER = Actor(kind="staff", name="approver-r", role="approver")


def later(days: int) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(days=days), tick=False)


def test_an_objection_is_made_once_and_in_time(inside: Flask) -> None:
    late = factory.make_notified()
    with later(40), pytest.raises(Refused):
        services.object_to_reward(late, text="示例")
    with pytest.raises(Refused):
        services.object_to_reward(late, text="  ")
    services.object_to_reward(late, text="示例：应为一级")
    with pytest.raises(Refused):
        services.object_to_reward(late, text="再来一次")
    with pytest.raises(MoveRefused):
        services.object_to_reward(factory.make_opened(), text="示例")


def test_an_upheld_reward_can_be_claimed_anew_from_that_day(inside: Flask) -> None:
    reward, code = factory.make_claimed()
    first = reward.claim_until
    services.object_to_reward(reward, text="示例")
    with pytest.raises(Refused):
        factory.verify(reward, code)
    with later(20):
        services.review_objection(
            reward, ruling=Ruling.UPHOLD, because="示例：维持", by=REVIEWER, seen_round=1
        )
    assert reward.claim_until is not None
    assert first is not None
    assert reward.claim_until > first
    assert reward.claim is not None
    assert reward.claim.expires_on == reward.claim_until
    assert factory.verify(reward, code).stage is Stage.VERIFIED


def test_a_reopened_reward_gives_its_money_back_and_its_old_code_up(inside: Flask) -> None:
    reward, code = factory.make_claimed()
    services.object_to_reward(reward, text="示例")
    services.review_objection(
        reward, ruling=Ruling.REOPEN, because="示例：重新认定", by=REVIEWER, seen_round=1
    )
    assert (reward.stage, reward.round) == (Stage.OPENED, 2)
    budget = queries.find_budget(clock.today().year)
    assert budget is not None
    assert (budget.reserved_fen, budget.released_fen) == (0, factory.AMOUNT_FEN)
    with pytest.raises(Refused):
        factory.verify(reward, code)
    services.propose_reward(reward, factory.proposal(grade=1), by=HANDLER, seen_round=reward.round)
    factory.approve(reward, "approver-a")
    factory.approve(reward, "approver-b")
    assert reward.amount_fen == 500_000
    with pytest.raises(Refused):
        services.object_to_reward(reward, text="再来一次")
    services.file_claim(reward, factory.ANONYMOUS)


@pytest.mark.parametrize("name", ["handler-p", "approver-a", "approver-b"])
def test_nobody_reviews_the_own_decision(inside: Flask, name: str) -> None:
    reward = factory.make_objected()
    with pytest.raises(OwnPartTaken):
        services.review_objection(
            reward,
            ruling=Ruling.UPHOLD,
            because="示例",
            by=Actor(kind="staff", name=name),
            seen_round=1,
        )


@pytest.mark.parametrize("stage", sorted(set(factory.MAKERS) - UNDER_REVIEW), ids=str)
def test_there_is_no_review_without_an_objection(inside: Flask, stage: Stage) -> None:
    reward = factory.MAKERS[stage]()
    for ruling in Ruling:
        with pytest.raises(MoveRefused):
            services.review_objection(
                reward, ruling=ruling, because="示例", by=REVIEWER, seen_round=reward.round
            )
