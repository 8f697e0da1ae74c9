"""A negative case made public (曝光): what it rests on, and what the firm said to it (E4)."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from portal.science.rules.steps import REVIEWERS_OF_EXPOSURE

DAYS = ("asked_on", "answer_by_on", "replied_on")


@dataclass(frozen=True)
class Exposure:
    """The final decision by its number, and the firm's reply or until when it was asked for one."""

    decision_kind: str
    decision_number: str
    asked_on: date
    answer_by_on: date
    reply: str = ""
    replied_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what an article and its snapshots keep."""
        kept = asdict(self)
        return kept | {name: kept[name] and kept[name].isoformat() for name in DAYS}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Exposure":
        """Read what was kept."""
        days = {name: kept[name] and date.fromisoformat(kept[name]) for name in DAYS}
        return cls(**{**kept, **days})


class Lack(StrEnum):
    """What a negative case still lacks before it may be public."""

    DECISION = "decision"
    REVIEWER = "reviewer"
    REPLY = "reply"


def lacks_of(
    exposure: Exposure, *, is_final: bool, reviewers: Collection[int], on: date
) -> tuple[Lack, ...]:
    """Return what keeps a negative case from being public on a day.

    ``is_final`` says that the decision exists and stands; ``reviewers`` are those who passed it
    before the one who publishes. Where the firm has not replied, the day it was given must be over.
    """
    lacks = []
    if not is_final:
        lacks.append(Lack.DECISION)
    if len(set(reviewers)) < REVIEWERS_OF_EXPOSURE:
        lacks.append(Lack.REVIEWER)
    if not exposure.reply and on <= exposure.answer_by_on:
        lacks.append(Lack.REPLY)
    return tuple(lacks)
