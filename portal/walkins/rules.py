"""Walk-in tests in plain Python."""

import secrets
from collections.abc import Mapping
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle

# Read out over the telephone and typed by hand: nothing that looks or sounds like another.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
BOOKING, SAMPLE = "sj-", "yp-"
NAME_LENGTH = 12
# A block of flats books from one network; a machine that takes every test does not get far.
BOOKINGS = "20 per 1 hour"
# What a number field may say at all.
MOST_SEATS = 999
MOST_READINGS = 12


class Stage(StrEnum):
    """How far a booking has come: 预约 → 到场 → 检测 → 出结果."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    TESTING = "testing"
    ENTERED = "entered"
    RELEASED = "released"
    CANCELLED = "cancelled"
    MISSED = "missed"


# A result that whoever releases it finds wrong goes back to be tested or entered again.
LIFECYCLE = Lifecycle(
    {
        Stage.BOOKED: frozenset({Stage.ARRIVED, Stage.CANCELLED, Stage.MISSED}),
        Stage.ARRIVED: frozenset({Stage.TESTING}),
        Stage.TESTING: frozenset({Stage.ENTERED}),
        Stage.ENTERED: frozenset({Stage.RELEASED, Stage.TESTING}),
    }
)


class Finding(StrEnum):
    """What a quick test showed; never 合格 or 不合格, which only a laboratory may say (A1, F4)."""

    CLEAR = "clear"
    ATTENTION = "attention"
    UNCLEAR = "unclear"


def new_reference(prefix: str) -> str:
    """Return a number nobody can guess: it opens the page of a booking or of a result."""
    return prefix + "".join(secrets.choice(SIGNS) for _ in range(NAME_LENGTH))


def is_reference(text: str, prefix: str) -> bool:
    """Whether this can be such a number."""
    name = text.removeprefix(prefix)
    return text.startswith(prefix) and len(name) == NAME_LENGTH and set(name) <= set(SIGNS)


def may_release(*, entered_by_id: int | None, by_id: int) -> bool:
    """Whether somebody may release a result: never who entered it (S5)."""
    return entered_by_id is not None and entered_by_id != by_id


def overall(findings: list[Finding]) -> Finding:
    """Return what a whole test says: what needs attention first, then what could not be told."""
    for finding in (Finding.ATTENTION, Finding.UNCLEAR):
        if finding in findings:
            return finding
    return Finding.CLEAR


def shown_cells(counts: Mapping[str, int], smallest: int) -> dict[str, int | None]:
    """Return the counts of one month as they are shown: a small one is None.

    Where one alone is hidden, the next smallest is hidden with it: else it would follow from the
    sum. Zeros are shown: nobody is behind them.
    """
    hidden = {name for name, count in counts.items() if 0 < count < smallest}
    if len(hidden) == 1:
        rest = [(count, name) for name, count in counts.items() if name not in hidden and count]
        hidden |= {min(rest)[1]} if rest else set()
    return {name: None if name in hidden else count for name, count in counts.items()}
