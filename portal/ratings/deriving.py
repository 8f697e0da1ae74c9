"""How a grade follows from dated facts: a pure function of facts, scheme version and day.

What counts on a day is what came about on that day or before. A window of n months looks back to
the day after the same day n months earlier: on 22 November, three months begin on 23 August. Of
facts of one day the one with the later reference is the newer. Points are exact: where a number
is multiplied or averaged, the factor is rounded to hundredths, half upwards; so is a score that
is scaled up for a new operator. Nothing else is rounded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from portal.enterprises.facts import Fact
from portal.ratings.deriving_facts import KnownFacts
from portal.ratings.rules import Level, Scheme
from portal.ratings.scheme_parts import (
    Adjustment,
    Counting,
    Exclusion,
    FactorRule,
    Holding,
    Measured,
    Measuring,
    Method,
)

HALF = Fraction(1, 2)
NOTHING = Decimal(0)


class NoGrade(StrEnum):
    """Why no grade follows."""

    NOT_DERIVED = "not-derived"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    """One factor with the facts that counted; points are None where nothing can be said."""

    rule: FactorRule
    counted: Sequence[Fact]
    points: Decimal | None


@dataclass(frozen=True)
class Applied:
    """A reason that moved the grade, with its facts."""

    adjustment: Adjustment
    counted: Sequence[Fact]
    is_raise: bool


@dataclass(frozen=True)
class Derivation:
    """What follows for one enterprise on one day, with everything that led there.

    ``base`` is the level of the score alone, ``level`` the one after adjustments; both are None
    where no grade follows, and ``reason`` says why.
    """

    scheme: Scheme
    on: date
    lines: tuple[Line, ...] = ()
    score: Decimal | None = None
    is_scaled: bool = False
    base: Level | None = None
    applied: tuple[Applied, ...] = ()
    level: Level | None = None
    reason: NoGrade | None = None
    exclusion: Exclusion | None = None
    excluded_by: Sequence[Fact] = ()

    @property
    def total(self) -> Decimal:
        """What the factors add up to, before it is scaled up."""
        return sum((line.points or NOTHING for line in self.lines), NOTHING)


def derive(
    scheme: Scheme, facts: Iterable[Fact], on: date, *, is_ordered: bool = False
) -> Derivation:
    """Return the grade of an enterprise on a day by one version of a scheme, and why.

    ``is_ordered`` spares sorting what the rooms have told for that day: it is in order already.
    """
    recipe, scale = scheme.recipe, scheme.scale
    if recipe.method is not Method.DERIVED or scale is None:
        return Derivation(scheme, on, reason=NoGrade.NOT_DERIVED)
    known = KnownFacts(facts, on, is_ordered=is_ordered)
    excluded = _excluded(scheme, known)
    if excluded is not None:
        return excluded
    new = recipe.new_operator
    part = new.part if new and known.that_meet(new.when) is not None else None
    lines = tuple(
        _line(rule, known) for rule in recipe.factors if part is None or rule.part == part
    )
    if any(line.points is None for line in lines):
        return Derivation(scheme, on, lines=lines, reason=NoGrade.UNKNOWN)
    score = sum((line.points or NOTHING for line in lines), NOTHING)
    if part is not None:
        whole = next(row.most for row in scale.parts if row.code == part)
        score = in_hundredths(Fraction(score) * Fraction(scale.most) / Fraction(whole))
    base = scheme.level_of(score)
    if base is None:  # pragma: no cover - every scheme is checked to cover its scale
        return Derivation(scheme, on, lines=lines, score=score, reason=NoGrade.UNKNOWN)
    applied = _applied(scheme, known)
    level = adjusted(scheme, base, applied)
    return Derivation(scheme, on, lines, score, part is not None, base, applied, level)


def find_exclusion(scheme: Scheme, facts: Iterable[Fact], on: date) -> Derivation | None:
    """Return why an enterprise is not graded on a day, or None; other facts are not needed."""
    return _excluded(scheme, KnownFacts(facts, on))


def _excluded(scheme: Scheme, known: KnownFacts) -> Derivation | None:
    for exclusion in scheme.recipe.exclusions:
        held = known.that_meet(exclusion.when)
        if held is not None:
            reason = NoGrade.EXCLUDED
            return Derivation(
                scheme, known.on, reason=reason, exclusion=exclusion, excluded_by=held
            )
    return None


def adjusted(scheme: Scheme, base: Level, applied: Sequence[Applied]) -> Level:
    """Return the level after its adjustments: one step at a time, or straight to a level.

    Whatever makes a grade worse keeps everything that would make it better from counting.
    """
    place, last = scheme.position(base.code), len(scheme.levels)
    if not applied:
        return base
    straight = [scheme.position(row.adjustment.to) for row in applied if row.adjustment.to]
    by_one = any(row.adjustment.to is None for row in applied)
    if applied[0].is_raise:
        wanted = max([place + by_one, *straight])
    else:
        wanted = min([place - by_one, *straight])
    return scheme.levels[min(max(wanted, 1), last) - 1]


def in_hundredths(number: Fraction) -> Decimal:
    """Return a number rounded to hundredths, half upwards."""
    scaled = number * 100 + HALF
    return Decimal(scaled.numerator // scaled.denominator) / 100


def _applied(scheme: Scheme, known: KnownFacts) -> tuple[Applied, ...]:
    for rows, is_raise in ((scheme.recipe.raises, True), (scheme.recipe.lowers, False)):
        met = [(row, known.that_meet(row.when)) for row in rows if row.when is not None]
        found = tuple(Applied(row, held, is_raise) for row, held in met if held is not None)
        if found:
            return found
    return ()


def _line(factor: FactorRule, known: KnownFacts) -> Line:
    rule = factor.rule
    if isinstance(rule, Counting):
        counted = known.within(rule.kinds, rule.months)
        return Line(factor, counted, _clipped(factor, rule.points * len(counted)))
    if isinstance(rule, Holding):
        return _held(factor, rule, known)
    if isinstance(rule, Measuring):
        return _measured(factor, rule, known)
    return Line(factor, (), None)


def _held(factor: FactorRule, rule: Holding, known: KnownFacts) -> Line:
    for kind, points in rule.rows:
        held = known.held((kind,))
        if held:
            return Line(factor, held[-1:], _clipped(factor, points))
    return Line(factor, (), _clipped(factor, rule.otherwise))


def _measured(factor: FactorRule, rule: Measuring, known: KnownFacts) -> Line:
    counted = known.within(rule.kinds, rule.months)
    if rule.of is not Measured.COUNT:
        counted = [fact for fact in counted if fact.amount is not None]
    if not counted and rule.of is not Measured.COUNT:
        missing = rule.missing
        return Line(factor, (), None if missing is None else _clipped(factor, missing))
    if rule.of is Measured.NEWEST:
        counted = counted[-1:]
    number = _number(rule.of, counted)
    if rule.times is not None:
        return Line(factor, counted, _clipped(factor, in_hundredths(number * Fraction(rule.times))))
    step = next(step for step in rule.steps if step.upto is None or number <= step.upto)
    return Line(factor, counted, _clipped(factor, step.points))


def _number(of: Measured, counted: Sequence[Fact]) -> Fraction:
    if of is Measured.COUNT:
        return Fraction(len(counted))
    amounts = [Fraction(fact.amount) for fact in counted if fact.amount is not None]
    whole = sum(amounts, Fraction(0))
    return whole / len(amounts) if of is Measured.MEAN else whole


def _clipped(factor: FactorRule, points: Decimal) -> Decimal:
    most = points if factor.most is None else factor.most
    return min(max(points, factor.least), most)
