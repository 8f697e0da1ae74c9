"""Sampling plans of microbiology, written n, c, m, M (GB 4789.1, GB 29921).

Of one batch ``n`` portions are tested; at most ``c`` of them may exceed ``m``; none may exceed
``M``. A plan without ``M`` has no second bound.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from portal.sampling.rules.numbers import (
    LOST_POWER,
    NUMBER,
    REMEMBERED,
    TO_RAISED,
    plain,
    read_number,
)
from portal.sampling.rules.units import is_unit, scale
from portal.sampling.rules.values import FOUND, NOTHING_FOUND, split_portions

UNIT = r"(?:/\d+[mM]?[gGlL]|[^\d,;、]*(?:\d+(?:[mM]?[gGlL]|cm2))?)"
PLAN = re.compile(
    rf"n=(\d+)[,;、]?c=(\d+)[,;、]?m=({NUMBER})({UNIT}\)?)"
    rf"(?:[,;、]?M=(?:({NUMBER})({UNIT}\)?)|[-/—]))?"
)
PORTION = re.compile(rf"([<≤>≥]?)({NUMBER})({UNIT}\)?)")


@dataclass(frozen=True)
class Plan:
    """How many portions are tested, how many of them may exceed ``low``, and none ``high``."""

    portions: int
    allowed: int
    low: float
    low_text: str
    high: float | None = None
    high_text: str = ""
    unit_text: str = ""


@lru_cache(REMEMBERED)
def parse_plan(limit: str) -> Plan | None:
    """Read a plan; None where the text is none that is plain."""
    told = plain(limit)
    found = PLAN.fullmatch(told)
    if found is None or LOST_POWER.search(told):
        return None
    portions, allowed, low, low_unit, high, high_unit = found.groups()
    unit = (high_unit or low_unit).strip("()[]")
    return Plan(
        portions=int(portions),
        allowed=int(allowed),
        low=read_number(low),
        low_text=_written(low, low_unit.strip("()[]") or unit),
        high=read_number(high) if high else None,
        high_text=_written(high, unit) if high else "",
        unit_text=unit,
    )


@lru_cache(REMEMBERED)
def count_beyond(plan: Plan, values: str) -> tuple[int, int] | None:
    """Return how many portions exceed ``low``, and how many of them ``high``; None where unread."""
    if LOST_POWER.search(plain(values)):
        return None
    read = [_portion(part) for part in split_portions(values)]
    portions = [one for one in read if one is not None]
    if len(portions) != plan.portions or len(read) != plan.portions:
        return None
    # The unit of all stands behind the last of them.
    factor = _factor(next((unit for _, unit in reversed(portions) if unit), ""), plan)
    if factor is None:
        return None
    beyond = [number for number, _ in portions if number * factor > plan.low]
    far = sum(number * factor > plan.high for number in beyond) if plan.high else 0
    return len(beyond), far


def _portion(text: str) -> tuple[float, str] | None:
    if NOTHING_FOUND.fullmatch(text):
        return 0.0, ""
    if FOUND.fullmatch(text):
        return math.inf, ""
    found = PORTION.fullmatch(text)
    if found is None:
        return None
    number = read_number(found[2])
    # "Fewer than ten" is not more than ten; "more than ten" is.
    above = math.nextafter(number, math.inf) if found[1] == ">" else number
    return above, found[3].strip("()[]")


def _factor(unit: str, plan: Plan) -> float | None:
    if not unit or not plan.unit_text or not is_unit(unit) or not is_unit(plan.unit_text):
        return 1.0
    return scale(unit, plan.unit_text)


def _written(text: str, unit: str) -> str:
    mantissa, _, power = text.rpartition("10^")
    number = f"{mantissa}10{power.translate(TO_RAISED)}" if "10^" in text else text
    return f"{number} {unit}".strip()
