"""Values and limits: what a table writes, and the numbers in it where they are plain."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

UNITS_FILE = Path(__file__).parent.parent / "units.yaml"
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?(?:×10\^-?\d+)?"
QUANTITY = re.compile(rf"([<>≤≥]?)({NUMBER})([^\d].*)?")
BETWEEN = re.compile(rf"({NUMBER})((?:[^\d~-][^~]*?)?)[~-]({NUMBER})(.*)")
AROUND = re.compile(rf"({NUMBER})±({NUMBER})(.*)")
AT_MOST = re.compile(rf"[≤<]({NUMBER})(.*)")
AT_LEAST = re.compile(rf"[≥>]({NUMBER})(.*)")
BARE = re.compile(rf"({NUMBER})(.*)")
PLAN = re.compile(r"n=\d", re.IGNORECASE)
PROHIBITED = re.compile(r"不得|禁用|禁止|非法添加|未检出|不应检出|阴性")
BEFORE_LIMIT = re.compile(
    "^(?:标准值|标准限值|限值|标签明示值?|明示值|食品安全国家标准|标示值)[:为]*"
)
NOTHING_FOUND = re.compile(r"未检出|ND|阴性|低于检出限.*", re.IGNORECASE)
RETESTED = re.compile(r"复检(?:值|结果)?[::为]*(.+)$")
# 2.43×104 was 2.43×10⁴ before the raised digit was lost, or was not: no number is read from it.
# Nobody sets a limit of 103 colonies.
LOST_POWER = re.compile(r"×10\d|^[≤<≥>]?10[2-7]\(?(?:CFU|MPN)", re.IGNORECASE)
REMARK_BEHIND = re.compile(r"(?<=[a-zA-Z%\d)])\([^()]*[\u4e00-\u9fff][^()]*\)$")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
RAISED_RUN = re.compile(r"10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)")
SIGNS = str.maketrans({"～": "~", "—": "-", "–": "-", "−": "-", "至": "~", "x": "×", "*": "×"})


class LimitKind(StrEnum):
    """What a limit asks."""

    AT_MOST = "at-most"
    AT_LEAST = "at-least"
    BETWEEN = "between"
    PROHIBITED = "prohibited"
    PLAN = "plan"
    OTHER = "other"


@dataclass(frozen=True)
class Unit:
    """A known unit: what it may be compared with, and how large it is among those."""

    name: str
    family: str
    factor: float


@dataclass(frozen=True)
class Measured:
    """A value as written, and its number and unit where it has one plain number.

    ``sign`` is ``<`` or ``>`` where only a bound is known. ``unit_text`` is what stood for a unit.
    """

    text: str
    number: float | None = None
    unit_text: str = ""
    sign: str = ""
    is_nothing: bool = False


@dataclass(frozen=True)
class Limit:
    """A limit as written, its kind, and its bounds where they are plain numbers."""

    text: str
    kind: LimitKind
    low: float | None = None
    high: float | None = None
    unit_text: str = ""


def plain(text: str) -> str:
    """Return ``text`` in one width, powers of ten as 10^n, without blanks."""
    powers = RAISED_RUN.sub(lambda found: "10^" + found[1].translate(RAISED), text)
    wide = unicodedata.normalize("NFKC", powers).replace("µ", "μ")
    wide = "".join(wide.split()).translate(SIGNS)
    return wide.replace("<=", "≤").replace(">=", "≥")


def _unit_key(text: str) -> str:
    key = re.sub(r"[\[\](){},、。;:]", "", plain(text)).casefold().replace("koh", "")
    key = re.sub(r"^u(?=[gl]/)|(?<=/)u(?=[gl])", "μ", key)
    return key.replace("毫升", "ml").replace("克", "g").replace("千g", "kg").replace("升", "l")


@cache
def _units() -> dict[str, Unit]:
    table = yaml.safe_load(UNITS_FILE.read_text(encoding="utf-8"))
    known: dict[str, Unit] = {}
    for family, units in table.items():
        for name, row in units.items():
            unit = Unit(name, family, float(row["factor"]))
            known[_unit_key(name)] = unit
            for spelling in row["spellings"]:
                other = _unit_key(spelling)
                known[other] = Unit(name, family, unit.factor)
    return known


def find_unit(text: str) -> Unit | None:
    """Return the unit that ``text`` writes, or None where it is unknown."""
    return _units().get(_unit_key(text))


def is_unit(text: str) -> bool:
    """Whether ``text`` is empty or writes a known unit."""
    return not _unit_key(text) or find_unit(text) is not None


def _number(text: str) -> float:
    mantissa, _, power = text.replace(",", "").partition("×10^")
    return float(mantissa) * 10.0 ** int(power or 0)


def parse_value(text: str, unit_text: str = "") -> Measured:
    """Read a measured value; ``unit_text`` is the unit of its column, if it has one.

    Of a first test and a re-test the re-test counts (食品安全抽样检验管理办法). Several values of
    one sampling plan have no one number.
    """
    told = plain(text)
    if found := RETESTED.search(told):
        told = found[1]
    if NOTHING_FOUND.fullmatch(told):
        return Measured(text, is_nothing=True)
    found = QUANTITY.fullmatch(told)
    if found is None or LOST_POWER.search(told):
        return Measured(text)
    sign, number, rest = found[1], _number(found[2]), found[3] or ""
    if not is_unit(rest) and re.search(r"\d", rest):
        return Measured(text)
    return Measured(text, number, rest or plain(unit_text), sign)


def parse_limit(text: str) -> Limit:
    """Read a limit; what is not one plain bound or range keeps its text only."""
    told = BEFORE_LIMIT.sub("", plain(text))
    if PROHIBITED.search(told):
        return Limit(text, LimitKind.PROHIBITED)
    if PLAN.search(told):
        return Limit(text, LimitKind.PLAN)
    if LOST_POWER.search(told):
        return Limit(text, LimitKind.OTHER)
    told = REMARK_BEHIND.sub("", told)
    return _range(text, told) or _bound(text, told)


def _range(text: str, told: str) -> Limit | None:
    if found := AROUND.fullmatch(told):
        middle, reach = _number(found[1]), _number(found[2])
        return Limit(text, LimitKind.BETWEEN, middle - reach, middle + reach, found[3])
    found = BETWEEN.fullmatch(told)
    if found is None or not is_unit(found[2]):
        return None
    low, high = _number(found[1]), _number(found[3])
    return Limit(text, LimitKind.BETWEEN, low, high, found[4] or found[2])


def _bound(text: str, told: str) -> Limit:
    if (found := AT_MOST.fullmatch(told)) and not re.search(r"[≤≥<>]", found[2]):
        return Limit(text, LimitKind.AT_MOST, high=_number(found[1]), unit_text=found[2])
    if (found := AT_LEAST.fullmatch(told)) and not re.search(r"[≤≥<>]", found[2]):
        return Limit(text, LimitKind.AT_LEAST, low=_number(found[1]), unit_text=found[2])
    if (found := BARE.fullmatch(told)) and is_unit(found[2]):
        return Limit(text, LimitKind.OTHER, unit_text=found[2])
    return Limit(text, LimitKind.OTHER)


class Comparison(StrEnum):
    """What comes of holding a value against a limit."""

    BEYOND = "beyond"
    WITHIN = "within"
    UNKNOWN = "unknown"
    UNITS_DIFFER = "units-differ"
    UNIT_MISSING = "unit-missing"


# What a value of "未检出" comes to under each kind of limit.
_OF_NOTHING = {
    LimitKind.AT_LEAST: Comparison.BEYOND,
    LimitKind.AT_MOST: Comparison.WITHIN,
    LimitKind.PROHIBITED: Comparison.WITHIN,
}


def compare(value: Measured, limit: Limit) -> Comparison:
    """Hold a value against a limit; UNKNOWN where the two texts do not settle it."""
    if value.is_nothing:
        return _OF_NOTHING.get(limit.kind, Comparison.UNKNOWN)
    has_no_bound = limit.low is None and limit.high is None
    if value.number is None or has_no_bound or (value.unit_text and not limit.unit_text):
        return Comparison.UNKNOWN
    if limit.unit_text and not value.unit_text:
        return Comparison.UNIT_MISSING
    scale = _scale(value.unit_text, limit.unit_text)
    if scale is None:
        return Comparison.UNITS_DIFFER
    return _place(value.number * scale, value.sign, limit)


def _scale(value_unit: str, limit_unit: str) -> float | None:
    if _unit_key(value_unit) == _unit_key(limit_unit):
        return 1.0
    one, other = find_unit(value_unit), find_unit(limit_unit)
    if one is None or other is None or one.family != other.family:
        return None
    return one.factor / other.factor


def _place(number: float, sign: str, limit: Limit) -> Comparison:
    # A limit with < or > excludes its own value; ≤ and ≥ include it.
    strict = bool(re.match(r"\D*[<>＜＞]", plain(limit.text)))
    above = limit.high is not None and (number > limit.high or (strict and number == limit.high))
    below = limit.low is not None and (number < limit.low or (strict and number == limit.low))
    if sign in {">", "≥"}:
        reaches = limit.high is not None and number >= limit.high
        return Comparison.BEYOND if reaches else Comparison.UNKNOWN
    if sign in {"<", "≤"}:
        reaches = limit.low is not None and number <= limit.low
        return Comparison.BEYOND if reaches else Comparison.UNKNOWN
    return Comparison.BEYOND if above or below else Comparison.WITHIN


def ratio_of(value: Measured, limit: Limit) -> float | None:
    """Return how many times the limit a value is; only against a largest allowed value above 0."""
    if value.number is None or value.sign or limit.kind is not LimitKind.AT_MOST or not limit.high:
        return None
    if (value.unit_text == "") != (limit.unit_text == ""):
        return None
    scale = _scale(value.unit_text, limit.unit_text)
    return None if scale is None else value.number * scale / limit.high


def unit_name(text: str) -> str | None:
    """Return how the portal writes the unit, or None where there is none or it is unknown."""
    unit = find_unit(text) if _unit_key(text) else None
    return unit.name if unit else None
