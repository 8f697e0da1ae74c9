"""The month's account: ledger beside payments, batches, rewards and budgets; plain Python.

What stands in the ledger is carried from month to month: opened with, reserved, paid, released,
closed with. Whatever says something else than the ledger is a difference, named and counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.rewards.rules.ledger import Movement


class Difference(StrEnum):
    """In what two books differ."""

    PAYMENT_WITHOUT_ENTRY = "payment-without-entry"
    ENTRY_WITHOUT_PAYMENT = "entry-without-payment"
    AMOUNTS_DIFFER = "amounts-differ"
    DAYS_DIFFER = "days-differ"
    BATCH_SUM = "batch-sum"
    RESERVED_DIFFERS = "reserved-differs"
    PAID_DIFFERS = "paid-differs"
    BUDGET_SUM = "budget-sum"


@dataclass(frozen=True)
class EntryFact:
    """One entry of the ledger."""

    year: int
    scheme: str
    movement: Movement
    amount_fen: int
    on: date
    reward: str = ""


@dataclass(frozen=True)
class PaymentFact:
    """One payment that went out."""

    reference: str
    reward: str
    amount_fen: int
    on: date


@dataclass(frozen=True)
class BatchFact:
    """What a batch says of itself, and what its lines come to."""

    reference: str
    line_count: int
    total_fen: int
    counted: int
    summed_fen: int


@dataclass(frozen=True)
class RewardFact:
    """What a reward's stage says of its money: set aside, paid out, or neither."""

    reward: str
    is_reserved: bool
    is_paid: bool
    amount_fen: int


@dataclass(frozen=True)
class BudgetFact:
    """The sums that a budget's row repeats."""

    year: int
    granted_fen: int
    reserved_fen: int
    paid_fen: int
    recovered_fen: int
    released_fen: int


@dataclass(frozen=True)
class Line:
    """One budget year and scheme in one month, in 分."""

    year: int
    scheme: str
    opening_fen: int
    reserved_fen: int
    paid_fen: int
    released_fen: int
    recovered_fen: int

    @property
    def closing_fen(self) -> int:
        """What stays reserved."""
        return self.opening_fen + self.reserved_fen - self.paid_fen - self.released_fen

    @property
    def is_empty(self) -> bool:
        """Whether nothing was there and nothing moved."""
        moved = (self.reserved_fen, self.paid_fen, self.released_fen, self.recovered_fen)
        return not self.opening_fen and not any(moved)


@dataclass(frozen=True)
class Found:
    """One difference: what differs, where, and both sums."""

    kind: Difference
    subject: str
    ledger_fen: int
    other_fen: int


def lines_of(entries: Iterable[EntryFact], first: date, last: date) -> list[Line]:
    """Return the month's lines by budget year and scheme; empty ones are left out."""
    sums: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry in entries:
        if entry.scheme and entry.on <= last:
            told = sums[entry.year, entry.scheme]
            if entry.on >= first:
                told[entry.movement] += entry.amount_fen
            else:
                told["opening"] += _change_of_reserve(entry)
    lines = [
        Line(
            year=year,
            scheme=scheme,
            opening_fen=told["opening"],
            reserved_fen=told[Movement.RESERVE],
            paid_fen=told[Movement.PAY],
            released_fen=told[Movement.RELEASE],
            recovered_fen=told[Movement.RECOVER],
        )
        for (year, scheme), told in sorted(sums.items())
    ]
    return [line for line in lines if not line.is_empty]


def _change_of_reserve(entry: EntryFact) -> int:
    if entry.movement is Movement.RESERVE:
        return entry.amount_fen
    return -entry.amount_fen if entry.movement in {Movement.PAY, Movement.RELEASE} else 0


def differences(
    entries: Sequence[EntryFact],
    payments: Sequence[PaymentFact],
    batches: Iterable[BatchFact],
    rewards: Iterable[RewardFact],
    budgets: Iterable[BudgetFact],
) -> list[Found]:
    """Return everything in which the books differ from the ledger."""
    return [
        *_of_payments(entries, payments),
        *_of_batches(batches),
        *_of_rewards(entries, rewards),
        *_of_budgets(entries, budgets),
    ]


def _of_payments(entries: Iterable[EntryFact], payments: Iterable[PaymentFact]) -> Iterator[Found]:
    entered = {entry.reward: entry for entry in entries if entry.movement is Movement.PAY}
    for payment in payments:
        entry = entered.pop(payment.reward, None)
        if entry is None:
            yield Found(Difference.PAYMENT_WITHOUT_ENTRY, payment.reference, 0, payment.amount_fen)
            continue
        both = (payment.reference, entry.amount_fen, payment.amount_fen)
        if entry.amount_fen != payment.amount_fen:
            yield Found(Difference.AMOUNTS_DIFFER, *both)
        elif entry.on != payment.on:
            yield Found(Difference.DAYS_DIFFER, *both)
    for entry in entered.values():
        yield Found(Difference.ENTRY_WITHOUT_PAYMENT, entry.reward, entry.amount_fen, 0)


def _of_batches(batches: Iterable[BatchFact]) -> Iterator[Found]:
    for batch in batches:
        if (batch.line_count, batch.total_fen) != (batch.counted, batch.summed_fen):
            yield Found(Difference.BATCH_SUM, batch.reference, batch.summed_fen, batch.total_fen)


def _of_rewards(entries: Iterable[EntryFact], rewards: Iterable[RewardFact]) -> Iterator[Found]:
    reserved: dict[str, int] = defaultdict(int)
    paid: dict[str, int] = defaultdict(int)
    for entry in entries:
        reserved[entry.reward] += _change_of_reserve(entry)
        paid[entry.reward] += entry.amount_fen if entry.movement is Movement.PAY else 0
    for reward in rewards:
        aside = reward.amount_fen if reward.is_reserved else 0
        if reserved[reward.reward] != aside:
            yield Found(Difference.RESERVED_DIFFERS, reward.reward, reserved[reward.reward], aside)
        out = reward.amount_fen if reward.is_paid else 0
        if paid[reward.reward] != out:
            yield Found(Difference.PAID_DIFFERS, reward.reward, paid[reward.reward], out)


def _of_budgets(entries: Sequence[EntryFact], budgets: Iterable[BudgetFact]) -> Iterator[Found]:
    for budget in budgets:
        sums: dict[Movement, int] = defaultdict(int)
        for entry in entries:
            if entry.year == budget.year:
                sums[entry.movement] += entry.amount_fen
        settled = sums[Movement.PAY] + sums[Movement.RELEASE]
        told = (
            (sums[Movement.GRANT] - sums[Movement.LOWER], budget.granted_fen),
            (sums[Movement.RESERVE] - settled, budget.reserved_fen),
            (sums[Movement.PAY] - sums[Movement.RECOVER], budget.paid_fen),
            (sums[Movement.RECOVER], budget.recovered_fen),
            (sums[Movement.RELEASE], budget.released_fen),
        )
        for ledger_fen, other_fen in told:
            if ledger_fen != other_fen:
                yield Found(Difference.BUDGET_SUM, str(budget.year), ledger_fen, other_fen)
