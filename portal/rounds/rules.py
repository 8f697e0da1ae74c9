"""Rounds in plain Python."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle

# A household votes from one network, and so does an office; a machine does not get far.
BALLOTS = "40 per 1 day"
PROPOSALS = "20 per 1 hour"
# Printed on slips and typed by hand: nothing that looks or sounds like another.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10
MOST_CODES = 2000
MOST_CHOICES = 20


class Stage(StrEnum):
    """What became of a proposal."""

    WAITING = "waiting"
    SHOWN = "shown"
    REFUSED = "refused"


LIFECYCLE = Lifecycle(
    {
        Stage.WAITING: frozenset({Stage.SHOWN, Stage.REFUSED}),
        Stage.REFUSED: frozenset({Stage.SHOWN}),
    }
)


class Door(StrEnum):
    """Whether somebody may propose and vote now."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


def door_of(*, opens_at: datetime, closes_at: datetime, is_cancelled: bool, now: datetime) -> Door:
    """Return whether somebody may propose and vote at ``now``, and if not, why."""
    if is_cancelled:
        return Door.CANCELLED
    if now < opens_at:
        return Door.COMING
    return Door.OPEN if now < closes_at else Door.CLOSED


def in_order(counts: Mapping[int, int]) -> list[int]:
    """Return the numbers of the proposals, the most voted for first; of equals the earlier."""
    return sorted(counts, key=lambda number: (-counts[number], number))


def tidy_choices(numbers: Iterable[int]) -> tuple[int, ...]:
    """Return what somebody chose, each once, in order."""
    return tuple(sorted(set(numbers)))


def new_code() -> str:
    """Return a code that lets its bearer vote once."""
    return "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))


def tidy_code(told: str) -> str:
    """Return a code as it was printed, however it was typed."""
    return "".join(sign for sign in told.upper() if sign in SIGNS)[:CODE_LENGTH]
