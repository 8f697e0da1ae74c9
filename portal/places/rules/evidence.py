"""Where a figure comes from and how sure it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.places.rules.text import Text


class Confidence(StrEnum):
    """How sure the figure is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Tag(StrEnum):
    """How the figure was found: in the text (F), second-hand (F2), or not confirmed (X)."""

    TEXT = "F"
    SECOND_HAND = "F2"
    UNCONFIRMED = "X"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read."""

    code: str
    name: Text
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, measure, notice or standard that sets figures."""

    code: str
    name: Text
    number: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: Text | None = None
