"""Rewards: one, or the lists of those who work on them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import case, select
from sqlalchemy.orm import selectinload

from portal.complaints import doubles
from portal.complaints.models import Case
from portal.complaints.queries import list_workers
from portal.kernel.db import db
from portal.kernel.errors import NotAllowed, NotFound
from portal.rewards.codes import is_reward_reference
from portal.rewards.models import RewardAnswer, RewardCase, RewardClaim
from portal.rewards.rules import (
    AWAITING_APPROVAL,
    CLAIMABLE,
    UNDER_REVIEW,
    Part,
    Side,
    Stage,
    Standing,
)

LONGEST_LIST = 200
APPROVING = (Part.APPROVE_FIRST, Part.APPROVE_SECOND)
OURS = (*AWAITING_APPROVAL, *UNDER_REVIEW, Stage.OPENED)
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
    """Return a department's rewards by due date.

    First what the bureau has to do, by when the reporter is to be told; then what waits for its
    reporter, by the last day to claim; then the others, the newest first.
    """
    turn = case((RewardCase.stage.in_(OURS), 0), (RewardCase.stage.in_(CLAIMABLE), 1), else_=2)
    due = case((turn == 0, RewardCase.notice_due_on), (turn == 1, RewardCase.claim_until))
    mine = (
        select(RewardCase)
        .join(RewardCase.case)
        .where(Case.department == department)
        .options(selectinload(RewardCase.case))
        .order_by(turn, due, RewardCase.id.desc())
        .limit(LONGEST_LIST)
    )
    return db.session.scalars(mine).all()


def list_rewards_of_matter(reward: RewardCase) -> Sequence[RewardCase]:
    """Return the rewards of every report of the same violation, this one included, in one order.

    Reports that are handled together keep each its own time and right; one family of schemes
    rewards the violation once.
    """
    cases = [one.id for one in doubles.list_matter(reward.case)]
    same = select(RewardCase).where(
        RewardCase.case_id.in_(cases), RewardCase.family == reward.family
    )
    return db.session.scalars(same.order_by(RewardCase.id)).all()


def standing(reward: RewardCase) -> Standing:
    """Return a reward as the order of rewards sees it."""
    report = reward.case
    return Standing(reward.reference, report.received_at, report.id, reward.stage)


def answers_of(reward: RewardCase, side: Side) -> dict[str, RewardAnswer]:
    """Return the last answer of one side to each question, by code."""
    return {row.code: row for row in reward.replies if row.side is side}


def list_awaiting_approval() -> Sequence[RewardCase]:
    """Return what waits for an approver or a review, what has to be told first in front."""
    waiting = (*AWAITING_APPROVAL, *UNDER_REVIEW)
    return db.session.scalars(
        select(RewardCase)
        .where(RewardCase.stage.in_(waiting))
        .order_by(RewardCase.notice_due_on, RewardCase.id)
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


def list_kept_payees(before: datetime) -> Sequence[RewardClaim]:
    """Return the claims paid before this moment whose payee is still kept."""
    wanted = (
        select(RewardClaim)
        .join(RewardClaim.payee)
        .join(RewardClaim.reward)
        .where(RewardCase.stage.in_((Stage.PAID, Stage.RECOVERED)), RewardCase.paid_at < before)
        .order_by(RewardClaim.id)
    )
    return db.session.scalars(wanted).all()


def find_claim_by_identity(identity_code: str) -> RewardClaim | None:
    """Return the claim of this identity code, or None; the claim code is compared apart."""
    return db.session.scalar(select(RewardClaim).filter_by(identity_code=identity_code))


def parts_taken(reward: RewardCase) -> list[tuple[Part, str]]:
    """Return who has done what for this reward, in every round.

    Whoever approved an earlier proposal counts as having done just that.
    """
    taken = [(Part.HANDLE, name) for name in _handlers(reward)]
    for row in reward.approvals:
        is_earlier = row.round != reward.round and row.part in APPROVING
        taken.append((Part.APPROVED_BEFORE if is_earlier else row.part, row.approver))
    taken += [(Part.VERIFY, row.verified_by) for row in reward.claims if row.verified_by]
    payers = {name for row in reward.payments for name in (row.started_by, row.finished_by)}
    return taken + [(Part.PAY, name) for name in sorted(filter(None, payers))]


def _handlers(reward: RewardCase) -> Iterable[str]:
    if reward.investigator:
        yield reward.investigator
    if reward.handler:
        yield reward.handler
    if reward.case.handler:
        yield reward.case.handler.username
    # Whoever had the case before it went to somebody else knows it as well as the last one.
    yield from list_workers(reward.case)
