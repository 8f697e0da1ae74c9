"""Whether every stored amount still follows from its inputs and its version of the scheme (D3)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.rewards import queries
from portal.rewards.models import RewardCase
from portal.rewards.words import WORDS

AT_A_TIME = 500


@dataclass(frozen=True)
class RewardFault:
    """A reward whose amount does not follow any more, and why."""

    reference: str
    scheme: str
    version: str
    stored_fen: int | None
    computed_fen: int | None
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Return it for programs."""
        return asdict(self)


@dataclass(frozen=True)
class Verified:
    """How many rewards were recomputed, and those at fault."""

    count: int
    faults: tuple[RewardFault, ...]


def verify_rewards() -> Verified:
    """Recompute every reward that has an amount, from what is stored with it."""
    count, faults = 0, []
    for reward in _computed():
        count += 1
        fault = _fault_of(reward)
        if fault is not None:
            faults.append(fault)
    return Verified(count, tuple(faults))


def _computed() -> Iterator[RewardCase]:
    stored = select(RewardCase).where(RewardCase.amount_fen.is_not(None)).order_by(RewardCase.id)
    yield from db.session.scalars(stored.execution_options(yield_per=AT_A_TIME))


def _fault_of(reward: RewardCase) -> RewardFault | None:
    computed_fen = None
    try:
        computation = queries.recount(reward)
    except Refused as refusal:
        reason = str(refusal.reason)
    else:
        computed_fen = computation.amount_fen if computation else None
        if computed_fen == reward.amount_fen:
            return None
        reason = str(WORDS["amount_differs"])
    return RewardFault(
        reference=reward.reference,
        scheme=reward.scheme_id,
        version=reward.scheme_version,
        stored_fen=reward.amount_fen,
        computed_fen=computed_fen,
        reason=reason,
    )
