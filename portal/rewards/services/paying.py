"""Finance's part: start, record, retry, recover. Paid once, whatever is retried. Callers commit."""

from sqlalchemy.exc import IntegrityError

from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.rewards.batch_words import BATCH_WORDS
from portal.rewards.codes import new_payment_reference
from portal.rewards.models import Payment, RewardCase
from portal.rewards.rules import (
    REWARD_LIFECYCLE,
    Movement,
    Part,
    PaymentResult,
    Stage,
)
from portal.rewards.services import budget
from portal.rewards.services.moves import check_part, check_reason, locked, move, refused
from portal.rewards.words import WORDS


def start_payment(reward: RewardCase, *, by: Actor) -> Payment:
    """Begin to pay a verified claim; the amount is fixed here. Raises OwnPartTaken (D4)."""
    reward = locked(reward)
    if reward.stage is Stage.PAYING and reward.payment is not None:
        return reward.payment  # pressed twice: the attempt that runs is the answer
    REWARD_LIFECYCLE.check(reward.stage, Stage.PAYING)
    check_part(reward, Part.PAY, by)
    payment = add_attempt(reward, by)
    move(reward, Stage.PAYING, by=by, after={"payment": payment.reference})
    return payment


def record_payment(reward: RewardCase, *, bank_reference: str, by: Actor) -> None:
    """Record that the money went out under the bank's number; a repeat changes nothing.

    Raises Refused: already paid under another number; at bank_reference, where the number
    belongs to another payment.
    """
    reward = locked(reward)
    number = "".join(bank_reference.split())
    payment = reward.payment
    if reward.stage is Stage.PAID and payment is not None:
        if payment.bank_reference != number:
            refused(reward, "second-payment-refused", by, payment=payment.reference)
            raise Refused(WORDS["paid_already"])
        return
    REWARD_LIFECYCLE.check(reward.stage, Stage.PAID)
    check_part(reward, Part.PAY, by)
    check_single(reward)
    finish_paid(reward, number, by)


def record_failure(reward: RewardCase, *, reason: str, by: Actor) -> None:
    """Record that the bank did not pay; the money stays reserved."""
    reward = locked(reward)
    REWARD_LIFECYCLE.check(reward.stage, Stage.FAILED)
    check_part(reward, Part.PAY, by)
    check_single(reward)
    finish_failed(reward, check_reason(reason, "reason"), by)


def retry_payment(reward: RewardCase, *, by: Actor) -> None:
    """Put a failed payment back among those to be paid, once the account has been checked."""
    reward = locked(reward)
    if reward.stage is not Stage.FAILED:
        raise MoveRefused(reward.stage, Stage.VERIFIED)
    check_part(reward, Part.PAY, by)
    move(reward, Stage.VERIFIED, by=by)


def record_recovery(reward: RewardCase, *, reason: str, by: Actor) -> None:
    """Record that a reward obtained by fraud was paid back (Art. 22)."""
    reward = locked(reward)
    REWARD_LIFECYCLE.check(reward.stage, Stage.RECOVERED)
    check_part(reward, Part.PAY, by)
    check_reason(reason, "reason")
    budget.settle(reward, Movement.RECOVER, by=by)
    reward.ended_at = clock.now()
    move(reward, Stage.RECOVERED, by=by, after={"amount_fen": reward.amount_fen})


def add_attempt(reward: RewardCase, by: Actor) -> Payment:
    """Add an attempt to pay a reward that is held; its amount never changes."""
    payment = Payment(
        reference=new_payment_reference(clock.today()),
        attempt=len(reward.payments) + 1,
        amount_fen=reward.amount_fen or 0,
        result=PaymentResult.STARTED,
        started_at=clock.now(),
        started_by=by.name,
        failure="",
    )
    reward.payments.append(payment)
    db.session.flush()
    return payment


def check_single(reward: RewardCase) -> None:
    """Raise Refused where the attempt that runs is a line of a batch: its file says how it ended.

    Otherwise the bank's file and somebody's typing could say different things of one payment.
    """
    payment = reward.payment
    if payment is not None and payment.batch is not None:
        raise Refused(str(BATCH_WORDS["in_batch"]) % {"batch": payment.batch.reference})


def finish_paid(reward: RewardCase, number: str, by: Actor) -> None:
    """End a held reward's attempt as paid under the bank's number; the ledger follows."""
    _use_number(_finish(reward, PaymentResult.PAID, by), number)
    budget.settle(reward, Movement.PAY, by=by)
    reward.paid_at = reward.ended_at = clock.now()
    move(reward, Stage.PAID, by=by, after={"amount_fen": reward.amount_fen})


def finish_failed(reward: RewardCase, failure: str, by: Actor) -> None:
    """End a held reward's attempt as failed; its money stays reserved."""
    _finish(reward, PaymentResult.FAILED, by).failure = failure
    move(reward, Stage.FAILED, by=by)


def _finish(reward: RewardCase, result: PaymentResult, by: Actor) -> Payment:
    payment = reward.payments[-1]
    payment.result = result
    payment.finished_at, payment.finished_by = clock.now(), by.name
    return payment


def _use_number(payment: Payment, number: str) -> None:
    if not number:
        raise Refused(WORDS["bank_reference"], field="bank_reference")
    try:
        with db.session.begin_nested():
            payment.bank_reference = number
            db.session.flush()
    except IntegrityError:
        raise Refused(WORDS["bank_reference_taken"], field="bank_reference") from None
