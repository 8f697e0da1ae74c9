"""Channels in plain Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from portal.places.rules import Text


class Certainty(StrEnum):
    """How sure it is that this is a channel of the bureau."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Channel:
    """One channel. ``name`` and ``address`` are None where nobody stated them."""

    kind: Text
    source: str
    confidence: Certainty
    name: Text | None = None
    address: str | None = None
    is_own: bool = False
    code: str = field(default="")


def is_on_host(link: str, address: str | None) -> bool:
    """Whether a link stays on the host of a channel; one without an address has no host."""
    if not address:
        return False
    try:
        wanted, given = urlsplit(address), urlsplit(link)
    except ValueError:
        return False
    return given.scheme in {"http", "https"} and given.hostname == wanted.hostname


def count_by_month(
    days: Iterable[tuple[str, date]], codes: Iterable[str], months: Iterable[tuple[int, int]]
) -> Mapping[str, Sequence[int]]:
    """Return how many entries each channel has in each month; none is 0, and shown (E6)."""
    known = list(months)
    counts = {code: [0] * len(known) for code in codes}
    for code, day in days:
        if code in counts and (day.year, day.month) in known:
            counts[code][known.index((day.year, day.month))] += 1
    return counts
