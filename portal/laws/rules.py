"""What the register knows of a law."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.places.rules import Text


class Rank(StrEnum):
    """Which kind of instrument it is; the order is that of the register."""

    LAW = "law"
    REGULATION = "regulation"
    RULE = "rule"
    NORMATIVE = "normative"
    LOCAL = "local"


class Confidence(StrEnum):
    """Whether its articles were read in the published text, or wait for the legal office."""

    CERTAIN = "certain"
    TO_CONFIRM = "to-confirm"


@dataclass(frozen=True)
class Point:
    """What one article says, in plain words. ``article`` is its number as the text writes it."""

    article: str
    zh: str
    en: str

    def in_(self, language: str) -> str:
        """Return the words in the reader's language."""
        return Text(self.zh, self.en).in_(language)


@dataclass(frozen=True)
class Law:
    """One instrument. ``number`` is empty where an instrument is known by its name alone."""

    kind: Rank
    name: Text
    in_force_on: date
    confidence: Confidence
    topics: tuple[str, ...]
    about: Text
    points: tuple[Point, ...]
    number: str = ""
    version: Text | None = None
    note: Text | None = None
    code: str = field(default="")
