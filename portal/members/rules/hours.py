"""Hours: what was served, and which of it counts where the place has decided that."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

# One entry is one day's service; more than a day's minutes is a slip of the hand.
MAX_MINUTES = 24 * 60


@dataclass(frozen=True)
class Served:
    """What somebody did, for how long: ``source`` names the occasion once ("event:SLUG").

    ``activity`` is what people read, ``kind`` one of the activities that the place counts.
    """

    minutes_count: int
    on: date
    source: str
    activity: str = ""
    kind: str = ""


@dataclass(frozen=True)
class HoursEntry:
    """Minutes of one activity; ``is_confirmed`` is None while nobody has decided."""

    kind: str
    minutes: int
    is_confirmed: bool | None


@dataclass(frozen=True)
class Counted:
    """Minutes by how they stand; ``counting`` is None where what counts is not set."""

    confirmed: int
    waiting: int
    counting: int | None


def counted(entries: Iterable[HoursEntry], kinds: Collection[str] | None) -> Counted:
    """Return what entries come to; ``kinds`` are those that count, None where not set (S4)."""
    told = list(entries)
    confirmed = [one for one in told if one.is_confirmed]
    return Counted(
        confirmed=sum(one.minutes for one in confirmed),
        waiting=sum(one.minutes for one in told if one.is_confirmed is None),
        counting=None if kinds is None else sum(o.minutes for o in confirmed if o.kind in kinds),
    )
