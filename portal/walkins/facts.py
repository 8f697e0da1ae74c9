"""What is told with a slot, a booking, a result: as forms read it and services take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.walkins.rules import Finding


@dataclass(frozen=True)
class SlotFacts:
    """When and where samples are taken in, how many, and of which kinds."""

    starts_at: datetime
    ends_at: datetime
    venue: str
    venue_en: str
    seats: int
    kinds: Sequence[str]


@dataclass(frozen=True)
class BookingFacts:
    """What somebody says who brings something."""

    name: str
    contact: str
    kind: str
    product: str


@dataclass(frozen=True)
class Reading:
    """One thing tested: what it is, what the test showed, and what that means."""

    item: str
    value: str
    finding: Finding


@dataclass(frozen=True)
class ResultFacts:
    """What a test showed, and how it was made."""

    method: str
    readings: Sequence[Reading]
