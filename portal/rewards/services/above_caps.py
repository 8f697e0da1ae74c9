"""A rider's tip of which the caps leave nothing: told as such, never silently dropped.

Each tip has a reward of its own, not each rider and month. The life of a reward hangs on one case:
its handler, its verdict, its page for notice, claim and objection; several cases in one would have
several handlers, and D4 (four different people) could not be told of them. The caps join the tips
of a rider where they have to: in the sum that each proposal settles.
"""

from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.rewards.models import RewardCase
from portal.rewards.riders import queries
from portal.rewards.riders.capping import CAPS
from portal.rewards.riders.words import LIMITS, WORDS
from portal.rewards.rules import Computation, Decision, Part, Stage
from portal.rewards.services import notices
from portal.rewards.services.moves import decide, move


def is_used_up(computation: Computation) -> bool:
    """Whether it was a cap that left nothing to propose."""
    return computation.amount_fen == 0 and computation.steps[-1].kind in CAPS


def close_above_cap(reward: RewardCase, *, by: Actor) -> None:
    """End a reward of which the caps left nothing, and tell the rider which cap it was.

    It may be objected to, as any refusal.
    """
    tip = queries.find_tip_of_case(reward.case)
    limit = tip.limited_by if tip else None
    reward.refused_because = str(WORDS["used_up"]) % {"limit": LIMITS[limit] if limit else ""}
    reward.refused_ground, reward.handler = None, by.name
    reward.ended_at = clock.now()
    decide(reward, Part.HANDLE, Decision.REFUSE, by, reason=reward.refused_because)
    notices.start_objection(reward)
    move(reward, Stage.INELIGIBLE, by=by, after={"limit": limit.value if limit else None})
    notices.tell(reward, "refused", by=by, because=reward.refused_because)
