"""What a reward scheme consists of: numbers, questions and time limits, each with its authority.

The shapes are plain; ``portal.rewards.scheme_files`` fills them from the files and checks them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
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


class Expected(StrEnum):
    """The answer that speaks for a reward: a condition wants yes, an exclusion wants no."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a scheme with its authority; no value is shown as not set."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = NO_OTHER_KEYS

    value: Decimal | None
    article: str | None = None
    instrument: Text | None = None
    confidence: Confidence | None = None
    tag: Tag | None = None
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
class Instrument:
    """The legal text behind a scheme."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = NO_OTHER_KEYS

    name: Text
    number: str | None = None


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

    @property
    def field(self) -> str:
        """How a form names the answer to this question."""
        return f"answer_{self.code.replace('-', '_')}"


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


@dataclass(frozen=True, slots=True)
class Scheme:
    """One version of one rule on rewards.

    Whatever is None here is taken from the scheme it ``follows``; where that has nothing either,
    it is not set.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = NO_OTHER_KEYS

    id: str
    version: str
    name: Text
    instrument: Instrument
    level: Level
    summary: Text
    kind: Kind = Kind.SHARE
    valid_from: date | None = None
    valid_to: date | None = None
    follows: str | None = None
    verdicts: tuple[str, ...] | None = None
    grades: tuple[Grade, ...] | None = None
    cap_fen: Figure | None = None
    consult_from_fen: Figure | None = None
    uplift_most: Figure | None = None
    large_from_fen: Figure | None = None
    rounding_fen: Figure | None = None
    day_cap_fen: Figure | None = None
    month_cap_fen: Figure | None = None
    pool_fen: Figure | None = None
    windows: Windows | None = None
    questions: tuple[Question, ...] | None = None
    more_questions: tuple[Question, ...] = ()
    examples: tuple[Example, ...] = ()
    digest: str = ""

    def completed_by(self, followed: "Scheme") -> "Scheme":
        """Return this scheme with everything it leaves out taken from the one it follows."""
        taken = {
            part.name: getattr(followed, part.name)
            for part in fields(self)
            if getattr(self, part.name) is None and part.name not in {"valid_to", "follows"}
        }
        return replace(self, **taken)

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """Every question that the handler answers."""
        return (*(self.questions or ()), *self.more_questions)

    def find_grade(self, number: int) -> Grade | None:
        """Return the grade with this number, or None."""
        return next((grade for grade in self.grades or () if grade.number == number), None)

    def is_in_force(self, on: date) -> bool:
        """Tell whether the scheme holds on this day; without a first day it never does."""
        begun = self.valid_from is not None and self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Schemes:
    """Every scheme and version the portal ships, the narrowest level first."""

    rows: tuple[Scheme, ...]
    _by_key: dict[tuple[str, str], Scheme] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keyed = {(scheme.id, scheme.version): scheme for scheme in self.rows}
        object.__setattr__(self, "_by_key", keyed)

    def __iter__(self) -> Iterator[Scheme]:
        return iter(self.rows)

    def find_version(self, scheme_id: str, version: str) -> Scheme | None:
        """Return exactly this version, or None."""
        return self._by_key.get((scheme_id, version))

    def find_in_force(self, scheme_id: str, on: date) -> Scheme | None:
        """Return the version of this scheme that holds on this day, or None."""
        return next((row for row in self.in_force(on) if row.id == scheme_id), None)

    def in_force(self, on: date) -> tuple[Scheme, ...]:
        """Return what holds on this day, the narrowest level first."""
        return tuple(scheme for scheme in self.rows if scheme.is_in_force(on))

    def family_of(self, scheme: Scheme) -> str:
        """Return the id at the root of what a scheme follows.

        Rules of one family reward the same thing, so one case earns one reward within a family.
        """
        above = next((row for row in self.rows if row.id == scheme.follows), None)
        return scheme.id if above is None else self.family_of(above)
