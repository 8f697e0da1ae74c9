"""From grade and penalty to the amount, one visible step at a time. Fractions, never floats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache

from portal.rewards.rules.scheme import Scheme
from portal.rewards.rules.scheme_parts import Clause, Figure, Grade, Kind, Topic

LARGEST_BASE_FEN = 10**13  # a hundred billion yuan: beyond any penalty, well within 64 bits


class Flaw(StrEnum):
    """Why an amount cannot be computed."""

    NOT_IN_FORCE = "not_in_force"
    GRADE_UNKNOWN = "grade_unknown"
    BASE_NEGATIVE = "base_negative"
    BASE_TOO_LARGE = "base_too_large"
    BASE_NOT_WHOLE = "base_not_whole"
    MATCHED_OUTSIDE = "matched_outside"
    UPLIFT_OUTSIDE = "uplift_outside"
    NOT_SET = "not_set"
    NO_SHARES = "no_shares"


class Uncomputable(Exception):  # noqa: N818 - an answer about the inputs, not a fault
    """The inputs do not lead to an amount; ``field`` names the one to change."""

    def __init__(self, flaw: Flaw, field: str) -> None:
        super().__init__(f"{field}: {flaw.value}")
        self.flaw, self.field = flaw, field


class StepKind(StrEnum):
    """One step of the computation; its sentence is in words.py."""

    BASE = "base"
    MATCHED = "matched"
    PERCENT = "percent"
    FIXED = "fixed"
    FLOOR = "floor"
    UPLIFT = "uplift"
    CAP = "cap"
    ROUNDING = "rounding"
    DAY_CAP = "day_cap"
    MONTH_CAP = "month_cap"
    DAY_POOL = "day_pool"
    MONTH_POOL = "month_pool"


class Flag(StrEnum):
    """What whoever decides has to know about an amount."""

    FLOOR_APPLIED = "floor_applied"
    CAP_APPLIED = "cap_applied"
    CONSULT_AMOUNT = "consult_amount"
    CONSULT_UPLIFT = "consult_uplift"
    BELOW_LARGE_AMOUNT = "below_large_amount"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is applied, what the amount is afterwards (exact, in 分), and who says so.

    ``authority`` is the number or clause of the scheme that the step applies.
    """

    kind: StepKind
    operand: Fraction
    result: Fraction
    has_changed: bool = True
    authority: Figure | Clause | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A flag and the number of the scheme it follows from."""

    flag: Flag
    authority: Figure | None


@dataclass(frozen=True, slots=True)
class Computation:
    """An amount in 分 and how it came about."""

    steps: tuple[Step, ...]
    amount_fen: int
    notes: tuple[Note, ...]

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What whoever decides has to know."""
        return tuple(note.flag for note in self.notes)

    @property
    def needs_finance_consultation(self) -> bool:
        """Whether the finance bureau decides too: from a certain amount on, or for an uplift."""
        return not {Flag.CONSULT_AMOUNT, Flag.CONSULT_UPLIFT}.isdisjoint(self.flags)


def compute(
    scheme: Scheme,
    grade: int,
    base_fen: int,
    uplift: Fraction,
    on: date,
    *,
    matched_fen: int | None = None,
) -> Computation:
    """Return the reward under ``scheme`` for a penalty of ``base_fen`` 分.

    min(cap, max(floor, percent of base) × (1 + uplift)), rounded down to the scheme's unit
    (国市监稽规〔2021〕4号). ``uplift`` is what an insider gets on top: 0 to the scheme's most.
    Where the findings match only part of a report, ``matched_fen`` is that part of the penalty,
    and it alone counts. Raises Uncomputable: grade outside the scheme, negative base, part above
    the whole, uplift outside, rule not in force, a number that is not set.
    """
    chosen = _checked(scheme, grade, base_fen, uplift, on)
    counted_fen = _counted_part(base_fen, matched_fen)
    steps = _first_steps(scheme, chosen, base_fen, counted_fen)
    if uplift:
        raised = steps[-1].result * (1 + uplift)
        steps.append(Step(StepKind.UPLIFT, uplift, raised, authority=scheme.uplift_most))
    _cap(scheme, steps)
    _round(scheme, steps)
    return Computation(tuple(steps), int(steps[-1].result), _notes(scheme, steps, base_fen))


def shares(amount_fen: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split an amount among reporters by whole weights; the parts sum to the amount exactly.

    What does not divide goes to the largest remainders, earlier reporters first.
    """
    if not weights or min(weights) < 0 or sum(weights) == 0:
        raise Uncomputable(Flaw.NO_SHARES, "shares")
    exact = [Fraction(amount_fen * weight, sum(weights)) for weight in weights]
    parts = [int(part) for part in exact]
    left = amount_fen - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in by_remainder[:left]:
        parts[n] += 1
    return tuple(parts)


def _checked(scheme: Scheme, grade: int, base_fen: int, uplift: Fraction, on: date) -> Grade:
    if scheme.grades is None:
        raise Uncomputable(Flaw.NOT_SET, "scheme")
    if not scheme.is_in_force(on):
        raise Uncomputable(Flaw.NOT_IN_FORCE, "on")
    chosen = scheme.find_grade(grade)
    if chosen is None:
        raise Uncomputable(Flaw.GRADE_UNKNOWN, "grade")
    if base_fen < 0:
        raise Uncomputable(Flaw.BASE_NEGATIVE, "base")
    if base_fen > LARGEST_BASE_FEN:
        raise Uncomputable(Flaw.BASE_TOO_LARGE, "base")
    most = scheme.uplift_most.value if scheme.uplift_most else None
    if uplift < 0 or uplift > (0 if most is None else _exact(most)):
        raise Uncomputable(Flaw.UPLIFT_OUTSIDE, "uplift")
    return chosen


def _counted_part(base_fen: int, matched_fen: int | None) -> int:
    if matched_fen is None:
        return base_fen
    if not 0 <= matched_fen <= base_fen:
        raise Uncomputable(Flaw.MATCHED_OUTSIDE, "matched")
    return matched_fen


def _first_steps(scheme: Scheme, grade: Grade, base_fen: int, counted_fen: int) -> list[Step]:
    if scheme.kind is Kind.FIXED:
        fixed = _number(grade.fixed_fen, "scheme")
        return [Step(StepKind.FIXED, fixed, fixed, authority=grade.fixed_fen)]
    base, counted = Fraction(base_fen), Fraction(counted_fen)
    steps = [Step(StepKind.BASE, base, base, authority=grade.percent)]
    if counted != base:
        clause = scheme.find_clause(Topic.PARTIAL)
        steps.append(Step(StepKind.MATCHED, counted, counted, authority=clause))
    percent = _number(grade.percent, "scheme")
    part = counted * percent / 100
    steps.append(Step(StepKind.PERCENT, percent, part, authority=grade.percent))
    floor = _number(grade.floor_fen, "scheme")
    raised = max(part, floor)
    steps.append(Step(StepKind.FLOOR, floor, raised, part < floor, grade.floor_fen))
    return steps


def _cap(scheme: Scheme, steps: list[Step]) -> None:
    if scheme.kind is Kind.FIXED and _is_unset(scheme.cap_fen):
        return
    cap, before = _number(scheme.cap_fen, "scheme"), steps[-1].result
    steps.append(Step(StepKind.CAP, cap, min(before, cap), before > cap, scheme.cap_fen))


def _round(scheme: Scheme, steps: list[Step]) -> None:
    if scheme.kind is Kind.FIXED and _is_unset(scheme.rounding_fen):
        return
    unit, before = _number(scheme.rounding_fen, "scheme"), steps[-1].result
    down = before // unit * unit
    steps.append(Step(StepKind.ROUNDING, unit, down, down != before, scheme.rounding_fen))


def _notes(scheme: Scheme, steps: list[Step], base_fen: int) -> tuple[Note, ...]:
    changed = {step.kind for step in steps if step.has_changed}
    consult, large = _whole(scheme.consult_from_fen), _whole(scheme.large_from_fen)
    found = (
        (Flag.FLOOR_APPLIED, StepKind.FLOOR in changed, None),
        (Flag.CAP_APPLIED, StepKind.CAP in changed, scheme.cap_fen),
        (
            Flag.CONSULT_AMOUNT,
            consult is not None and steps[-1].result >= consult,
            scheme.consult_from_fen,
        ),
        (Flag.CONSULT_UPLIFT, StepKind.UPLIFT in changed, scheme.uplift_most),
        (
            Flag.BELOW_LARGE_AMOUNT,
            large is not None and base_fen < large,
            scheme.large_from_fen,
        ),
    )
    return tuple(Note(flag, figure) for flag, holds, figure in found if holds)


def _whole(figure: Figure | None) -> int | None:
    return None if figure is None else figure.whole


def _is_unset(figure: Figure | None) -> bool:
    return figure is None or figure.value is None


def _number(figure: Figure | None, field: str) -> Fraction:
    if figure is None or figure.value is None:
        raise Uncomputable(Flaw.NOT_SET, field)
    return _exact(figure.value)


@cache
def _exact(value: Decimal) -> Fraction:
    # The few numbers of the schemes are met again and again.
    return Fraction(value)
