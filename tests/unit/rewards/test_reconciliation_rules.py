"""The month's account: carried from month to month, and every difference named."""

from dataclasses import replace
from datetime import date

import pytest

from portal.rewards.rules.ledger import Movement
from portal.rewards.rules.reconciliation import (
    BatchFact,
    BudgetFact,
    Difference,
    EntryFact,
    Found,
    Line,
    PaymentFact,
    RewardFact,
    differences,
    lines_of,
)

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def entry(movement: Movement, fen: int, on: date, reward: str = "a", year: int = 2026) -> EntryFact:
    scheme = "" if movement in {Movement.GRANT, Movement.LOWER} else "z"
    return EntryFact(year, scheme, movement, fen, on, reward if scheme else "")


BOOK = [
    entry(Movement.GRANT, 1000, date(2026, 1, 2)),
    entry(Movement.LOWER, 100, date(2026, 1, 3)),
    entry(Movement.RESERVE, 300, date(2026, 10, 31), "a"),
    entry(Movement.RESERVE, 70, date(2026, 10, 1), "b"),
    entry(Movement.RELEASE, 70, date(2026, 10, 2), "b"),
    entry(Movement.RESERVE, 50, date(2026, 11, 1), "c"),
    entry(Movement.RESERVE, 20, date(2026, 11, 2), "d"),
    entry(Movement.RELEASE, 20, date(2026, 11, 29), "d"),
    entry(Movement.PAY, 300, date(2026, 11, 30), "a"),
    entry(Movement.RECOVER, 300, date(2026, 11, 30), "a"),
    entry(Movement.PAY, 50, date(2026, 12, 1), "c"),
]
PAYMENTS = [
    PaymentFact("ZF1", "a", 300, date(2026, 11, 30)),
    PaymentFact("ZF2", "c", 50, date(2026, 12, 1)),
]
REWARDS = [
    RewardFact("a", is_reserved=False, is_paid=True, amount_fen=300),
    RewardFact("b", is_reserved=False, is_paid=False, amount_fen=70),
    RewardFact("c", is_reserved=False, is_paid=True, amount_fen=50),
    RewardFact("d", is_reserved=False, is_paid=False, amount_fen=20),
]
BUDGET = BudgetFact(2026, 900, 0, 50, 300, 90)
BATCH = BatchFact("PC1", 2, 350, 2, 350)


def test_a_month_opens_with_what_the_one_before_closed_with() -> None:
    (line,) = lines_of(BOOK, FIRST, LAST)
    assert line == Line(2026, "z", 300, 70, 300, 20, 300)
    assert line.closing_fen == 50
    (before,) = lines_of(BOOK, date(2026, 10, 1), date(2026, 10, 31))
    assert (before.opening_fen, before.closing_fen) == (0, 300)
    (after,) = lines_of(BOOK, date(2026, 12, 1), date(2026, 12, 31))
    assert after == Line(2026, "z", 50, 0, 50, 0, 0)
    assert lines_of(BOOK, date(2027, 1, 1), date(2027, 1, 31)) == []
    assert lines_of(BOOK, date(2026, 9, 1), date(2026, 9, 30)) == []


def test_years_and_schemes_have_lines_of_their_own() -> None:
    more = [
        replace(entry(Movement.RESERVE, 5, FIRST, "x"), scheme="y"),
        entry(Movement.RESERVE, 7, FIRST, "y", year=2025),
    ]
    told = lines_of([*BOOK, *more], FIRST, LAST)
    assert [(line.year, line.scheme, line.reserved_fen) for line in told] == [
        (2025, "z", 7), (2026, "y", 5), (2026, "z", 70),
    ]  # fmt: skip


@pytest.mark.parametrize("place", range(5))
def test_a_line_is_empty_where_nothing_was_and_nothing_moved(place: int) -> None:
    sums = [0] * 5
    assert Line(2026, "z", *sums).is_empty
    sums[place] = 1
    assert not Line(2026, "z", *sums).is_empty


def test_books_that_agree_differ_in_nothing() -> None:
    assert differences(BOOK, PAYMENTS, [BATCH], REWARDS, [BUDGET]) == []


def test_payments_and_entries_are_set_side_by_side() -> None:
    strange = PaymentFact("ZF3", "e", 9, LAST)
    assert differences(BOOK, [strange, *PAYMENTS], [], [], []) == [
        Found(Difference.PAYMENT_WITHOUT_ENTRY, "ZF3", 0, 9)
    ]
    assert differences(BOOK, PAYMENTS[:1], [], [], []) == [
        Found(Difference.ENTRY_WITHOUT_PAYMENT, "c", 50, 0)
    ]
    other = [replace(PAYMENTS[0], amount_fen=301), PAYMENTS[1]]
    assert differences(BOOK, other, [], [], []) == [
        Found(Difference.AMOUNTS_DIFFER, "ZF1", 300, 301)
    ]
    later = [replace(PAYMENTS[0], on=date(2026, 12, 1)), PAYMENTS[1]]
    assert differences(BOOK, later, [], [], []) == [Found(Difference.DAYS_DIFFER, "ZF1", 300, 300)]


@pytest.mark.parametrize("batch", [replace(BATCH, line_count=3), replace(BATCH, total_fen=351)])
def test_a_batch_comes_to_what_its_lines_come_to(batch: BatchFact) -> None:
    found = differences([], [], [batch], [], [])
    assert found == [Found(Difference.BATCH_SUM, "PC1", 350, batch.total_fen)]


def test_a_reward_holds_what_its_stage_says() -> None:
    aside = replace(REWARDS[1], is_reserved=True)
    assert differences(BOOK, PAYMENTS, [], [aside], []) == [
        Found(Difference.RESERVED_DIFFERS, "b", 0, 70)
    ]
    waiting = RewardFact("e", is_reserved=True, is_paid=False, amount_fen=5)
    more = [*BOOK, entry(Movement.RESERVE, 5, FIRST, "e")]
    assert differences(more, PAYMENTS, [], [waiting], []) == []
    unpaid = replace(REWARDS[0], is_paid=False)
    assert differences(BOOK, PAYMENTS, [], [unpaid], []) == [
        Found(Difference.PAID_DIFFERS, "a", 300, 0)
    ]
    paid = replace(REWARDS[3], is_paid=True)
    assert differences(BOOK, PAYMENTS, [], [paid], []) == [
        Found(Difference.PAID_DIFFERS, "d", 0, 20)
    ]


@pytest.mark.parametrize(
    ("name", "ledger_fen"),
    [("granted_fen", 900), ("reserved_fen", 0), ("paid_fen", 50), ("recovered_fen", 300),
     ("released_fen", 90)],
)  # fmt: skip
def test_a_budget_repeats_its_ledger(name: str, ledger_fen: int) -> None:
    budget = replace(BUDGET, **{name: ledger_fen + 1})
    found = differences(BOOK, PAYMENTS, [], [], [budget])
    assert found == [Found(Difference.BUDGET_SUM, "2026", ledger_fen, ledger_fen + 1)]
    empty = BudgetFact(2025, 0, 0, 0, 0, 0)
    assert differences(BOOK, PAYMENTS, [], [], [empty]) == []
