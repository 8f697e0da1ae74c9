"""Headers that name what is measured: tables with one column for each pesticide or additive."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from portal.sampling.rules.cells import folded, words_table

STANDARD = re.compile(r"(?:gb|ny|sn|db|yy|bjs|jjf|sc|qb|农业部|cma).*$", re.IGNORECASE)
UNIT = r"(?:[mμunkp]?g|cfu|mpn|iu|mmol|mol|ml|%|个|/)"
UNIT_BEHIND = re.compile(rf"[,，(]\s*({UNIT}[^()]*?)\)?$", re.IGNORECASE)
COUNTED_AS = re.compile(r"\([^()]*(?:以.+计|干样品|干基|湿基)[^()]*\)")
BRACKETS = re.compile(r"\([^()]*\)?")
TAIL = re.compile(r"[a-z0-9ⅰ-ⅹ]+$")
BETWEEN = re.compile(r"[,、;/和]")
LONGEST_NAME = 14


@dataclass(frozen=True)
class Analyte:
    """What a column measures, as its header calls it, and in which unit."""

    name: str
    unit: str = ""


@cache
def _shape() -> re.Pattern[str]:
    told = words_table()["analytes"]
    elements, before, endings, never = (
        "|".join(map(re.escape, told[name].split()))
        for name in ("elements", "before", "endings", "not")
    )
    return re.compile(
        rf"(?!.*(?:{never})$)(?:(?:{before})*(?:{elements})(?:的?残留量|含量)?|.*(?:{endings}))"
    )


def analytes_in(title: str) -> tuple[Analyte, ...]:
    """Return what a header's column measures; nothing where it names no analyte.

    Several analytes in one header share its unit.
    """
    told = COUNTED_AS.sub("", "".join(unicodedata.normalize("NFKC", title).split()))
    unit = UNIT_BEHIND.search(told)
    stem = told[: unit.start()] if unit else told
    stem = STANDARD.sub("", BRACKETS.sub("", stem))
    names = [name for name in BETWEEN.split(stem.strip(",、")) if name]
    if not names or not all(_is_analyte(name) for name in names):
        return ()
    return tuple(Analyte(name, unit[1] if unit else "") for name in names)


def _is_analyte(name: str) -> bool:
    plain = TAIL.sub("", folded(name))
    return 0 < len(plain) <= LONGEST_NAME and _shape().fullmatch(plain) is not None
