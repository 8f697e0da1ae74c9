"""The parts of a reward scheme: every number, question and clause beside its authority."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from portal.places.rules import Confidence, Tag, Text

NO_OTHER_KEYS = {"extra": "forbid"}


class Level(StrEnum):
    """Who issued a scheme; the narrower the level, the earlier it is offered."""

    LOCAL = "local"
    PROVINCE = "province"
    NATIONAL = "national"


class Kind(StrEnum):
    """How a scheme counts: a share of what was fined and confiscated, or a fixed sum."""

    SHARE = "share"
    FIXED = "fixed"


class CountedBy(StrEnum):
    """By which day a sum counts under caps by day and month."""

    FILING = "filing"
    VERDICT = "verdict"


class Expected(StrEnum):
    """The answer that speaks for a reward: a condition wants yes, an exclusion wants no."""

    YES = "yes"
    NO = "no"


class Evidence(StrEnum):
    """What a report brought along, the weaker first."""

    RELEVANT = "relevant"
    DIRECT = "direct"


class Match(StrEnum):
    """How far the findings agree with what was reported, the weaker first."""

    BASIC = "basic"
    FULL = "full"


class Topic(StrEnum):
    """What a clause is about, in the order of the page."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    AGENT = "agent"
    FIRST = "first"
    JOINT = "joint"
    BUREAUX = "bureaux"
    PARTIAL = "partial"
    LAPSE = "lapse"
    ABUSE = "abuse"


@dataclass(frozen=True, slots=True)
class Instrument:
    """The legal text behind a scheme; ``short`` is how a single step cites it."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = NO_OTHER_KEYS

    name: Text
    number: str | None = None
    short: Text | None = None

    def cited_in(self, tongue: str) -> str:
        """Return the shortest wording that still tells which text it is."""
        return self.short.in_(tongue) if self.short else self.number or self.name.in_(tongue)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a scheme with its authority; no value is shown as not set.

    ``instrument`` is filled in from the scheme that says it, be it one that is followed.
    ``proposed`` marks what no rule says and this site had to choose.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = NO_OTHER_KEYS

    value: Decimal | None
    article: str | None = None
    instrument: Instrument | None = None
    confidence: Confidence | None = None
    tag: Tag | None = None
    proposed: bool = False
    note: Text | None = None

    @property
    def whole(self) -> int | None:
        """The value as a whole number (分, days), or None when it is not set."""
        return None if self.value is None else int(self.value)

    @property
    def awaits_confirmation(self) -> bool:
        """Whether the bureau's legal office still has to confirm the value."""
        doubtful = self.tag is not Tag.TEXT or self.confidence is Confidence.LOW
        return self.value is not None and doubtful


NOT_SET = Figure(value=None)


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade: what earns it, and its share (percent) or fixed sum, and its floor."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = NO_OTHER_KEYS

    number: int
    name: Text
    when: Text
    percent: Figure = NOT_SET
    floor_fen: Figure = NOT_SET
    fixed_fen: Figure = NOT_SET
    evidence: Evidence | None = None
    match: Match | None = None
    only_gravest: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question of eligibility with its legal ground."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = NO_OTHER_KEYS

    code: str
    text: Text
    expects: Expected
    article: str | None = None
    confidence: Confidence | None = None
    tag: Tag | None = None
    instrument: Instrument | None = None

    @property
    def field(self) -> str:
        """How a form names the answer to this question."""
        return f"answer_{self.code.replace('-', '_')}"


@dataclass(frozen=True, slots=True)
class Clause:
    """What a rule says about claiming, several reporters or abuse, in plain words."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = NO_OTHER_KEYS

    topic: Topic
    text: Text
    article: str | None = None
    confidence: Confidence | None = None
    tag: Tag | None = None
    instrument: Instrument | None = None

    @property
    def awaits_confirmation(self) -> bool:
        """Whether the bureau's legal office still has to confirm it."""
        return self.tag is not Tag.TEXT or self.confidence is Confidence.LOW


@dataclass(frozen=True, slots=True)
class Windows:
    """Time limits in working days, each from the day after its event."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = NO_OTHER_KEYS

    notice: Figure
    claim: Figure
    extension: Figure
    objection: Figure


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example: what goes in, and what a person working by hand got out."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = NO_OTHER_KEYS

    title: Text
    grade: int
    base_fen: int
    amount_fen: int
    uplift: Decimal = Decimal(0)
    matched_fen: int | None = None
    shares: tuple[int, ...] = ()
    shares_fen: tuple[int, ...] = ()
