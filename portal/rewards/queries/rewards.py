"""Rewards: one, or the lists of those who work on them."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.complaints.models import Case
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound
from portal.rewards.codes import is_reward_reference
from portal.rewards.models import RewardCase, RewardClaim
from portal.rewards.rules import AWAITING_APPROVAL, Part, Stage

LONGEST_LIST = 200
PAYABLE = (Stage.VERIFIED, Stage.PAYING, Stage.FAILED)


def get_reward(reference: str) -> RewardCase:
    """Return the reward with this number."""
    if not is_reward_reference(reference):
        raise NotFound("reward")
    reward = db.session.scalar(select(RewardCase).filter_by(reference=reference))
    if reward is None:
        raise NotFound("reward")
    return reward


def get_reward_of_department(reference: str, department: str | None) -> RewardCase:
    """Return the reward for a handler; raises NotAllowed where the case is another department's."""
    reward = get_reward(reference)
    if reward.case.department != department:
        raise NotAllowed(reference)
    return reward


def find_reward_of_case(case: Case) -> RewardCase | None:
    """Return the latest reward that this case led to, or None."""
    newest = select(RewardCase).filter_by(case_id=case.id).order_by(RewardCase.id.desc()).limit(1)
    return db.session.scalar(newest)


def get_reward_of_case(case: Case) -> RewardCase:
    """Return the reward of a case."""
    reward = find_reward_of_case(case)
    if reward is None:
        raise NotFound(case.reference)
    return reward


def list_rewards_of_department(department: str | None) -> Sequence[RewardCase]:
    """Return a department's rewards: what waits for its handler first, then the newest."""
    mine = (
        select(RewardCase)
        .join(RewardCase.case)
        .where(Case.department == department)
        .options(selectinload(RewardCase.case))
        .order_by((RewardCase.stage != Stage.OPENED), RewardCase.notice_due_on, RewardCase.id)
        .limit(LONGEST_LIST)
    )
    return db.session.scalars(mine).all()


def list_awaiting_approval() -> Sequence[RewardCase]:
    """Return what waits for an approver or a review, the longest waiting first."""
    waiting = (*AWAITING_APPROVAL, Stage.OBJECTED)
    return db.session.scalars(
        select(RewardCase)
        .where(RewardCase.stage.in_(waiting))
        .order_by(RewardCase.proposed_at)
        .limit(LONGEST_LIST)
    ).all()


def list_payable() -> Sequence[RewardCase]:
    """Return what finance has to do: claims verified, payments under way or failed."""
    return db.session.scalars(
        select(RewardCase)
        .where(RewardCase.stage.in_(PAYABLE))
        .order_by(RewardCase.notified_at)
        .limit(LONGEST_LIST)
    ).all()


def list_paid(limit: int = 20) -> Sequence[RewardCase]:
    """Return what was paid last."""
    return db.session.scalars(
        select(RewardCase)
        .where(RewardCase.stage.in_((Stage.PAID, Stage.RECOVERED)))
        .order_by(RewardCase.paid_at.desc())
        .limit(limit)
    ).all()


def list_overdue_claims(on: date) -> Sequence[RewardCase]:
    """Return the rewards whose time to claim ended before this day."""
    return db.session.scalars(
        select(RewardCase)
        .where(RewardCase.stage.in_((Stage.NOTIFIED, Stage.REVIEWED)), RewardCase.claim_until < on)
        .order_by(RewardCase.id)
    ).all()


def find_claim(code_digest: str) -> RewardClaim | None:
    """Return the claim with this code's digest, or None."""
    return db.session.scalar(select(RewardClaim).filter_by(code_digest=code_digest))


def parts_taken(reward: RewardCase) -> list[tuple[Part, str]]:
    """Return who has done what for this reward in its current round."""
    taken = [(Part.HANDLE, name) for name in _handlers(reward)]
    taken += [
        (approval.part, approval.approver)
        for approval in reward.approvals
        if approval.round == reward.round
    ]
    if reward.claim and reward.claim.verified_by:
        taken.append((Part.VERIFY, reward.claim.verified_by))
    return taken


def _handlers(reward: RewardCase) -> Iterable[str]:
    if reward.handler:
        yield reward.handler
    if reward.case.handler:
        yield reward.case.handler.username
