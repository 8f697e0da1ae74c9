"""An objection to a reward, and its review by somebody who did not decide. Callers commit."""

from portal.kernel import clock
from portal.kernel.audit import CITIZEN, Actor
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.rewards.models import RewardCase
from portal.rewards.rules import REWARD_LIFECYCLE, Movement, Part, Ruling, Stage
from portal.rewards.services import budget, notices
from portal.rewards.services.moves import check_part, check_reason, is_over, locked, move
from portal.rewards.words import WORDS


def object_to_reward(reward: RewardCase, *, text: str) -> None:
    """Ask for a review of grade or amount, once, within the scheme's time (Art. 19)."""
    reward = locked(reward)
    if reward.objected_at is not None:
        raise Refused(WORDS["objected"])
    REWARD_LIFECYCLE.check(reward.stage, Stage.OBJECTED)
    if is_over(reward.objection_until):
        raise Refused(WORDS["objection_over"])
    reward.objection = check_reason(text, "text")
    reward.objected_at = clock.now()
    move(reward, Stage.OBJECTED, by=CITIZEN)


def review_objection(
    reward: RewardCase, *, ruling: Ruling, because: str, by: Actor, seen_round: int
) -> None:
    """Uphold a reward, which starts its time to claim again, or have it proposed anew."""
    reward = locked(reward, seen_round=seen_round)
    wanted = Stage.REVIEWED if ruling is Ruling.UPHOLD else Stage.OPENED
    if reward.stage is not Stage.OBJECTED:
        # The table knows other ways to be opened again; this one begins with an objection.
        raise MoveRefused(reward.stage, wanted)
    check_part(reward, Part.REVIEW, by)
    reason = check_reason(because, "because")
    if ruling is Ruling.UPHOLD:
        notices.start_windows(reward)
        notice = "upheld"
    else:
        budget.settle(reward, Movement.RELEASE, by=by)
        reward.round += 1
        notice = "reopened"
    move(reward, wanted, by=by, after={"ruling": ruling.value})
    notices.tell(reward, notice, by=by, because=reason)
