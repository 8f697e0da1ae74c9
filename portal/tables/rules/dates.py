"""Days as tables write them."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

REMEMBERED = 1 << 13
YEAR = r"(?<!\d)((?:19|20)\d{2})"
YEAR_FIRST = re.compile(rf"{YEAR}\s*[-./年、,]\s*(\d{{1,2}})\s*[-./月、,]\s*(\d{{1,2}})日?(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-./](\d{1,2})[-./]((?:19|20)\d{2})(?!\d)")
# 20200706, and a moment written so: 20200706083000.
RUN_TOGETHER = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{6})?(?!\d)")
NAMED_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})[-\s/]?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"[-\s/,]*((?:19|20)?\d{2})(?!\d)"
)
MONTH_NAMED = re.compile(
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*(\d{1,2})"
    r"(?:st|nd|rd|th)?,?\s*((?:19|20)\d{2})(?!\d)"
)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
IN_CHARACTERS = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日?"
)
CHARACTERS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
WITHOUT_DAY = re.compile(
    r"(?:生产日期|抽样日期|日期)?[:：]?(?:19|20)\d{2}(?:[-./年]\s*(?:0?[1-9]|1[0-2])(?:月份?)?|年)?(?:生产)?"
)
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
DASHES = str.maketrans("—–－−‐‑", "------")
# Day numbers of spreadsheets between 1990 and 2050; day 0 is 1899-12-30.
SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(32874, 54789)
CENTURY = 2000


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(REMEMBERED)
def parse_day(text: str) -> date | None:
    """Return the first day written in ``text``, or None where there is none.

    Of a span of days (2022.1.5-2022.1.8) that is its beginning; the hour is left out.
    """
    plain = unicodedata.normalize("NFKC", text).translate(DASHES).strip()
    if SERIAL.fullmatch(plain) and (number := int(plain.split(".")[0])) in SERIALS:
        return SERIAL_ZERO + timedelta(days=number)
    if found := YEAR_FIRST.search(plain) or RUN_TOGETHER.search(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY_FIRST.search(plain):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    return _in_words(plain)


def _in_words(plain: str) -> date | None:
    small = plain.casefold()
    if found := NAMED_MONTH.search(small):
        year = int(found[3])
        year += CENTURY if len(found[3]) < len(str(CENTURY)) else 0
        return _day(year, MONTHS.index(found[2]) + 1, int(found[1]))
    if found := MONTH_NAMED.search(small):
        return _day(int(found[3]), MONTHS.index(found[1]) + 1, int(found[2]))
    if found := IN_CHARACTERS.search(plain):
        year = int("".join(str(CHARACTERS[sign]) for sign in found[1]))
        return _day(year, _small_number(found[2]), _small_number(found[3]))
    return None


def _small_number(characters: str) -> int:
    tens, ten, ones = characters.rpartition("十")
    if not ten:
        return CHARACTERS.get(characters, 0)
    return (CHARACTERS.get(tens, 0) if tens else 1) * 10 + (CHARACTERS.get(ones, 0) if ones else 0)


@lru_cache(REMEMBERED)
def is_without_day(text: str) -> bool:
    """Whether ``text`` names a month or a year and no day in it."""
    plain = "".join(unicodedata.normalize("NFKC", text).translate(DASHES).split())
    return WITHOUT_DAY.fullmatch(plain) is not None


def written(value: object) -> str:
    """Return a spreadsheet's cell as a person would have typed it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        whole_day = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
