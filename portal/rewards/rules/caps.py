"""Caps by day and month: what one more sum may be, after what was granted before it."""

from dataclasses import dataclass
from fractions import Fraction

from portal.rewards.rules.computation import Step, StepKind
from portal.rewards.rules.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Spent:
    """What was granted before under the same scheme, in 分: to this person, and to everybody."""

    own_day_fen: int = 0
    own_month_fen: int = 0
    day_fen: int = 0
    month_fen: int = 0


@dataclass(frozen=True, slots=True)
class WithinCaps:
    """A sum after the caps, and which of them changed it; each step shows what was left."""

    amount_fen: int
    steps: tuple[Step, ...]


def within_caps(scheme: Scheme, amount_fen: int, spent: Spent) -> WithinCaps:
    """Return how much of ``amount_fen`` fits under a scheme's caps and pools.

    A cap that nobody has set caps nothing. The sum may come down to 0, never below.
    """
    limits = (
        (StepKind.DAY_CAP, scheme.day_cap_fen, spent.own_day_fen),
        (StepKind.MONTH_CAP, scheme.month_cap_fen, spent.own_month_fen),
        (StepKind.DAY_POOL, scheme.pool_fen, spent.day_fen),
        (StepKind.MONTH_POOL, scheme.month_pool_fen, spent.month_fen),
    )
    fitting, steps = amount_fen, []
    for kind, figure, used in limits:
        if figure is None or figure.whole is None:
            continue
        left = max(figure.whole - used, 0)
        capped = min(fitting, left)
        steps.append(Step(kind, Fraction(left), Fraction(capped), capped != fitting, figure))
        fitting = capped
    return WithinCaps(fitting, tuple(steps))
