"""Visits in plain Python: stages, places left, receipt numbers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle

# Read out over the telephone and typed by hand: nothing that looks or sounds like another.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10
# Somebody who mistypes tries again; a machine that fills the desk does not.
REQUESTS = "10 per 1 hour"


class VisitStage(StrEnum):
    """What became of a request."""

    REQUESTED = "requested"
    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    DONE = "done"


class BookingStage(StrEnum):
    """What became of a booking."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


LIFECYCLE = Lifecycle(
    {
        VisitStage.REQUESTED: frozenset(
            {
                VisitStage.PROPOSED,
                VisitStage.AGREED,
                VisitStage.DECLINED,
                VisitStage.CANCELLED,
            }
        ),
        VisitStage.PROPOSED: frozenset(
            {VisitStage.AGREED, VisitStage.DECLINED, VisitStage.CANCELLED}
        ),
        VisitStage.AGREED: frozenset({VisitStage.PROPOSED, VisitStage.CANCELLED, VisitStage.DONE}),
    }
)
BOOKING_LIFECYCLE = Lifecycle({BookingStage.BOOKED: frozenset({BookingStage.CANCELLED})})


@dataclass(frozen=True)
class VisitWish:
    """What an organisation asks for; ``place`` is one of the five, or its own words."""

    organisation: str
    place: str
    region: str
    address: str
    wished_on: date
    people_count: int
    topic: str
    contact: str
    may_publish: bool = False


@dataclass(frozen=True)
class Report:
    """What is told to everybody of a visit that was carried out."""

    people_count: int
    note: str
    article: str = ""


def has_room(*, quota: int, taken: int, wanted: int) -> bool:
    """Whether a group of ``wanted`` people still fits in."""
    return wanted > 0 and taken + wanted <= quota


def reference_of(kind: str, digest: str) -> str:
    """Return the receipt number that a keyed digest (hexadecimal) stands for.

    Nobody who has not the key can guess it, and the same form is always given the same one.
    ``kind`` is two letters that say of what.
    """
    left, signs = int(digest, 16), []
    for _n in range(LENGTH):
        left, sign = divmod(left, len(SIGNS))
        signs.append(SIGNS[sign])
    return f"{kind}-" + "".join(signs)
