"""Limits as tables write them: what they ask, and their bounds where they are plain numbers."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from portal.sampling.rules.numbers import LOST_POWER, NUMBER, REMEMBERED, plain, read_number
from portal.sampling.rules.units import is_unit
from portal.sampling.rules.values import REMARK_BEHIND

N = rf"(-?{NUMBER})"
BETWEEN = re.compile(rf"{N}((?:[^\d~-][^~]*?)?)[~-]{N}(.*)")
BOTH = re.compile(rf"([≥>]){N}([^\d,;、且~和≤<]*)[,;、且~和]*([≤<]){N}(.*)")
BOTH_TURNED = re.compile(rf"([≤<]){N}([^\d,;、且~和≥>]*)[,;、且~和]*([≥>]){N}(.*)")
AMIDST = re.compile(rf"{N}([^\d≤<]*)([≤<])[a-zA-Z\u4e00-\u9fff]{{0,8}}([≤<]){N}(.*)")
AROUND = re.compile(rf"{N}([^\d~±]*?)±({NUMBER})(.*)")
AT_MOST = re.compile(rf"([≤<]){N}([^≤≥<>]*)")
AT_LEAST = re.compile(rf"([≥>]){N}([^≤≥<>]*)")
BARE = re.compile(rf"{N}(.*)")
PLAN = re.compile(r"n=\d", re.IGNORECASE)
PROHIBITED = re.compile(r"不得|禁用|禁止|非法添加|未检出|不应?检出|阴性|^ND$|不可检出")
# Whatever amount was found settles these; "may not be used" is settled by no amount alone.
NOT_TO_BE_FOUND = re.compile(r"检出|阴性|^ND$")
BEFORE_LIMIT = re.compile(
    "^(?:标准值|标准限值|标准要求|限量值?|限值|标签明示值?|明示值|食品安全国家标准|标示值|国家标准)[:为]*"
)


class LimitKind(StrEnum):
    """What a limit asks."""

    AT_MOST = "at-most"
    AT_LEAST = "at-least"
    BETWEEN = "between"
    PROHIBITED = "prohibited"
    PLAN = "plan"
    OTHER = "other"


@dataclass(frozen=True)
class Limit:
    """A limit as written, its kind, and its bounds where they are plain numbers.

    ``excludes`` says which bounds are themselves not allowed: "<" or ">" or both.
    """

    text: str
    kind: LimitKind
    low: float | None = None
    high: float | None = None
    unit_text: str = ""
    excludes: str = ""
    is_about_presence: bool = False


@lru_cache(REMEMBERED)
def parse_limit(text: str, unit_text: str = "") -> Limit:
    """Read a limit; what is not one plain bound or range keeps its text only.

    ``unit_text`` is the unit of its column, for a bound that names none.
    """
    told = BEFORE_LIMIT.sub("", plain(text))
    if PLAN.search(told):
        return Limit(text, LimitKind.PLAN)
    if PROHIBITED.search(told):
        presence = bool(NOT_TO_BE_FOUND.search(told))
        return Limit(text, LimitKind.PROHIBITED, is_about_presence=presence)
    if LOST_POWER.search(told):
        return Limit(text, LimitKind.OTHER)
    told = REMARK_BEHIND.sub("", told)
    return _range(text, told, unit_text) or _bound(text, told, unit_text)


def _number(text: str) -> float:
    return -read_number(text[1:]) if text.startswith("-") else read_number(text)


def _range(text: str, told: str, unit: str) -> Limit | None:
    if found := AROUND.fullmatch(told):
        middle, reach = _number(found[1]), _number(found[3])
        unit = found[4] or found[2] or unit
        return Limit(text, LimitKind.BETWEEN, middle - reach, middle + reach, unit)
    if found := BOTH.fullmatch(told):
        one, low, its_unit, other, high, behind = found.groups()
    elif found := BOTH_TURNED.fullmatch(told):
        other, high, its_unit, one, low, behind = found.groups()
    elif found := AMIDST.fullmatch(told):
        low, its_unit, one, other, high, behind = found.groups()
        one = ">" if one == "<" else "≥"
    else:
        return _from_to(text, told, unit)
    if not is_unit(its_unit):
        return None
    excludes = "".join(sign for sign in (one, other) if sign in "<>")
    low_high = (_number(low), _number(high))
    return Limit(text, LimitKind.BETWEEN, *low_high, behind or its_unit or unit, excludes)


def _from_to(text: str, told: str, unit: str) -> Limit | None:
    found = BETWEEN.fullmatch(told)
    if found is None or not is_unit(found[2]):
        return None
    low, high = _number(found[1]), _number(found[3])
    if low > high:
        return None
    return Limit(text, LimitKind.BETWEEN, low, high, found[4] or found[2] or unit)


def _bound(text: str, told: str, unit: str) -> Limit:
    if found := AT_MOST.fullmatch(told):
        excludes = found[1].strip("≤")
        high, unit = _number(found[2]), found[3] or unit
        return Limit(text, LimitKind.AT_MOST, high=high, unit_text=unit, excludes=excludes)
    if found := AT_LEAST.fullmatch(told):
        excludes = found[1].strip("≥")
        low, unit = _number(found[2]), found[3] or unit
        return Limit(text, LimitKind.AT_LEAST, low=low, unit_text=unit, excludes=excludes)
    if (found := BARE.fullmatch(told)) and is_unit(found[2]):
        return Limit(text, LimitKind.OTHER, unit_text=found[2] or unit)
    return Limit(text, LimitKind.OTHER)
