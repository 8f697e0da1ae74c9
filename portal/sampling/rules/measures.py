"""What comes of holding a value against its limit: in or out, and how many times the limit."""

from enum import StrEnum
from functools import lru_cache

from portal.sampling.rules.bounds import Limit, LimitKind, parse_limit
from portal.sampling.rules.numbers import REMEMBERED, plain
from portal.sampling.rules.plans import count_beyond, parse_plan
from portal.sampling.rules.units import Unit, find_unit, has_ratio, is_unit, scale, unit_name
from portal.sampling.rules.values import Measured, parse_value

__all__ = [
    "Comparison",
    "Limit",
    "LimitKind",
    "Measured",
    "Unit",
    "compare",
    "find_unit",
    "is_unit",
    "parse_limit",
    "parse_value",
    "plain",
    "ratio_of",
    "unit_name",
]


class Comparison(StrEnum):
    """What comes of holding a value against a limit."""

    BEYOND = "beyond"
    WITHIN = "within"
    UNKNOWN = "unknown"
    UNITS_DIFFER = "units-differ"
    UNIT_MISSING = "unit-missing"


@lru_cache(REMEMBERED)
def compare(value: Measured, limit: Limit) -> Comparison:
    """Hold a value against a limit; UNKNOWN where the two texts do not settle it."""
    if value.is_fine is not None:
        return Comparison.WITHIN if value.is_fine else Comparison.BEYOND
    if limit.kind is LimitKind.PLAN:
        return _under_plan(value, limit)
    if value.is_nothing or value.is_found or limit.kind is LimitKind.PROHIBITED:
        return _of_presence(value, limit)
    return _of_numbers(value, limit)


def _of_numbers(value: Measured, limit: Limit) -> Comparison:
    has_no_bound = limit.low is None and limit.high is None
    if value.number is None or has_no_bound or (value.unit_text and not limit.unit_text):
        return Comparison.UNKNOWN
    if limit.unit_text and not value.unit_text:
        return Comparison.UNIT_MISSING
    factor = scale(value.unit_text, limit.unit_text)
    if factor is None:
        return Comparison.UNITS_DIFFER
    return _place(value.number * factor, value.sign, limit)


def _under_plan(value: Measured, limit: Limit) -> Comparison:
    plan = parse_plan(limit.text)
    if value.is_nothing:
        return Comparison.WITHIN
    counts = count_beyond(plan, value.text) if plan else None
    if plan is None or counts is None:
        return Comparison.UNKNOWN
    beyond, far = counts
    return Comparison.BEYOND if far or beyond > plan.allowed else Comparison.WITHIN


def _of_presence(value: Measured, limit: Limit) -> Comparison:
    if value.is_nothing:
        has_least = limit.low is not None and limit.low > 0
        within = limit.kind in {LimitKind.AT_MOST, LimitKind.PROHIBITED}
        found = Comparison.WITHIN if within else Comparison.UNKNOWN
        return Comparison.BEYOND if has_least else found
    is_there = value.is_found or bool(value.number and value.sign in {"", ">", "≥"})
    settles = is_there and limit.is_about_presence
    return Comparison.BEYOND if settles else Comparison.UNKNOWN


def _place(number: float, sign: str, limit: Limit) -> Comparison:
    low, high = limit.low, limit.high
    is_above = high is not None and (number > high or (number == high and "<" in limit.excludes))
    is_below = low is not None and (number < low or (number == low and ">" in limit.excludes))
    if sign in {">", "≥"}:
        return _from_above(number, sign, limit, is_above=is_above)
    if sign in {"<", "≤"}:
        return _from_below(number, sign, limit, is_below=is_below)
    return Comparison.BEYOND if is_above or is_below else Comparison.WITHIN


def _from_above(number: float, sign: str, limit: Limit, *, is_above: bool) -> Comparison:
    # "More than 5" is beyond a limit of 5; "more than 3" may be or not.
    if is_above or (sign == ">" and number == limit.high):
        return Comparison.BEYOND
    reaches = limit.high is None and limit.low is not None and number >= limit.low
    is_open = sign == "≥" and number == limit.low and ">" in limit.excludes
    return Comparison.WITHIN if reaches and not is_open else Comparison.UNKNOWN


def _from_below(number: float, sign: str, limit: Limit, *, is_below: bool) -> Comparison:
    # "Fewer than 10" is within a limit of 150, whatever it is.
    if is_below or (sign == "<" and number == limit.low):
        return Comparison.BEYOND
    reaches = limit.low is None and limit.high is not None and number <= limit.high
    is_open = sign == "≤" and number == limit.high and "<" in limit.excludes
    return Comparison.WITHIN if reaches and not is_open else Comparison.UNKNOWN


def ratio_of(value: Measured, limit: Limit, item: str = "") -> float | None:
    """Return how many times the limit a value is; only against a largest allowed value above 0.

    A range, a lowest value, a plan and a prohibition have no ratio, and neither has a scale whose
    zero means nothing (℃, pH).
    """
    is_bound = limit.kind is LimitKind.AT_MOST and limit.high is not None and limit.high > 0
    if value.number is None or value.number < 0 or value.sign or not is_bound:
        return None
    if (value.unit_text == "") != (limit.unit_text == ""):
        return None
    factor = scale(value.unit_text, limit.unit_text)
    if factor is None or limit.high is None or not has_ratio(limit.unit_text, item):
        return None
    return value.number * factor / limit.high
