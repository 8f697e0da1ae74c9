"""Shares with what they are worth: the 95 % interval of Wilson, computed in whole numbers."""

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

# The 97.5 % point of the normal distribution, for two sides of 95 %.
Z = Fraction(1_959_963_985, 1_000_000_000)
FINE = 10**12


@dataclass(frozen=True)
class Rate:
    """So many of so many."""

    numerator: int
    denominator: int

    @property
    def exact(self) -> Fraction | None:
        """The share itself; None of nothing: "no data" is never 0 or 1."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @cached_property
    def interval(self) -> "Interval | None":
        """The 95 % interval; None of nothing."""
        return wilson(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Interval:
    """From where to where a share may truly lie. Its ends are rounded outwards, never inwards."""

    low: Fraction
    high: Fraction


def wilson(numerator: int, denominator: int) -> Interval:
    """Return the Wilson interval of ``numerator`` of ``denominator`` at 95 %.

    Raises ValueError for a share of nothing, or of more than there is.
    """
    if not 0 <= numerator <= denominator or denominator == 0:
        raise ValueError(f"{numerator} of {denominator} is no share")
    share, squared = Fraction(numerator, denominator), Z * Z
    whole = 1 + squared / denominator
    centre = (share + squared / (2 * denominator)) / whole
    spread = share * (1 - share) / denominator + squared / (4 * denominator * denominator)
    half = Z * _root_above(spread) / whole
    low = Fraction(0) if numerator == 0 else max(centre - half, Fraction(0))
    high = Fraction(1) if numerator == denominator else min(centre + half, Fraction(1))
    return Interval(_cut(low), _lift(high))


def _root_above(value: Fraction) -> Fraction:
    scaled = -(-value.numerator * FINE * FINE // value.denominator)
    root = math.isqrt(scaled)
    return Fraction(root if root * root == scaled else root + 1, FINE)


def _cut(value: Fraction) -> Fraction:
    return Fraction(math.floor(value * FINE), FINE)


def _lift(value: Fraction) -> Fraction:
    return Fraction(math.ceil(value * FINE), FINE)


def percent(value: Fraction, *, places: int = 1, upwards: bool = False) -> str:
    """Write a share in percent, cut (or lifted where ``upwards``) to so many places.

    What is not all is never written as 100, and what is not nothing never as 0 (G8): it gets as
    many places as it takes.
    """
    scale = 100 * 10**places
    round_it = math.ceil if upwards else math.floor
    steps = round_it(value * scale)
    is_all, is_none = steps >= scale, steps <= 0
    if (is_all and value < 1) or (is_none and value > 0):
        return percent(value, places=places + 1, upwards=upwards)
    digits = f"{steps // 10**places}.{steps % 10**places:0{places}d}"
    return f"{digits.rstrip('0').rstrip('.')}%"
