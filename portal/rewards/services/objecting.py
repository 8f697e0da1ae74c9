"""An objection to a reward or a refusal, reviewed by somebody who had no part. Callers commit."""

from portal.kernel import clock
from portal.kernel.audit import CITIZEN, Actor
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.rewards.models import RewardCase
from portal.rewards.rules import (
    OBJECTIONS,
    REWARD_LIFECYCLE,
    UNDER_REVIEW,
    Decision,
    Movement,
    Part,
    Ruling,
    Stage,
)
from portal.rewards.services import budget, notices, payees
from portal.rewards.services.moves import (
    check_part,
    check_reason,
    decide,
    is_over,
    locked,
    move,
)
from portal.rewards.words import WORDS


def object_to_reward(reward: RewardCase, *, text: str) -> None:
    """Ask for a review of grade, amount or refusal, once, within the scheme's time (Art. 19)."""
    reward = locked(reward)
    if reward.objected_at is not None:
        raise Refused(WORDS["objected"])
    wanted = OBJECTIONS.get(reward.stage, Stage.OBJECTED)
    REWARD_LIFECYCLE.check(reward.stage, wanted)
    if is_over(reward.objection_until):
        raise Refused(WORDS["objection_over"])
    reward.objection = check_reason(text, "text")
    reward.objected_at = clock.now()
    move(reward, wanted, by=CITIZEN)


def review_objection(
    reward: RewardCase, *, ruling: Ruling, because: str, by: Actor, seen_round: int
) -> None:
    """Uphold what was decided, or have it decided anew.

    A reward that is upheld starts its time to claim again; a refusal that is upheld is final.
    """
    reward = locked(reward, seen_round=seen_round)
    wanted = _after(reward, ruling)
    if reward.stage not in UNDER_REVIEW:
        # The table knows other ways to be opened again; this one begins with an objection.
        raise MoveRefused(reward.stage, wanted)
    check_part(reward, Part.REVIEW, by)
    reason = check_reason(because, "because")
    upheld = ruling is Ruling.UPHOLD
    decide(reward, Part.REVIEW, Decision.UPHOLD if upheld else Decision.REOPEN, by, reason=reason)
    notice = _uphold(reward) if upheld else _reopen(reward, by)
    move(reward, wanted, by=by, after={"ruling": ruling.value})
    notices.tell(reward, notice, by=by, because=reason)


def _after(reward: RewardCase, ruling: Ruling) -> Stage:
    if ruling is Ruling.REOPEN:
        return Stage.OPENED
    return Stage.INELIGIBLE if reward.stage is Stage.CONTESTED else Stage.REVIEWED


def _uphold(reward: RewardCase) -> str:
    if reward.stage is Stage.CONTESTED:
        reward.ended_at = clock.now()
        return "refusal-upheld"
    notices.start_windows(reward)
    return "upheld"


def _reopen(reward: RewardCase, by: Actor) -> str:
    if reward.stage is Stage.OBJECTED:
        budget.settle(reward, Movement.RELEASE, by=by)
        payees.forget_unpaid(reward, by=by)
    reward.refused_ground, reward.refused_because, reward.ended_at = None, "", None
    reward.notified_at = reward.claim_until = reward.objection_until = None
    reward.round += 1
    return "reopened"
