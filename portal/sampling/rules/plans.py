"""Sampling plans of microbiology, written n, c, m, M (GB 4789.1, GB 29921).

Of one batch ``n`` portions are tested; at most ``c`` of them may exceed ``m``; none may exceed
``M``. A plan without ``M`` has no second bound.
"""

import re
from dataclasses import dataclass

from portal.sampling.rules.measures import plain

POWER = r"(?:\d+(?:\.\d+)?×)?10\^\d+|\d+(?:\.\d+)?"
UNIT = r"[^\d,;、]*(?:\d+[mM]?[gGlL])?"
PLAN = re.compile(
    rf"n=(\d+)[,;、]?c=(\d+)[,;、]?m=({POWER})({UNIT})(?:[,;、]?M=({POWER})({UNIT}))?"
)
PORTION = re.compile(rf"([<≤]?)({POWER})({UNIT})")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Plan:
    """How many portions are tested, how many of them may exceed ``low``, and none ``high``."""

    portions: int
    allowed: int
    low: float
    low_text: str
    high: float | None = None
    high_text: str = ""


def parse_plan(limit: str) -> Plan | None:
    """Read a plan; None where the text is none that is plain."""
    found = PLAN.fullmatch(plain(limit))
    if found is None:
        return None
    portions, allowed, low, low_unit, high, high_unit = found.groups()
    unit = high_unit or low_unit
    return Plan(
        portions=int(portions),
        allowed=int(allowed),
        low=_number(low),
        low_text=_written(low, low_unit or unit),
        high=_number(high) if high else None,
        high_text=_written(high, unit) if high else "",
    )


def count_beyond(plan: Plan, values: str) -> tuple[int, int] | None:
    """Return how many portions exceed ``low``, and how many of them ``high``; None where unread."""
    parts = [PORTION.fullmatch(part) for part in re.split("[、;,]", plain(values))]
    numbers = [
        # "Fewer than ten" is not more than ten.
        _number(part[2])
        for part in parts
        if part is not None
    ]
    if len(numbers) != plan.portions or len(parts) != plan.portions:
        return None
    beyond = [number for number in numbers if number > plan.low]
    return len(beyond), sum(number > plan.high for number in beyond) if plan.high else 0


def _number(text: str) -> float:
    mantissa, _, power = text.rpartition("10^")
    return float(mantissa.rstrip("×") or 1) * 10.0 ** int(power) if "10^" in text else float(text)


def _written(text: str, unit: str) -> str:
    mantissa, _, power = text.rpartition("10^")
    number = f"{mantissa}10{power.translate(RAISED)}" if "10^" in text else text
    return f"{number} {unit}".strip()
