"""Batches of payments, and what waits for the next one."""

import re
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.rewards.codes import ALPHABET
from portal.rewards.models import Payment, PaymentBatch, RewardCase, RewardClaim
from portal.rewards.rules import PayMethod, Stage

BATCH_REFERENCE = re.compile(rf"PC[0-9]{{2}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")
LONGEST_LIST = 200


def get_batch(reference: str) -> PaymentBatch:
    """Return the batch with this number, its payments at hand."""
    if not BATCH_REFERENCE.fullmatch(reference):
        raise NotFound("batch")
    wanted = select(PaymentBatch).filter_by(reference=reference)
    batch = db.session.scalar(
        wanted.options(selectinload(PaymentBatch.payments).selectinload(Payment.reward))
    )
    if batch is None:
        raise NotFound("batch")
    return batch


def list_batches(limit: int = LONGEST_LIST) -> Sequence[PaymentBatch]:
    """Return the batches, the newest first."""
    newest = select(PaymentBatch).order_by(PaymentBatch.id.desc()).limit(limit)
    return db.session.scalars(newest).all()


def sum_waiting() -> tuple[int, int]:
    """Return how many verified claims wait to go to an account, and their sum in 分."""
    waiting = (
        select(func.count(RewardCase.id), func.coalesce(func.sum(RewardCase.amount_fen), 0))
        .join(
            RewardClaim,
            (RewardClaim.reward_id == RewardCase.id) & (RewardClaim.round == RewardCase.round),
        )
        .where(RewardCase.stage == Stage.VERIFIED, RewardClaim.method == PayMethod.ACCOUNT)
    )
    count, total_fen = db.session.execute(waiting).one()
    return count, int(total_fen or 0)
