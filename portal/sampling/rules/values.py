"""Measured values as tables write them, and the numbers in them where they are plain."""

import re
from dataclasses import dataclass
from functools import lru_cache

from portal.sampling.rules.numbers import LOST_POWER, NUMBER, REMEMBERED, plain, read_number
from portal.sampling.rules.units import is_unit

QUANTITY = re.compile(rf"(?:约|平均值?[:为]?)?([<>≤≥]?)(-?{NUMBER})([^\d].*)?")
AROUND = re.compile(rf"(-?{NUMBER})([^\d~±]*?)±({NUMBER})([^\d].*)?")
NOTHING_FOUND = re.compile(
    r"未检出(?:[(/].*)?|ND(?:\(.*\))?|阴性|N\.D\.?|低于(?:方法)?检出限.*|无|<LO[DQ].*",
    re.IGNORECASE,
)
FOUND = re.compile(r"检出(?:[(/].*)?|阳性(?:\(.*\))?|有检出")
FINE = re.compile(r"(?:均)?(?:符合|合格|正常|通过|满足)[^不未]*")
NOT_FINE = re.compile(r"(?:不符合|不合格|不正常|未通过|不满足|超标|不符).*")
RETESTED = re.compile(r"复检(?:值|结果)?[:为]*(.+)$")
REMARK_BEHIND = re.compile(r"(?<=[a-zA-Z%‰\d)])\([^()]*[\u4e00-\u9fff][^()]*\)$")
BETWEEN_PORTIONS = re.compile(r"[;、\n|]|(?<=\d)/(?=[\d<≤])")
# "n1:34000", "1：34000", "样品1：…": the place of a portion before its value.
PLACE = re.compile(
    r"(?:^|(?<=[;；、,，\s]))(?:n|No\.?|样品|第)?[1-9]\d?(?:份|号)?[:：]", re.IGNORECASE
)
LONGEST_UNIT = 12
PROSE = re.compile(r"[\u4e00-\u9fff].*[,;。:]|[\u4e00-\u9fff]{7}")


@dataclass(frozen=True)
class Measured:
    """A value as written, and its number and unit where it has one plain number.

    ``sign`` is ``<`` or ``>`` where only a bound is known. ``unit_text`` is what stood for a unit.
    ``is_fine`` is what a value of words says itself: 符合 or 不符合.
    """

    text: str
    number: float | None = None
    unit_text: str = ""
    sign: str = ""
    is_nothing: bool = False
    is_found: bool = False
    is_fine: bool | None = None


@lru_cache(REMEMBERED)
def parse_value(text: str, unit_text: str = "") -> Measured:
    """Read a measured value; ``unit_text`` is the unit of its column, if it has one.

    Of a first test and a re-test the re-test counts (食品安全抽样检验管理办法). Several values of
    one sampling plan have no one number.
    """
    told = plain(text)
    if found := RETESTED.search(told):
        told = found[1].strip("();")
    told = REMARK_BEHIND.sub("", told)
    return _words(text, told) or _quantity(text, told, unit_text)


def _words(text: str, told: str) -> Measured | None:
    if NOTHING_FOUND.fullmatch(told):
        return Measured(text, is_nothing=True)
    if FOUND.fullmatch(told):
        return Measured(text, is_found=True)
    if NOT_FINE.fullmatch(told):
        return Measured(text, is_fine=False)
    return Measured(text, is_fine=True) if FINE.fullmatch(told) else None


def _quantity(text: str, told: str, unit_text: str) -> Measured:
    found = QUANTITY.fullmatch(told)
    if around := AROUND.fullmatch(told):
        sign, number, rest = "", around[1], around[4] or around[2]
    elif found is not None:
        sign, number, rest = found[1], found[2], found[3] or ""
    else:
        return Measured(text)
    if LOST_POWER.search(told) or not _may_be_unit(rest):
        return Measured(text)
    return Measured(text, _signed(number), rest or plain(unit_text), sign)


def _may_be_unit(rest: str) -> bool:
    # "5个样品中有2个" and a second number are prose; "5 μk/kg" is a unit that nobody knows.
    return is_unit(rest) or not (
        len(rest) > LONGEST_UNIT or PROSE.search(rest) or re.search(r"\d", rest)
    )


def _signed(number: str) -> float:
    return -read_number(number[1:]) if number.startswith("-") else read_number(number)


def split_portions(text: str) -> list[str]:
    """Return the values of several portions that one cell holds, in their order.

    They are counted ①..⑤, or parted by semicolons, 、, blanks, strokes or commas.
    """
    told = plain(PLACE.sub(";", text))
    parts = [part.strip(",") for part in BETWEEN_PORTIONS.split(told) if part.strip(",")]
    if len(parts) > 1:
        return parts
    spaced = [plain(part) for part in text.split()]
    if len(spaced) > 1 and all(re.match(r"[<>≤≥\d]|未|检|ND", part) for part in spaced):
        return [part.strip(",;") for part in spaced]
    return [part for part in told.split(",") if part]
