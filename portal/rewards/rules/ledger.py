"""The money of one year: the places it can be in, and the only ways between them.

Every entry takes an amount out of one account and puts it into another, so that all balances
always sum to zero. What was granted is the (negative) balance of GRANTED.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Protocol


class LedgerAccount(StrEnum):
    """Where the money of a budget year is."""

    GRANTED = "granted"
    AVAILABLE = "available"
    RESERVED = "reserved"
    PAID = "paid"
    RECOVERED = "recovered"


class Movement(StrEnum):
    """Why money moves."""

    GRANT = "grant"
    LOWER = "lower"
    RESERVE = "reserve"
    RELEASE = "release"
    PAY = "pay"
    RECOVER = "recover"


# What comes back from a reward obtained by fraud goes to the treasury and is not spent again.
ROUTES: Mapping[Movement, tuple[LedgerAccount, LedgerAccount]] = {
    Movement.GRANT: (LedgerAccount.GRANTED, LedgerAccount.AVAILABLE),
    Movement.LOWER: (LedgerAccount.AVAILABLE, LedgerAccount.GRANTED),
    Movement.RESERVE: (LedgerAccount.AVAILABLE, LedgerAccount.RESERVED),
    Movement.RELEASE: (LedgerAccount.RESERVED, LedgerAccount.AVAILABLE),
    Movement.PAY: (LedgerAccount.RESERVED, LedgerAccount.PAID),
    Movement.RECOVER: (LedgerAccount.PAID, LedgerAccount.RECOVERED),
}


class Entry(Protocol):
    """One line of the ledger."""

    from_account: LedgerAccount
    to_account: LedgerAccount
    amount_fen: int


def balances(entries: Iterable[Entry]) -> dict[LedgerAccount, int]:
    """Return what each account holds, in 分."""
    held = dict.fromkeys(LedgerAccount, 0)
    for entry in entries:
        held[entry.from_account] -= entry.amount_fen
        held[entry.to_account] += entry.amount_fen
    return held
