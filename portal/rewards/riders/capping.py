"""What the caps left of a rider's reward: settled once, shown as one more step ever after."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from sqlalchemy import ColumnElement

from portal.complaints.models import Case
from portal.kernel import clock
from portal.kernel.db import table_of, take_turns
from portal.kernel.errors import Refused
from portal.rewards.models import RewardCase
from portal.rewards.riders import queries
from portal.rewards.riders.models import RiderTip
from portal.rewards.riders.rules import RIDER_SCHEME, CountedTip, grant, must_wait
from portal.rewards.riders.words import WORDS
from portal.rewards.rules import Computation, Figure, Scheme, Stage, Step, StepKind
from portal.rewards.rules.scheme_parts import CountedBy

# Any constant does, as long as nothing else locks it: pools are shared by every handler.
_POOL_LOCK = 0x0B0D4
CAPS = {
    StepKind.DAY_CAP: "day_cap_fen",
    StepKind.MONTH_CAP: "month_cap_fen",
    StepKind.DAY_POOL: "pool_fen",
    StepKind.MONTH_POOL: "month_pool_fen",
}


def is_riders(case: Case) -> bool:
    """Whether an enrolled rider sent this case: only then is it rewarded by the riders' scheme."""
    return queries.find_tip_of_case(case) is not None


def settle(reward: RewardCase, scheme: Scheme, computation: Computation) -> Computation:
    """Return what the caps of the riders' scheme leave of a proposed sum, and keep it.

    Proposed again the tip settles anew, as if it had nothing. Raises Refused while an earlier tip
    that could take from the same pool or cap is not graded: first in time. Rewards of other
    schemes stay as they are.
    """
    tip = queries.find_tip_of_case(reward.case)
    if tip is None or scheme.id != RIDER_SCHEME:
        return computation
    take_turns(_POOL_LOCK)
    own = _counted(tip, reward, scheme, computation.amount_fen)
    others = _others(tip, reward, scheme, own)
    if must_wait(own, others, scheme):
        raise Refused(WORDS["earlier_first"], field="grade")
    settled = [one for one in others if one.settled_fen is not None]
    given = grant([*settled, own], scheme)[own.key]
    tip.fixed_fen, tip.granted_fen, tip.limited_by = (
        given.amount_fen, given.granted_fen, given.limit
    )  # fmt: skip
    return shown_with(tip, scheme, computation)


def shown(reward: RewardCase, scheme: Scheme, computation: Computation) -> Computation:
    """Return the computation of a reward with the cap that was settled for it, if any."""
    if scheme.id != RIDER_SCHEME:
        return computation
    tip = queries.find_tip_of_case(reward.case)
    return computation if tip is None else shown_with(tip, scheme, computation)


def shown_with(tip: RiderTip, scheme: Scheme, computation: Computation) -> Computation:
    """Return a computation that ends with the cap of its tip."""
    if tip.limited_by is None or tip.granted_fen is None:
        return computation
    figure: Figure | None = getattr(scheme, CAPS[tip.limited_by])
    left = Fraction(tip.granted_fen)
    step = Step(tip.limited_by, left, left, True, figure)  # noqa: FBT003 - the order of a step
    return replace(computation, steps=(*computation.steps, step), amount_fen=tip.granted_fen)


def _moment(scheme: Scheme) -> ColumnElement[datetime]:
    wanted = "received_at" if scheme.counted_by is CountedBy.FILING else "concluded_at"
    return table_of(Case).c[wanted]


def _counted(
    tip: RiderTip, reward: RewardCase, scheme: Scheme, amount_fen: int, settled: int | None = None
) -> CountedTip:
    case = tip.case
    is_by_filing = scheme.counted_by is CountedBy.FILING
    at = case.received_at if is_by_filing else case.concluded_at or clock.now()
    on = clock.in_china(at).date()
    return CountedTip(reward.reference, tip.tag, at, on, amount_fen, settled)


def _others(
    tip: RiderTip, reward: RewardCase, scheme: Scheme, own: CountedTip
) -> Sequence[CountedTip]:
    found = queries.list_counted(reward.family, _moment(scheme), own.on)
    return [
        _counted(other, theirs, scheme, other.fixed_fen or 0, other.granted_fen)
        for other, theirs in found
        if other.id != tip.id and theirs.stage not in {Stage.INELIGIBLE, Stage.CONTESTED}
    ]
