"""More time to claim, and what happens when nobody comes. Callers commit."""

from datetime import date

from portal.kernel import clock
from portal.kernel.audit import SYSTEM, Actor
from portal.kernel.errors import Refused
from portal.places.profile import current_place
from portal.places.rules import add_working_days
from portal.rewards import queries
from portal.rewards.models import RewardCase
from portal.rewards.rules import CLAIMABLE, Movement, Stage
from portal.rewards.services import budget, notices, payees
from portal.rewards.services.moves import check_claimable, check_reason, is_over, locked, move, note
from portal.rewards.words import WORDS


def extend_claim(reward: RewardCase, *, days: int, reason: str, by: Actor) -> None:
    """Give more working days to claim, within what the scheme allows in all (Art. 18)."""
    reward = locked(reward)
    check_claimable(reward)
    windows = queries.scheme_of(reward).windows
    most = windows.extension.whole if windows else None
    if most is None or reward.claim_until is None:
        raise Refused(WORDS["extension_unset"], field="days")
    left = most - reward.extension_days
    if not 0 < days <= left:
        raise Refused(str(WORDS["extension"]) % {"days": left}, field="days")
    check_reason(reason, "reason")
    notices.refresh_claim_until(reward)
    reward.extension_days += days
    reward.claim_until = add_working_days(reward.claim_until, days, current_place().calendar)
    notices.prolong_claim(reward)
    note(reward, "claim-extended", by, days=days, claim_until=str(reward.claim_until))
    notices.tell(reward, "extended", by=by)


def lapse_rewards(*, on: date) -> list[RewardCase]:
    """End every reward whose time to claim ended before this day; their money is released."""
    lapsed = []
    for found in queries.list_overdue_claims(on):
        reward = locked(found)
        notices.refresh_claim_until(reward)
        if reward.stage not in CLAIMABLE or not is_over(reward.claim_until, on):
            continue
        budget.settle(reward, Movement.RELEASE, by=SYSTEM)
        payees.forget_unpaid(reward, by=SYSTEM)
        reward.ended_at = clock.now()
        move(reward, Stage.LAPSED, by=SYSTEM, after={"claim_until": str(reward.claim_until)})
        lapsed.append(reward)
    return lapsed
