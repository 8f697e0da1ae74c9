"""What a scheme says, what a score means, and how a grade lives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from portal.enterprises.rules import EnterpriseKind
from portal.kernel.lifecycle import Lifecycle
from portal.places.rules import Confidence, Tag, Text
from portal.ratings.scheme_parts import Method, Recipe

HUNDREDTHS = Decimal(100)
NO_RECIPE = Recipe()


class Stage(StrEnum):
    """Where a rating stands."""

    PROPOSED = "proposed"
    REVIEWED = "reviewed"
    NOTIFIED = "notified"
    CONTESTABLE = "contestable"
    SCHEDULED = "scheduled"
    IN_FORCE = "in-force"
    EXPIRED = "expired"
    REPLACED = "replaced"
    SUSPENDED = "suspended"
    ANNULLED = "annulled"


# 拟评 → 内审 → 告知 → 异议期 → 生效公示 → 到期 / 被替代; 暂停 for an error in its facts, from
# which it goes the whole way again. Between the decision to publish and its first day a grade is
# scheduled; an objection takes it back. One that an objection changed before its day is annulled.
RATING_LIFECYCLE = Lifecycle(
    {
        Stage.PROPOSED: frozenset({Stage.REVIEWED, Stage.SUSPENDED}),
        Stage.REVIEWED: frozenset({Stage.NOTIFIED, Stage.SUSPENDED}),
        Stage.NOTIFIED: frozenset({Stage.CONTESTABLE, Stage.SUSPENDED}),
        Stage.CONTESTABLE: frozenset({Stage.SCHEDULED, Stage.SUSPENDED, Stage.ANNULLED}),
        Stage.SCHEDULED: frozenset({Stage.IN_FORCE, Stage.CONTESTABLE, Stage.SUSPENDED}),
        Stage.IN_FORCE: frozenset({Stage.EXPIRED, Stage.REPLACED, Stage.SUSPENDED}),
        Stage.SUSPENDED: frozenset({Stage.PROPOSED}),
    }
)
# What the public ever sees: a grade that is or was in force. A scheduled one is in force from its
# first day on, whether or not that was written down yet: always ask for the days as well.
PUBLIC_STAGES = frozenset({Stage.SCHEDULED, Stage.IN_FORCE, Stage.EXPIRED, Stage.REPLACED})


class SchemeState(StrEnum):
    """How far a scheme may be used: a pilot has no levels yet."""

    IN_FORCE = "in-force"
    DRAFT = "draft"
    PILOT = "pilot"
    DEMONSTRATION = "demonstration"


class Origin(StrEnum):
    """Whether a grade came with a document or was worked out here."""

    IMPORTED = "imported"
    DERIVED = "derived"


@dataclass(frozen=True)
class Bound:
    """One end of a level's range of scores."""

    at: Decimal
    is_inside: bool


@dataclass(frozen=True)
class Level:
    """One grade of a scheme. ``colour`` is ok, info, warn or bad."""

    code: str
    name: Text
    plain: Text
    meaning: Text
    colour: str
    lower: Bound | None = None
    upper: Bound | None = None

    def letter(self, language: str) -> str:
        """Return what stands in a small plate: A, or a level that is a word in the language."""
        is_word = len(self.code) > 1
        return self.name.in_(language) if is_word and language != "zh" else self.code

    def holds(self, score: Decimal) -> bool:
        """Whether this score lies in the level's range."""
        if self.lower is None or self.upper is None:
            return False
        low, high = self.lower, self.upper
        above = score > low.at or (low.is_inside and score == low.at)
        return above and (score < high.at or (high.is_inside and score == high.at))


@dataclass(frozen=True)
class Part:
    """A part of the score, such as the static and the dynamic one."""

    code: str
    name: Text
    most: Decimal


@dataclass(frozen=True)
class Scale:
    """What a scheme counts: from the least to the most a score can be."""

    name: Text
    least: Decimal
    most: Decimal
    reading: Text
    parts: tuple[Part, ...]
    is_lower_better: bool = True


@dataclass(frozen=True)
class SchemeSource:
    """The instrument a scheme follows, and how sure that is."""

    name: Text
    number: str | None
    article: str | None
    confidence: Confidence
    tag: Tag


@dataclass(frozen=True)
class Scheme:
    """A rating scheme in one version. Its levels stand best first."""

    code: str
    version: str
    state: SchemeState
    name: Text
    short: Text
    kinds: frozenset[EnterpriseKind]
    source: SchemeSource
    scale: Scale | None
    levels: tuple[Level, ...]
    confidence: Confidence
    tag: Tag
    note: Text | None
    valid_from: date | None = None
    valid_to: date | None = None
    cycle_months: int | None = None
    renew_months: int | None = None
    recipe: Recipe = NO_RECIPE

    def is_valid(self, on: date) -> bool:
        """Whether this version is the one that applies on a day."""
        begins = self.valid_from is None or self.valid_from <= on
        return begins and (self.valid_to is None or on <= self.valid_to)

    @property
    def is_derived(self) -> bool:
        """Whether its grades can be worked out from facts."""
        return self.recipe.method is Method.DERIVED

    def find_level(self, code: str) -> Level | None:
        """Return the level with this code, or None."""
        return next((level for level in self.levels if level.code == code), None)

    def level_of(self, score: Decimal) -> Level | None:
        """Return the level a score falls into, or None where the scheme knows no cut-offs."""
        return next((level for level in self.levels if level.holds(score)), None)

    def levels_from(self, code: str) -> tuple[str, ...]:
        """Return the codes of this level and of every better one."""
        codes = tuple(level.code for level in self.levels)
        return codes[: codes.index(code) + 1] if code in codes else ()

    def position(self, code: str) -> int:
        """Return how many levels, from the best, a level is: 1 for the best one."""
        return [level.code for level in self.levels].index(code) + 1


@dataclass(frozen=True)
class Factor:
    """One line of the table behind a grade: what was looked at, what was found, where, points."""

    name: str
    fact: str
    source: str
    points: Decimal
    most: Decimal | None = None
    part: str = ""
    address: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the line as it is stored; numbers as text, so that they stay exact."""
        most = None if self.most is None else str(self.most)
        return {
            "name": self.name,
            "fact": self.fact,
            "source": self.source,
            "points": str(self.points),
            "most": most,
            "part": self.part,
            "address": self.address,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Factor":
        """Read a stored line."""
        most = None if row["most"] is None else Decimal(row["most"])
        return cls(
            row["name"],
            row["fact"],
            row["source"],
            Decimal(row["points"]),
            most,
            row["part"],
            row.get("address", ""),
        )


def total_of(factors: Iterable[Factor]) -> Decimal:
    """Return the sum of the points."""
    return sum((factor.points for factor in factors), Decimal(0))


def parts_of(scheme: Scheme, factors: Sequence[Factor]) -> tuple[tuple[Part, Decimal], ...]:
    """Return the sum of each part of the score, in the scheme's order."""
    parts = scheme.scale.parts if scheme.scale else ()
    return tuple(
        (part, total_of(factor for factor in factors if factor.part == part.code)) for part in parts
    )


def label_of(scheme: Scheme, factor: Factor) -> Text | None:
    """Return what a scheme's version calls a factor, in both languages; None where it has none.

    Tables are kept in Chinese: a line is known by the name that this version gives its factor.
    """
    recipe = scheme.recipe
    names = [rule.name for rule in recipe.factors]
    names += [recipe.new_operator.name] if recipe.new_operator else []
    return next((name for name in names if name.zh == factor.name), None)


def overdrawn_part(scheme: Scheme, factors: Sequence[Factor]) -> Part | None:
    """Return the first part that has more points than the scheme gives it."""
    sums = parts_of(scheme, factors)
    return next((part for part, points in sums if points > part.most), None)


def exact_score(text: str) -> Decimal | None:
    """Return a score with at most two decimals, or None where ``text`` is none."""
    try:
        score = Decimal(text)
    except InvalidOperation:
        return None
    is_exact = score.is_finite() and abs(score) < HUNDREDTHS**3
    return score if is_exact and score * HUNDREDTHS == int(score * HUNDREDTHS) else None


@dataclass(frozen=True)
class Period:
    """The days of a grade: from, to by its document, and the day before another took its place."""

    effective_on: date
    expires_on: date | None = None
    ended_on: date | None = None


def stage_on(stage: Stage, period: Period, on: date) -> Stage:
    """Return where a grade stands on a day: what was decided, and what the days made of it."""
    if stage not in PUBLIC_STAGES:
        return stage
    if period.effective_on > on:
        return Stage.SCHEDULED
    if period.ended_on is not None and period.ended_on < on:
        return Stage.REPLACED
    if period.expires_on is not None and period.expires_on < on:
        return Stage.EXPIRED
    return Stage.IN_FORCE


def is_open_to_objection(until: date | None, today: date) -> bool:
    """Whether the enterprise may still object; without a last day it always may."""
    return until is None or today <= until
