"""What is told with a round: as its form reads it and services take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RoundFacts:
    """A round as the desk opens it."""

    title: str
    title_en: str
    opens_at: datetime
    closes_at: datetime
    kinds: Sequence[str]
    choices: int
    needs_code: bool = False
