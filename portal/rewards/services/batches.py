"""Batches of payments: made, told as a table, and ended by their result file. Callers commit."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, own_transaction
from portal.kernel.errors import Refused
from portal.rewards import queries
from portal.rewards.batch_words import BATCH_WORDS, PURPOSE
from portal.rewards.codes import new_batch_reference
from portal.rewards.models import Payment, PaymentBatch, RewardCase
from portal.rewards.rules import Part, PayMethod, Stage, conflict
from portal.rewards.rules.batches import (
    MOST_LINES,
    Answer,
    BatchStage,
    Complaint,
    Fault,
    Order,
    Ordered,
    OrderLine,
    ResultLine,
    check_result,
    code_of_all,
)
from portal.rewards.services import payees
from portal.rewards.services.moves import check_part, move
from portal.rewards.services.paying import add_attempt, finish_failed, finish_paid

CODE, CODE_LENGTH = "rewards.payment-line", 16


class ResultRefused(Refused):
    """A result file that is not taken; ``complaints`` names every line and what is wrong."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        super().__init__(BATCH_WORDS["result_refused"], field="file")
        self.complaints = tuple(complaints)


@dataclass(frozen=True)
class Taken:
    """What reading a result file did; ``is_repeat`` where it had been read before."""

    paid_count: int
    failed_count: int
    is_repeat: bool = False


def seal(text: str) -> str:
    """Return the check code of a text: keyed, so that nobody outside can make one."""
    return keyring().digest(CODE, text)[:CODE_LENGTH]


def make_batch(*, by: Actor) -> PaymentBatch:
    """Put every verified claim that goes to an account into a batch and begin to pay it.

    Rewards in which this person took a part stay out, for a colleague (D4). Raises Refused where
    there is nothing to pay.
    """
    rewards = _hold_payable(by)
    if not rewards:
        raise Refused(BATCH_WORDS["batch_empty"])
    batch = PaymentBatch(
        reference=new_batch_reference(clock.today()),
        stage=BatchStage.OPEN,
        line_count=len(rewards),
        total_fen=sum(reward.amount_fen or 0 for reward in rewards),
        code="",
        made_at=clock.now(),
        made_by=by.name,
    )
    db.session.add(batch)
    for number, reward in enumerate(rewards, start=1):
        payment = add_attempt(reward, by)
        payment.batch, payment.batch_line = batch, number
        payment.line_code = seal(_order_line(batch, payment).text())
        move(reward, Stage.PAYING, by=by, after={"payment": payment.reference})
    batch.code = code_of_all([payment.line_code or "" for payment in batch.payments], seal)
    db.session.flush()
    told = [f"{one.batch_line} {one.reference} {one.amount_fen}" for one in batch.payments]
    after = {
        "line_count": batch.line_count,
        "total_fen": batch.total_fen,
        "digest": audit.digest_of_rows(told),
    }
    audit.record("payment-batch.made", subject=batch.subject, by=by, after=after)
    return batch


def export_batch(batch: PaymentBatch, *, by: Actor, kind: str) -> list[tuple[str, ...]]:
    """Return a batch as rows for the bank, its last row the totals; the look is on record.

    The same rows come out each time. It opens names and accounts: they are for finance alone.
    """
    subject, rows = batch.subject, batch_rows(batch)
    with own_transaction() as own:
        after = {"kind": kind, "line_count": len(rows) - 1}
        audit.record("payment-batch.exported", subject=subject, by=by, after=after, session=own)
    return rows


def take_result(
    batch: PaymentBatch,
    *,
    lines: Sequence[ResultLine],
    totals: Sequence[ResultLine],
    by: Actor,
) -> Taken:
    """End a batch as its result file says, whole or not at all.

    The same result again changes nothing. Raises ResultRefused with every fault; Refused where
    the batch ended with another result; OwnPartTaken (D4).
    """
    batch = _held(batch)
    answers, wrong = check_result(_order_of(batch), lines, totals)
    wrong += _numbers_taken(lines, answers)
    if wrong:
        raise ResultRefused(wrong)
    digest = audit.digest_of_rows(sorted(str(answer) for answer in answers))
    paid = sum(answer.is_paid for answer in answers)
    taken = Taken(paid, len(answers) - paid, is_repeat=batch.stage is BatchStage.CLOSED)
    if taken.is_repeat:
        if digest != batch.result_digest:
            raise Refused(BATCH_WORDS["result_other"], field="file")
        return taken
    _apply(batch, answers, by)
    batch.stage, batch.result_digest = BatchStage.CLOSED, digest
    batch.closed_at, batch.closed_by = clock.now(), by.name
    after = {"paid_count": paid, "failed_count": taken.failed_count, "digest": digest}
    audit.record("payment-batch.closed", subject=batch.subject, by=by, after=after)
    db.session.flush()
    return taken


def note_refused_result(
    reference: str, *, file_digest: str, reasons: Sequence[str], by: Actor
) -> None:
    """Put on record that a file was refused, whatever becomes of the request."""
    with own_transaction() as own:
        after = {"file": file_digest, "faults": sorted(set(reasons)), "fault_count": len(reasons)}
        subject = f"payment-batch:{reference}"
        audit.record(
            "payment-batch.result-refused", subject=subject, by=by, after=after, session=own
        )


def _hold_payable(by: Actor) -> list[RewardCase]:
    # Whoever makes a batch at the same time waits here, and then finds them no longer verified.
    verified = db.session.scalars(
        select(RewardCase)
        .where(RewardCase.stage == Stage.VERIFIED)
        .order_by(RewardCase.id)
        .limit(MOST_LINES)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return [
        reward
        for reward in verified
        if reward.claim is not None
        and reward.claim.method is PayMethod.ACCOUNT
        and reward.claim.payee is not None
        and conflict(by.name, Part.PAY, queries.parts_taken(reward)) is None
    ]


def _held(batch: PaymentBatch) -> PaymentBatch:
    return db.session.scalars(
        select(PaymentBatch)
        .where(PaymentBatch.id == batch.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _order_line(batch: PaymentBatch, payment: Payment) -> OrderLine:
    claim = payment.reward.claim
    if claim is None:
        raise Refused(BATCH_WORDS["batch_empty"])
    payee = payees.open_payee(claim)
    return OrderLine(
        batch=batch.reference,
        number=payment.batch_line or 0,
        payment=payment.reference,
        name=payee.name,
        bank=payee.bank,
        account=payee.account,
        amount_fen=payment.amount_fen,
        purpose=PURPOSE.format(code=claim.identity_code),
    )


def batch_rows(batch: PaymentBatch) -> list[tuple[str, ...]]:
    """Return a batch as rows, names and accounts opened; ``export_batch`` puts it on record."""
    answers = ("", "", "")
    rows = [
        (*_order_line(batch, payment).cells(), payment.line_code or "", *answers)
        for payment in batch.payments
    ]
    return [*rows, (*_order_of(batch).total_cells(), *answers)]


def _order_of(batch: PaymentBatch) -> Order:
    lines = tuple(
        Ordered(payment.reference, payment.amount_fen, payment.line_code or "")
        for payment in batch.payments
    )
    return Order(batch.reference, lines, batch.code, seal)


def _numbers_taken(lines: Sequence[ResultLine], answers: Sequence[Answer]) -> list[Complaint]:
    # A number that the bank gave to another payment, in this batch or ever before.
    numbers = {answer.bank_reference: answer.payment for answer in answers if answer.is_paid}
    known = db.session.execute(
        select(Payment.bank_reference, Payment.reference).where(Payment.bank_reference.in_(numbers))
    )
    taken = {
        numbers[number or ""]: number or ""
        for number, payment in known
        if numbers[number or ""] != payment
    }
    return [
        Complaint(Fault.NUMBER_TAKEN, line.line, line["payment"], taken[line["payment"]])
        for line in lines
        if line["payment"] in taken
    ]


def _apply(batch: PaymentBatch, answers: Sequence[Answer], by: Actor) -> None:
    # All rewards are held before the first budget is, always in the same order.
    ids = sorted(payment.reward_id for payment in batch.payments)
    held = db.session.scalars(
        select(RewardCase)
        .where(RewardCase.id.in_(ids))
        .order_by(RewardCase.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    said = {answer.payment: answer for answer in answers}
    for reward in held:
        check_part(reward, Part.PAY, by)
    for reward in held:
        answer = said[reward.payments[-1].reference]
        if answer.is_paid:
            finish_paid(reward, answer.bank_reference, by)
        else:
            finish_failed(reward, answer.reason, by)
