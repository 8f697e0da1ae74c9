"""Taking part in plain Python."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle

# Read out over the telephone and typed by hand: nothing that looks or sounds like another.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
PREFIX = "hd-"
REFERENCE_LENGTH = 12
# A school class signs up from one network; a machine that fills the hall does not get far.
SIGN_UPS = "40 per 1 hour"
# What a number field may say at all, whatever the place has set: nobody books a stadium here.
MOST_SEATS = 9999
MINUTES_OF_A_DAY = 24 * 60


class Stage(StrEnum):
    """What became of a sign-up."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    ABSENT = "absent"


class Part(StrEnum):
    """As what somebody comes."""

    GUEST = "guest"
    HELPER = "helper"


# Who came and who did not may have been ticked wrongly.
LIFECYCLE = Lifecycle(
    {
        Stage.WAITING: frozenset({Stage.CONFIRMED, Stage.CANCELLED}),
        Stage.CONFIRMED: frozenset({Stage.CANCELLED, Stage.ATTENDED, Stage.ABSENT}),
        Stage.ATTENDED: frozenset({Stage.ABSENT}),
        Stage.ABSENT: frozenset({Stage.ATTENDED}),
    }
)
HOLDING = frozenset({Stage.CONFIRMED, Stage.ATTENDED, Stage.ABSENT})


class Door(StrEnum):
    """Whether somebody may sign up now."""

    OPEN = "open"
    WAITING_LIST = "waiting-list"
    CLOSED = "closed"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Group:
    """One sign-up on the waiting list: who it is, and how many people."""

    id: int
    people: int


def door_of(
    *, is_cancelled: bool, closes_at: datetime, ends_at: datetime, free: int, now: datetime
) -> Door:
    """Return whether somebody may sign up at ``now``, and if not, why."""
    if is_cancelled:
        return Door.CANCELLED
    if now >= ends_at:
        return Door.OVER
    if now >= closes_at:
        return Door.CLOSED
    return Door.OPEN if free > 0 else Door.WAITING_LIST


def moving_up(waiting: Iterable[Group], free: int) -> Iterator[int]:
    """Yield who moves up, in the order of the list, as far as the free seats reach.

    A group too large for what is free keeps its place; the next that fits goes before it.
    """
    for group in waiting:
        if group.people <= free:
            free -= group.people
            yield group.id


def new_reference() -> str:
    """Return a receipt number nobody can guess: it opens the page of the sign-up."""
    return PREFIX + "".join(secrets.choice(SIGNS) for _ in range(REFERENCE_LENGTH))


def is_reference(text: str) -> bool:
    """Whether this can be a receipt number."""
    name = text.removeprefix(PREFIX)
    return len(name) == REFERENCE_LENGTH and set(name) <= set(SIGNS)
